"""Numbers of cases: URN, police URN, magistrates' case number, Crown Court case number."""

from __future__ import annotations

import re

from db.words.families.people import IdentifierKind
from db.words.identifiers.parsed import WRONG_SHAPE, Parsed, accepted, compact, refused

_URN = re.compile(r"[A-Z0-9]{11}", re.ASCII)
_PTI_URN = re.compile(r"[A-Z0-9]{4}\d{7}", re.ASCII)
_LIBRA = re.compile(r"\d{10}", re.ASCII)
_CROWN = re.compile(r"([TSAU])((?:19|20)\d{2})/?(\d{4})", re.ASCII)


def parse_urn(raw: str) -> Parsed:
    """A case URN: eleven capitals and digits (gov.uk); other prosecutors' own references differ."""
    text = raw.strip()
    if not _URN.fullmatch(text):
        return refused(
            IdentifierKind.URN, raw, "not eleven capitals and digits; perhaps another prosecutor's reference"
        )
    return accepted(IdentifierKind.URN, raw, text)


def parse_pti_urn(raw: str) -> Parsed:
    """A police URN: force and unit (four signs), then seven digits that end in the year."""
    text = compact(raw).replace("/", "")
    if not _PTI_URN.fullmatch(text):
        return refused(IdentifierKind.PTI_URN, raw, "not four letters or digits and then seven digits")
    return accepted(IdentifierKind.PTI_URN, raw, text)


def parse_libra_case(raw: str) -> Parsed:
    """A magistrates' court case number of LIBRA: ten digits. Shorter ones occur and are kept as they came."""
    text = compact(raw)
    if not (text.isascii() and _LIBRA.fullmatch(text)):
        return refused(IdentifierKind.LIBRA_CASE, raw, "not ten digits")
    return accepted(IdentifierKind.LIBRA_CASE, raw, text)


def libra_case_candidates(raw: str) -> tuple[str, ...]:
    """The case numbers that a typed or received one may stand for.

    A feed that sends the number as a number loses the zeros in front.
    """
    text = compact(raw)
    if text.isascii() and text.isdecimal() and 8 <= len(text) <= 10:
        return (text.zfill(10),)
    return ()


def parse_crown_case(raw: str) -> Parsed:
    """A Crown Court case number, canonical `T20254007`: trial, sentence, appeal or other; year; serial."""
    match = _CROWN.fullmatch(compact(raw))
    if match is None:
        return refused(IdentifierKind.CROWN_CASE, raw, WRONG_SHAPE)
    return accepted(IdentifierKind.CROWN_CASE, raw, "".join(match.groups()))
