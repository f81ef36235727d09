"""Numbers that prisons and probation know a person by."""

from __future__ import annotations

import re

from db.words.families.people import IdentifierKind
from db.words.identifiers.parsed import WRONG_SHAPE, Parsed, accepted, refused

_NOMS = re.compile(r"[A-Z]\d{4}[A-Z]{2}", re.ASCII)
_BOOK = re.compile(r"[A-Z]{1,2}\d{4,5}|\d{4,5}[A-Z]{1,2}", re.ASCII)
_CRN = re.compile(r"[A-Z]\d{6}", re.ASCII)


def parse_noms(raw: str) -> Parsed:
    """A prison (NOMS) number: capital, four digits, two capitals (`A1234BC`)."""
    kind = IdentifierKind.NOMS
    text = raw.strip()
    if _NOMS.fullmatch(text):
        return accepted(kind, raw, text)
    if _NOMS.fullmatch(text.upper()):
        return refused(kind, raw, "small letters; right once written in capitals")
    if _BOOK.fullmatch(text.upper()):
        return refused(kind, raw, "an old prison book number, not a NOMS number")
    return refused(kind, raw, WRONG_SHAPE)


def parse_crn(raw: str) -> Parsed:
    """A probation case reference number: one letter and six digits (`X123456`)."""
    text = raw.strip().upper()
    if not (text.isascii() and _CRN.fullmatch(text)):
        return refused(IdentifierKind.CRN, raw, "not one letter and six digits")
    return accepted(IdentifierKind.CRN, raw, text)
