"""Fields of a record as they came, cleaned into what is compared: placeholders go, doubtful values are kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from db.people.scoring.identity import KnownBirth, KnownName
from db.words.families.people import IdentifierKind, NameKind
from db.words.identifiers.parsed import Parsed
from db.words.identifiers.persons import parse_crn, parse_noms
from db.words.identifiers.police import parse_asn, parse_cro, parse_pnc, unchecked
from db.words.text import fold

_PLACEHOLDER_DAYS = frozenset({date(1900, 1, 1), date(1970, 1, 1)})
_PLACEHOLDER_CODES = frozenset({"NF11NF", "NF11FA"})
_NOWHERE = frozenset({"no fixed abode", "nfa", "no fixed address", "unknown", "not known", "address unknown"})
_NOT_NAMES = re.compile(r"(?:MIG_ERROR_|NO_SHOW_|DUPLICATE_|\bNOT ENTERED\b)", re.IGNORECASE)
_JOINED = re.compile(r"\b(mc|mac|o) (?=[a-z])")
_READERS = {
    IdentifierKind.PNC: parse_pnc,
    IdentifierKind.CRO: parse_cro,
    IdentifierKind.ASN: parse_asn,
    IdentifierKind.NOMS: parse_noms,
    IdentifierKind.CRN: parse_crn,
}


@dataclass(slots=True)
class Numbers:
    """Numbers of a record: those that pass their check, and those of the right shape that do not."""

    sound: list[tuple[IdentifierKind, str]] = field(default_factory=list)
    doubtful: list[tuple[IdentifierKind, str]] = field(default_factory=list)


def name_of(family: str, given: str, middle: str = "", kind: NameKind = NameKind.PRIMARY) -> KnownName:
    """A name in the words that are compared: `O Brien`, `O'Brien` and `Obrien` are one, and so are `Mc Donald`."""
    return KnownName(_surname(family), fold(_bare(given)), fold(_bare(middle)), "", kind)


def birth_of(text: str, with_name: int | None = None) -> tuple[KnownBirth | None, str]:
    """A date of birth `YYYY-MM-DD`, or the eight signs of one that is no day; a placeholder is neither."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        signs = text.strip().replace("-", "")
        return None, signs if len(signs) == 8 and sum(map(str.isdecimal, signs)) >= 6 else ""
    return (None if day in _PLACEHOLDER_DAYS else KnownBirth(day, with_name)), ""


def numbers_of(given: Sequence[tuple[IdentifierKind, str]]) -> Numbers:
    """Numbers read and checked; one that belongs to nobody is dropped, one with a wrong letter kept apart."""
    numbers = Numbers()
    for kind, raw in given:
        if not raw.strip():
            continue
        parsed: Parsed = _READERS[kind](raw)
        if parsed.canonical and not parsed.placeholder:
            numbers.sound.append((kind, parsed.canonical))
        elif parsed.wrong_letter and (signs := unchecked(kind, raw)):
            numbers.doubtful.append((kind, signs))
    return numbers


def postcode_of(text: str) -> str:
    """Capitals without a space; empty for the codes that stand for no fixed abode."""
    code = "".join(text.split()).upper()
    return "" if code in _PLACEHOLDER_CODES else code


def address_of(text: str) -> str:
    """The folded first line; empty where it names no place."""
    line = fold(text)
    return "" if line in _NOWHERE else line


def days_of(texts: Sequence[str]) -> tuple[date, ...]:
    """The days among the texts, in order."""
    found = set()
    for text in texts:
        try:
            found.add(date.fromisoformat(text.strip()))
        except ValueError:
            continue
    return tuple(sorted(found))


def _surname(text: str) -> str:
    return _JOINED.sub(r"\1", fold(_bare(text)))


def _bare(text: str) -> str:
    return _NOT_NAMES.sub(" ", text)
