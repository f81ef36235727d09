"""When a prisoner is to be released: one day and what kind of day it is, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from db.words.dates import short
from db.words.families.bail import CustodyStatus, ReleaseKind

NEVER: Final = 2100
"""From this year on a day stands for `never`: prisons write 2129 where nothing ends."""

Release = tuple[date, ReleaseKind]


@dataclass(frozen=True, slots=True)
class ReleaseDates:
    """The days of a sentence that release hangs on; where staff overrode a calculated day, theirs stands here."""

    confirmed: date | None = None
    parole: date | None = None
    curfew: date | None = None
    mid_term: date | None = None
    automatic: date | None = None
    conditional: date | None = None
    non_parole: date | None = None
    post_recall: date | None = None
    given: date | None = None
    """The day the system worked out itself, for records that carry nothing else."""


def release_of(dates: ReleaseDates) -> Release | None:
    """The day of release: confirmed, else parole granted, else curfew, else the latest that the sentence gives.

    Of equal days ARD speaks before CRD, NPD and PRRD, and the mid-term day only where it is later than all.
    """
    for day, kind in (
        (dates.confirmed, ReleaseKind.CONFIRMED),
        (dates.parole, ReleaseKind.PAROLE),
        (dates.curfew, ReleaseKind.CURFEW),
    ):
        if day is not None and not is_never(day):
            return day, kind
    found: Release | None = None
    for day, kind in (
        (dates.automatic, ReleaseKind.AUTOMATIC),
        (dates.conditional, ReleaseKind.CONDITIONAL),
        (dates.non_parole, ReleaseKind.NON_PAROLE),
        (dates.post_recall, ReleaseKind.POST_RECALL),
        (dates.mid_term, ReleaseKind.MID_TERM),
    ):
        if day is not None and not is_never(day) and (found is None or day > found[0]):
            found = day, kind
    if found is None and dates.given is not None and not is_never(dates.given):
        return dates.given, ReleaseKind.GIVEN
    return found


def is_never(day: date) -> bool:
    """Whether the day only stands for an end that does not come."""
    return day.year >= NEVER


def why_none(status: CustodyStatus, *, tariff: date | None = None) -> str:
    """Why a prisoner of this standing has no release date, `no release date: on remand`; empty for one released."""
    if status is CustodyStatus.INDETERMINATE:
        until = f", tariff {short(tariff)}" if tariff is not None and not is_never(tariff) else ""
        return f"no release date: indeterminate sentence{until}"
    return f"no release date: {_WHY[status]}" if status in _WHY else ""


_WHY: Final = {
    CustodyStatus.REMAND: "on remand",
    CustodyStatus.CONVICTED_UNSENTENCED: "not yet sentenced",
    CustodyStatus.SENTENCED: "the record gives none",
    CustodyStatus.RECALL: "recalled, and the record gives none",
    CustodyStatus.CIVIL: "civil prisoner, and the record gives none",
    CustodyStatus.IMMIGRATION: "immigration detainee",
    CustodyStatus.OTHER: "the record gives none",
    CustodyStatus.UNKNOWN: "the record gives none",
}
