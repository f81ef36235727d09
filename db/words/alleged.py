"""When and where an offence is alleged, in words, from the code that all courts share."""

from __future__ import annotations

from datetime import date
from typing import Final

from db.words.dates import short

# The shared list says "on or in" for 1: a day is on, and Tracker holds days.
_WORDS: Final = {"1": "on", "2": "before", "3": "after", "4": "between", "5": "on or about", "6": "on or before"}


def alleged_words(first: date | None, last: date | None, code: str, place: str) -> str:
    """`between 11 Feb 2026 and 12 Feb 2026, Mill Lane`; empty where neither code nor place is known."""
    if not (code in _WORDS or place):
        return ""
    return ", ".join(filter(None, (_when(first, last, code), place)))


def _when(first: date | None, last: date | None, code: str) -> str:
    if first is None:
        return ""
    word = _WORDS.get(code, "on")
    if last is None or last == first:
        return f"{'on' if word == 'between' else word} {short(first)}"
    return f"between {short(first)} and {short(last)}"
