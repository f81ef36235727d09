"""Which identifiers a typed text could be: what the one search box asks first."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from db.words.families.people import IdentifierKind
from db.words.identifiers.cases import (
    libra_case_candidates,
    parse_crown_case,
    parse_libra_case,
    parse_pti_urn,
    parse_urn,
)
from db.words.identifiers.parsed import CHECK_LETTERS, Parsed, compact
from db.words.identifiers.persons import parse_crn, parse_noms
from db.words.identifiers.police import parse_asn, parse_ccr, parse_cro, parse_pnc, pnc_candidates

# In the order in which a clerk would mean them.
PARSERS: MappingProxyType[IdentifierKind, Callable[[str], Parsed]] = MappingProxyType(
    {
        IdentifierKind.PNC: parse_pnc,
        IdentifierKind.CRO: parse_cro,
        IdentifierKind.ASN: parse_asn,
        IdentifierKind.LIBRA_CASE: parse_libra_case,
        IdentifierKind.CROWN_CASE: parse_crown_case,
        IdentifierKind.PTI_URN: parse_pti_urn,
        IdentifierKind.URN: parse_urn,
        IdentifierKind.NOMS: parse_noms,
        IdentifierKind.CRN: parse_crn,
        IdentifierKind.CCR: parse_ccr,
    }
)
_LONGEST = 32
_FEWEST_DIGITS = 4  # a word of eleven letters has the shape of a URN; no URN is only letters


def parse(kind: IdentifierKind, raw: str) -> Parsed | None:
    """The reading of a raw identifier of a person or a case; None for kinds that have no rule."""
    parser = PARSERS.get(kind)
    return parser(raw) if parser else None


def candidates(kind: IdentifierKind, raw: str) -> tuple[str, ...]:
    """Every canonical form that a raw identifier may stand for, likeliest first; empty when it is invalid."""
    if kind is IdentifierKind.PNC:
        return pnc_candidates(raw)
    if kind is IdentifierKind.LIBRA_CASE:
        return libra_case_candidates(raw)
    parsed = parse(kind, raw.upper())
    return (parsed.canonical,) if parsed and parsed.canonical else ()


def mended(kind: IdentifierKind, raw: str) -> str:
    """The canonical form with the check letter that the rest of the number asks for; empty when no letter helps."""
    text = compact(raw)
    tried = (parse(kind, text[:-1] + letter) for letter in CHECK_LETTERS)
    return next((one.canonical for one in tried if one and one.canonical), "")


def recognise(text: str) -> tuple[Parsed, ...]:
    """Every identifier that the text could be: the valid first, then those with only the letter wrong.

    Small letters are read as capitals. A text without digits is a name and is no identifier.
    """
    raw = text.strip()
    if len(raw) > _LONGEST or not any(sign.isdecimal() for sign in raw):
        return ()
    read = [parser(raw.upper()) for parser in PARSERS.values()]
    likely = [one for one in read if one.kind is not IdentifierKind.URN or _enough_digits(raw)]
    valid = [one for one in likely if one.valid]
    return (*valid, *(one for one in likely if one.wrong_letter))


def _enough_digits(raw: str) -> bool:
    return sum(sign.isdecimal() for sign in raw) >= _FEWEST_DIGITS
