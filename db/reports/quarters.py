"""Quarters of a year: read as `2026Q3`, their days, and the day in their middle; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.words.errors import BadInput

_TYPED: Final = re.compile(r"(\d{4})\s*[- ]?q([1-4])", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        after = date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, 3 * self.number + 1, 1)
        return after - timedelta(days=1)

    @property
    def middle(self) -> date:
        """The day in the middle: rates are of those registered then."""
        return self.first + (self.last - self.first) // 2


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month - 1) // 3 + 1)


def read_quarter(typed: str, *, today: date) -> Quarter:
    """`2026Q3`; that of today for nothing. Raises BadInput, also for one that has not begun."""
    if not typed.strip():
        return quarter_of(today)
    match = _TYPED.fullmatch(typed.strip())
    if match is None or not 1900 <= int(match[1]) <= 2200:
        raise BadInput(f"'{typed.strip()}' is no quarter.", to_do="Type it like 2026Q3.")
    found = Quarter(int(match[1]), int(match[2]))
    if found.first > today:
        raise BadInput(f"{found} has not begun yet.")
    return found
