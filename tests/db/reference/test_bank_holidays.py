"""Working days of England and Wales."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.reference.bank_holidays import BANK_HOLIDAYS, is_working_day, working_days_after


def test_christmas_2026_and_the_new_year_are_passed_over() -> None:
    assert working_days_after(date(2026, 12, 23), 5) == date(2027, 1, 4)


def test_no_bank_holiday_lies_on_a_weekend() -> None:
    assert all(day.weekday() < 5 for day in BANK_HOLIDAYS)
    assert len({day for day in BANK_HOLIDAYS if day.year == 2026}) == 8


@given(st.dates(date(2025, 1, 1), date(2027, 12, 1)), st.integers(1, 20))
def test_so_many_working_days_lie_between(day: date, count: int) -> None:
    end = working_days_after(day, count)
    between = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(end)
