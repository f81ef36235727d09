"""What the court decided on an offence: results with their prompts, also those that stand in the text alone."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from db.exchange.carried import ABSENT, known
from db.exchange.charge_records import PromptRecord, ResultRecord
from db.exchange.formats.libra.heads import split_court_code
from db.exchange.formats.moments import day_from
from db.exchange.formats.spi.fields import SpiFields
from db.exchange.records import DayRecord
from db.reference.courts import crown_court_called
from db.words.text import clean

REMOVED: Final = "4583"
"""The offence was not before the court after all: what was entered for it was entered in error."""
SINE_DIE: Final = "2007"
FREE_TEXT: Final = "1000"
# Remands and sendings whose Crown Court and day stand in the text alone.
_SENT: Final = frozenset(str(code) for code in range(4014, 4572))
_CROWN = re.compile(
    r"(?:to|at|before)\s+(?:the\s+)?(?P<court>[A-Z][\w'. -]{1,60}?\s+Crown Court)(?P<rest>[^\n]{0,200})", re.IGNORECASE
)
_ON = re.compile(r"\bon\s+(\d{1,2}/\d{1,2}/\d{4})")
_TIC = re.compile(r"(\d{1,4})\s+other\s+offences?\s+(?:\w+\s+){0,3}taken\s+into\s+consideration", re.IGNORECASE)
_TAGGED = re.compile(r"electronic(?:ally)?\s+(?:monitor|tag)", re.IGNORECASE)
_UNITS: Final = {
    "D": "days", "W": "weeks", "M": "months", "Y": "years", "H": "hours", "S": "sessions", ".": "sessions", "L": "life",
}  # fmt: skip
_MOST_QUALIFIERS = 4


def result(element: SpiFields, *, key: str, on: date) -> ResultRecord:
    """One result; `key` is what it is known by within its defendant, because SPI gives it no number."""
    code = code_of(element)
    text = known(element.block("ResultText")) or ""
    return ResultRecord(
        external_id=key,
        code=code,
        label=_label(text, code),
        text=text or ABSENT,
        ordered_on=on,
        prompts=tuple(_prompts(element, code, text)),
    )


def code_of(element: SpiFields) -> str:
    """The result's code in four figures; 1000 is free text."""
    code = element.word("ResultCode") or FREE_TEXT
    return code.zfill(4) if code.isdigit() else code


def next_day(element: SpiFields) -> date | None:
    """The day that the result adjourns to, from its own element or from its text."""
    details = element.within("NextHearing", "NextHearingDetails")
    said = known(details.day("DateOfHearing"))
    return said or _crown(code_of(element), known(element.block("ResultText")) or "")[1]


def next_sitting(element: SpiFields) -> DayRecord | None:
    """The sitting that the result adjourns to; None without a day, or where no court is known by what is said."""
    on = next_day(element)
    if on is None:
        return None
    details = element.within("NextHearing", "NextHearingDetails")
    code = split_court_code(details.word("CourtHearingLocation"))
    if code is None:
        listed = crown_court_called(_crown(code_of(element), known(element.block("ResultText")) or "")[0])
        code = (listed.code[:5], None) if listed else None
    if code is None:
        return None
    return DayRecord(code[0], on, code[1], start=known(details.clock("TimeOfHearing", on)))


def next_reason(element: SpiFields) -> str:
    """Why it is adjourned."""
    return (element.within("NextHearing").word("NextHearingReason") or "").rstrip("; ")


def _label(text: str, code: str) -> str:
    first = clean(text.split("\n", 1)[0])
    words = first if len(first) <= 80 else first[:80].rpartition(" ")[0] + " ..."
    return words or f"result {code}"


def _prompts(element: SpiFields, code: str, text: str) -> list[PromptRecord]:
    outcome = element.within("Outcome")
    duration = outcome.within("Duration")
    found = [
        ("Amount", _amount(outcome), "CURR"),
        ("Penalty points", outcome.word("PenaltyPoints") or "", "INT"),
        ("Duration", _length(duration, "DurationValue", "DurationUnit"), "DURATION"),
        # The second length: for how long a sentence is suspended, or the hours of a curfew.
        ("Secondary duration", _length(duration, "SecondaryDurationValue", "SecondaryDurationUnit"), "DURATION"),
        ("Start date", _day(duration, "DurationStartDate"), "DATE"),
        ("End date", _day(duration, "DurationEndDate"), "DATE"),
    ]
    qualifiers = element.texts("ResultCodeQualifier")
    codes = () if not isinstance(qualifiers, tuple) else qualifiers
    found += [("Qualifier", each, "TXT") for each in codes]
    if len(codes) >= _MOST_QUALIFIERS and _TAGGED.search(text):
        found.append(("Qualifier", "electronic monitoring (in the text; no more than four are sent)", "TXT"))
    others = _TIC.search(text)
    found.append(("Offences taken into consideration", others[1] if others else "", "INT"))
    found += _following(element, code, text)
    return [PromptRecord(label, value, kind) for label, value, kind in found if value]


def _following(element: SpiFields, code: str, text: str) -> list[tuple[str, str, str]]:
    following = element.within("NextHearing")
    details = following.within("NextHearingDetails")
    on = known(details.day("DateOfHearing"))
    start = known(details.clock("TimeOfHearing", on))
    court, day = _crown(code, text)
    on = on or day
    return [
        ("Next hearing court", court or place(details.word("CourtHearingLocation") or ""), "TXT"),
        ("Next hearing date", on.isoformat() if on else "", "DATE"),
        ("Next hearing time", f"{start:%H:%M}" if start else "", "TIME"),
        ("Next hearing reason", next_reason(element), "TXT"),
        ("Bail on this offence", following.word("BailStatusOffence") or "", "TXT"),
    ]


def place(raw: str) -> str:
    """The court that a code names: an organisation's code as it is, a short local code filled up to four figures."""
    return raw.ljust(4, "0") if raw.isdigit() and len(raw) < 4 else raw


def _crown(code: str, text: str) -> tuple[str, date | None]:
    """The Crown Court and day of a remand or sending, which stand in its text alone."""
    found = _CROWN.search(text) if code in _SENT else None
    if found is None:
        return "", None
    on = _ON.search(found["rest"])
    return " ".join(found["court"].split()), day_from(on[1]) if on else None


def _amount(outcome: SpiFields) -> str:
    text = (outcome.word("ResultAmountSterling") or "").lstrip("\u00a3 ")
    whole, dot, pence = text.partition(".")
    if not (whole or pence) or not (whole + pence).isdigit() or len(text) > 14:
        return text
    return f"\u00a3{whole or '0'}.{pence[:2].ljust(2, '0')}" if dot else f"\u00a3{whole}.00"


def _length(duration: SpiFields, value: str, unit: str) -> str:
    number, code = duration.word(value) or "", (duration.word(unit) or "").upper()
    if code == "L":
        return "life"
    words = _UNITS.get(code, code)
    if number.lstrip("0") == "1":
        words = words.removesuffix("s")
    return f"{number} {words}".strip() if number else ""


def _day(duration: SpiFields, name: str) -> str:
    found = known(duration.day(name))
    return found.isoformat() if found else ""
