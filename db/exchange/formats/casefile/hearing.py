"""The hearing that a defendant is called to first, as the prosecutor asked for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.exchange.carried import known
from db.exchange.formats.casefile.checks import Inbound, flag
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code
from db.exchange.records import DayRecord

_COURT = 5


@dataclass(frozen=True, slots=True)
class Called:
    """Where and when; defendants who are called to the same place and time are heard together."""

    day: DayRecord


def called_to(defendant: Fields, offences: Iterable[Fields]) -> Called | None:
    """The first hearing; None where there is none, or it has no court or day (flagged)."""
    hearing = defendant.child("initialHearing")
    if hearing is None:
        return None
    place, on = hearing.word("courtHearingLocation"), known(hearing.day("dateOfHearing"))
    code = place if place and place.isascii() and place.isalnum() and len(place) in {_COURT, _COURT + 2} else None
    if code is None:
        said = "courtHearingLocation is no court code" if place else "the first hearing has no court"
        flag(hearing, Inbound.HEARING_PLACE, f"{said}, so the case is kept without it", "courtHearingLocation")
    if on is None:
        hearing.odd(Code.NO_DATE, "the first hearing has no day, so the case is kept without it")
    if code is None or on is None:
        return None
    _check_order(hearing, on, offences)
    at = known(hearing.time("timeOfHearing"))
    suffix = code[_COURT:] or None
    return Called(DayRecord(code[:_COURT].upper(), on, None if suffix == "00" else suffix, start=at))


def _check_order(hearing: Fields, on: date, offences: Iterable[Fields]) -> None:
    for offence in offences:
        before = len(offence.oddities)
        committed = known(offence.day("offenceCommittedDate"))
        del offence.oddities[before:]
        if committed is not None and committed > on:
            flag(hearing, Inbound.HEARING_BEFORE_OFFENCE, "the hearing lies before an offence", "dateOfHearing")
            return
