"""Codes of courts, local justice areas and police forces; whether one exists is asked of a list."""

from __future__ import annotations

import re
from collections.abc import Container

from db.words.families.people import IdentifierKind
from db.words.identifiers.parsed import Parsed, accepted, compact, refused

_COURT = re.compile(r"([BC]\d{2}[A-Z]{2})(\d{2})?", re.ASCII)
_POLICE_UNIT = re.compile(r"\d{2}[A-Z0-9]{4}", re.ASCII)
_POLICE_PADDED = re.compile(r"\d{7}", re.ASCII)
_LJA = re.compile(r"\d{4}", re.ASCII)


def court_part(ou_code: str) -> str:
    """The five signs that name the court; the last two of seven are a room or location."""
    return compact(ou_code)[:5]


def parse_court_ou(raw: str, *, known: Container[str] | None = None, closed: Container[str] = ()) -> Parsed:
    """A court's organisation unit code, canonical seven signs with `00` for the room (`B01LY00`).

    `known` and `closed` hold canonical codes of courts that sit and of courts that once sat; without
    `known` only the shape is judged.
    """
    kind = IdentifierKind.COURT_OU
    text = compact(raw)
    match = _COURT.fullmatch(text)
    if match is None:
        return refused(kind, raw, _not_a_court(text))
    canonical = f"{match[1]}00"
    if known is None or canonical in known:
        return accepted(kind, raw, canonical)
    if canonical in closed:
        return refused(kind, raw, "right shape, but this court has closed")
    return refused(kind, raw, "right shape, but no such court")


def parse_lja(raw: str, *, known: Container[str] | None = None) -> Parsed:
    """A local justice area (PSA) code: four digits, and in the list when one is given."""
    kind = IdentifierKind.PSA
    text = raw.strip()
    if not (text.isascii() and _LJA.fullmatch(text)):
        return refused(kind, raw, "not four digits")
    if known is not None and text not in known:
        return refused(kind, raw, "no such local justice area")
    return accepted(kind, raw, text)


def parse_force(raw: str, *, known: Container[str]) -> Parsed:
    """A police force code of two signs that is in the list."""
    kind = IdentifierKind.POLICE_FORCE
    text = compact(raw)
    if text in known:
        return accepted(kind, raw, text)
    if len(text) != 2:
        return refused(kind, raw, "not two signs")
    return refused(kind, raw, "not in the list of forces")


def _not_a_court(text: str) -> str:
    if _LJA.fullmatch(text):
        return "a local justice area code, which is another key"
    if _POLICE_PADDED.fullmatch(text):
        return "a police force's code padded to seven, not a court"
    if _POLICE_UNIT.fullmatch(text):
        return "a police unit's code, not a court"
    if text.startswith("G") and len(text) == 7:
        return "a prosecuting authority's code, not a court"
    return "wrong shape for a court code"
