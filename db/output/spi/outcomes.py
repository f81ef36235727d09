"""One result as SPI tells it: code, text, qualifiers, the next hearing, and its prompts as figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Final

from db.output.spi.values import Length, NextSitting, Outcome, ResultOut
from db.tables.cases import Result, ResultPrompt

_LENGTH: Final = re.compile(r"(\d{1,3})\s+(day|week|month|year|hour|session)s?\b", re.IGNORECASE | re.ASCII)
_AMOUNT: Final = re.compile(r"\u00a3?\s*(\d[\d,]{0,12})(?:\.(\d{1,2}))?", re.ASCII)
_UNITS: Final = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "session": "S"}
_QUALIFIER: Final = re.compile(r"[A-Z0-9]{1,2}", re.ASCII)
_COURT: Final = re.compile(r"[A-Z][A-Z0-9]{4}(?:[A-Z0-9]{2})?|\d{4}", re.ASCII)
_MOST_POINTS: Final = 99


def result_out(result: Result, prompts: Sequence[ResultPrompt]) -> ResultOut:
    """The result; what SPI has no element for stays in its text."""
    code = result.code if result.code.isascii() and result.code.isdecimal() and len(result.code) <= 4 else ""
    said = [(each.label, each.value, each.kind) for each in prompts]
    return ResultOut(
        code=code,
        text=result.text or result.label,
        qualifiers=tuple(value for label, value, _ in said if label == "Qualifier" and _QUALIFIER.fullmatch(value)),
        following=_following({label: value for label, value, _ in said}),
        outcome=_outcome(said),
    )


def _following(said: dict[str, str]) -> NextSitting | None:
    """The next hearing, where court and day are known; a Crown Court known by its name alone stays in the text."""
    court, on = said.get("Next hearing court", ""), _day(said.get("Next hearing date", ""))
    if not _COURT.fullmatch(court) or on is None:
        return None
    return NextSitting(court, on, _clock(said.get("Next hearing time", "")), said.get("Next hearing reason", ""))


def _outcome(said: Sequence[tuple[str, str, str]]) -> Outcome:
    points: int | None = None
    amount = ""
    lengths: list[Length] = []
    second: Length | None = None
    days: dict[str, date] = {}
    for label, value, kind in said:
        words = label.casefold()
        if words.startswith("next hearing"):
            continue
        if "penalty points" in words and value.isascii() and value.isdecimal() and int(value) <= _MOST_POINTS:
            points = points if points is not None else int(value)
        elif (kind == "CURR" or words.startswith("amount")) and not amount:
            amount = _pounds(value)
        elif words == "secondary duration":
            second = _length(value)
        elif (found := _length(value)) is not None and (kind == "DURATION" or "duration" in words):
            lengths.append(found)
        elif (on := _day(value)) is not None and words in {"start date", "end date"}:
            days.setdefault(words, on)
    first = lengths[0] if lengths else None
    second = second or (lengths[1] if len(lengths) > 1 else None)
    return Outcome(points, amount, first, second, days.get("start date"), days.get("end date"))


def _length(value: str) -> Length | None:
    found = _LENGTH.search(value)
    return Length(int(found[1]), _UNITS[found[2].lower()]) if found else None


def _pounds(value: str) -> str:
    found = _AMOUNT.fullmatch(value.strip())
    return f"{found[1].replace(',', '')}.{(found[2] or '').ljust(2, '0')}" if found else ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _clock(value: str) -> time:
    try:
        return time.fromisoformat(value)
    except ValueError:
        return time(0)
