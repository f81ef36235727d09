"""When a week's mail is due: after the prison file, at noon without it, once in an ISO week. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from db.words.clock import LONDON

MONDAY: Final = 0
USUAL_TIME: Final = time(7)
NOON: Final = time(12)
STALE: Final = timedelta(days=8)
"""Prison data older than this is said to be old wherever it is shown."""
GIVEN_UP: Final = timedelta(minutes=30)
"""A claim older than this is of a process that has died: no message takes so long to make."""
_FIRST_DELAY: Final = timedelta(minutes=15)
_LONGEST_DELAY: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week by the court's calendar."""

    year: int
    number: int

    def __str__(self) -> str:
        """`2026-W48`, as it is kept."""
        return f"{self.year}-W{self.number:02d}"

    def slot(self, weekday: int, at: time) -> datetime:
        """The moment in this week, by the court's clock; an hour that the clocks leave out is the next one."""
        day = date.fromisocalendar(self.year, self.number, weekday + 1)
        return datetime.combine(day, at, LONDON)


@dataclass(frozen=True, slots=True)
class PrisonFile:
    """When the latest accepted prison file was taken in, and whether an earlier mail was made from it already."""

    taken_at: datetime
    used: bool


@dataclass(frozen=True, slots=True)
class Due:
    """That the mail goes now; `late` when this week's prison file has not come."""

    late: bool


def week_of(moment: datetime) -> Week:
    """The week of a moment; the last days of December may lie in the first week of the next year."""
    year, number, _ = moment.astimezone(LONDON).isocalendar()
    return Week(year, number)


def due(now: datetime, weekday: int, at: time, *, latest: PrisonFile | None) -> Due | None:
    """Whether the mail of this moment's week goes now; None while it waits for its hour or for the prison file."""
    slot = week_of(now).slot(weekday, at)
    if now < slot:
        return None
    if latest is not None and not latest.used and not is_stale(latest.taken_at, now):
        return Due(late=False)
    noon = datetime.combine(slot.date(), NOON, LONDON)
    return Due(late=True) if now >= max(slot, noon) else None


def is_stale(taken_at: datetime, now: datetime) -> bool:
    """Whether prison data of this moment is older than eight days."""
    return now.astimezone(LONDON).date() - taken_at.astimezone(LONDON).date() > STALE


def next_try(tries: int, now: datetime) -> datetime:
    """When a mail that failed for the n-th time is tried again: a quarter of an hour, doubling, six hours at most."""
    delay = _FIRST_DELAY * int(2 ** min(tries - 1, 10))
    return now + min(delay, _LONGEST_DELAY)
