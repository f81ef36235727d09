"""Working days of England and Wales: weekends and bank holidays left out.

The days are those of https://www.gov.uk/bank-holidays (England and Wales), 2025 to 2027, with their substitute days.
A later year has its weekends only until its days are added here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

BANK_HOLIDAYS: Final = frozenset(
    {
        *(date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 5), date(2025, 5, 26)),
        *(date(2025, 8, 25), date(2025, 12, 25), date(2025, 12, 26)),
        *(date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25)),
        *(date(2026, 8, 31), date(2026, 12, 25), date(2026, 12, 28)),
        *(date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31)),
        *(date(2027, 8, 30), date(2027, 12, 27), date(2027, 12, 28)),
    }
)


def is_working_day(day: date) -> bool:
    """Whether offices work on this day."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def working_days_after(day: date, count: int) -> date:
    """The day that is so many working days after a day; the day itself does not count."""
    found = day
    for _ in range(count):
        found += timedelta(days=1)
        while not is_working_day(found):
            found += timedelta(days=1)
    return found
