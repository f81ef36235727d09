"""Numbers of the police: PNC, CRO, arrest summons number, PNC court case reference."""

from __future__ import annotations

import re

from db.words.families.people import IdentifierKind
from db.words.identifiers.parsed import (
    PLACEHOLDER,
    WRONG_LETTER,
    WRONG_SHAPE,
    Parsed,
    accepted,
    check_letter,
    compact,
    refused,
)

# A fixed turn of the century: what is stored once must read the same in every later year. Other systems
# turn with the calendar, so `pnc_candidates` offers both centuries for the years before this one.
_FIRST_YEAR_OF_1900S = 39

_PNC_SLASHED = re.compile(r"(\d{2}|(?:19|20)\d{2})/(\d{1,7})([A-Z])", re.ASCII)
_PNC_PLAIN = re.compile(r"(\d{2})(\d{1,7})([A-Z])", re.ASCII)
_PNC_PLAIN_LONG = re.compile(r"((?:19|20)\d{2})(\d{7})([A-Z])", re.ASCII)
_CRO = re.compile(r"(\d{1,6})/(\d{2})([A-Z])", re.ASCII)
_CRO_FILE = re.compile(r"SF(\d{2})/(\d{1,6})([A-Z])", re.ASCII)
_ASN = re.compile(r"(\d{2})([A-Z0-9]{2})([A-Z0-9]{2})([A-Z0-9]{2})(\d{1,11})([A-Z])", re.ASCII)
_CCR = re.compile(r"(\d{2})/(\d{4})/(\d{1,6})([A-Z])", re.ASCII)
_UNITS_OF_NOBODY = frozenset({"NP", "PP"})


def parse_pnc(raw: str) -> Parsed:
    """A PNC identifier, canonical `1979/0163001B`: year, seven-digit serial, check letter.

    Read with two or four figures of the year, with or without the slash, the serial padded or not.
    The letter belongs to the two-figure year and the padded serial (modulus 23).
    """
    kind = IdentifierKind.PNC
    parts = _pnc_parts(compact(raw))
    if parts is None:
        return refused(kind, raw, WRONG_SHAPE)
    year, serial, letter = parts
    if not int(serial):
        return refused(kind, raw, PLACEHOLDER)
    if letter != check_letter(year[-2:] + serial):
        return refused(kind, raw, WRONG_LETTER)
    return accepted(kind, raw, f"{_full_year(year)}/{serial}{letter}")


def pnc_candidates(raw: str) -> tuple[str, ...]:
    """Canonical forms that a typed or received PNC may stand for, likeliest first; empty when invalid.

    Two when the year was given with two figures in the range where systems differ about the century.
    """
    first = parse_pnc(raw).canonical
    parts = _pnc_parts(compact(raw))
    if first is None or parts is None:
        return ()
    year, serial, letter = parts
    if len(year) == 2 and int(year) < _FIRST_YEAR_OF_1900S:
        return (first, f"19{year}/{serial}{letter}")
    return (first,)


def pnc_short(canonical: str) -> str:
    """The form that people write, `79/163001B`, of a canonical PNC."""
    year, _, rest = canonical.partition("/")
    return f"{year[-2:]}/{int(rest[:-1])}{rest[-1]}"


def parse_cro(raw: str) -> Parsed:
    """A CRO number: `065656/91H` (serial of six digits, year) or the file form `SF83/50058Z`.

    The letter belongs to year and serial (modulus 23); the file form keeps its serial unpadded.
    """
    kind = IdentifierKind.CRO
    text = compact(raw)
    if match := _CRO_FILE.fullmatch(text):
        year, serial, letter = match.groups()
        canonical = f"SF{year}/{serial}{letter}"
    elif match := _CRO.fullmatch(text):
        serial, year, letter = match.groups()
        serial = serial.zfill(6)
        canonical = f"{serial}/{year}{letter}"
    else:
        return refused(kind, raw, WRONG_SHAPE)
    if not int(serial):
        return refused(kind, raw, PLACEHOLDER)
    if letter != check_letter(year + serial):
        return refused(kind, raw, WRONG_LETTER)
    return accepted(kind, raw, canonical)


def unchecked(kind: IdentifierKind, raw: str) -> str:
    """The signs of a PNC or CRO number of the right shape, whatever its check letter; empty for anything else.

    Written as the canonical form without strokes, so that a number with one wrong figure can be seen beside it.
    """
    text = compact(raw)
    if kind is IdentifierKind.PNC and (parts := _pnc_parts(text)):
        return f"{_full_year(parts[0])}{parts[1]}{parts[2]}"
    if kind is IdentifierKind.CRO and (match := _CRO_FILE.fullmatch(text)):
        return f"SF{match[1]}{match[2]}{match[3]}"
    if kind is IdentifierKind.CRO and (match := _CRO.fullmatch(text)):
        return f"{match[1].zfill(6)}{match[2]}{match[3]}"
    return ""


def parse_asn(raw: str) -> Parsed:
    """An arrest summons number, canonical with 20 signs: `1101ZD0100000410836V`.

    Year, force, unit, system, serial of eleven digits, letter; slashes and padding are optional when
    read. Letters in force or system count as nothing for the check letter; the unit never counts.
    Units NP and PP of force 00 mark numbers made up by non-police systems: valid, shared by many people.
    """
    kind = IdentifierKind.ASN
    match = _ASN.fullmatch(compact(raw).replace("/", ""))
    if match is None:
        return refused(kind, raw, WRONG_SHAPE)
    year, force, unit, system, serial, letter = match.groups()
    serial = serial.zfill(11)
    digits = (force if force.isdecimal() else "") + (system if system.isdecimal() else "") + year + serial
    if letter != check_letter(digits):
        return refused(kind, raw, WRONG_LETTER)
    nobody = force == "00" and unit in _UNITS_OF_NOBODY
    return accepted(kind, raw, f"{year}{force}{unit}{system}{serial}{letter}", placeholder=nobody)


def parse_ccr(raw: str) -> Parsed:
    """A PNC court case reference, canonical `21/2732/000007P`: year, court, serial, check letter."""
    kind = IdentifierKind.CCR
    match = _CCR.fullmatch(compact(raw))
    if match is None:
        return refused(kind, raw, WRONG_SHAPE)
    year, court, serial, letter = match.groups()
    serial = serial.zfill(6)
    if letter != check_letter(year + court + serial):
        return refused(kind, raw, WRONG_LETTER)
    return accepted(kind, raw, f"{year}/{court}/{serial}{letter}")


def _pnc_parts(text: str) -> tuple[str, str, str] | None:
    """Year (two or four figures), padded serial and letter."""
    match = _PNC_SLASHED.fullmatch(text) or _PNC_PLAIN_LONG.fullmatch(text) or _PNC_PLAIN.fullmatch(text)
    if match is None:
        return None
    year, serial, letter = match.groups()
    return year, serial.zfill(7), letter


def _full_year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"{19 if int(year) >= _FIRST_YEAR_OF_1900S else 20}{year}"
