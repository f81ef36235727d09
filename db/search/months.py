"""Months back from a day, and the windows that searches look into; every bound is included."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from db.words.errors import BadInput


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `first` to `last`, both in."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day <= self.last

    def touches(self, first: date, last: date) -> bool:
        """Whether any day from one to the other lies in it."""
        return first <= self.last and last >= self.first


def add_months(day: date, months: int) -> date:
    """The same day of another month, clamped to its last one: 31 May less 3 months is 28 or 29 February."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not date.min.year <= year <= date.max.year:
        raise BadInput("So many months lead out of the calendar.", to_do="Give fewer months.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_back(day: date, months: int) -> Window:
    """The months up to the day: 3 months to 24 September begin on 25 June, to 31 May on 1 March."""
    return Window(add_months(day, -months) + timedelta(days=1), day)


def window(months: int, between: tuple[date, date | None] | None, day: date) -> Window:
    """The days that are asked for, no further than the day of the search; else the months up to it."""
    if between is None:
        return months_back(day, months)
    first, last = between
    if first > day:
        raise BadInput("Those days have not come by the day of the search.", to_do="Give earlier days.")
    return Window(first, min(last or day, day))


def month_of(day: date, up_to: date) -> Window:
    """The month in which a day lies, no further than `up_to`. Raises BadInput for one that has not begun by then."""
    first = day.replace(day=1)
    if first > up_to:
        raise BadInput("That month has not begun by the day of the search.", to_do="Give an earlier month.")
    return Window(first, min(up_to, day.replace(day=monthrange(day.year, day.month)[1])))
