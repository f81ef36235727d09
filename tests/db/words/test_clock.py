"""The clock is set to another day of a court, by the wall: summer time or not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.words.clock import Clock

# Not the minutes before midnight: the test's own time passes too.
MINUTES = st.integers(0, 22 * 60 + 50).map(lambda minutes: timedelta(minutes=minutes))
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(DAYS, MINUTES, DAYS)
def test_the_day_that_was_set_is_the_courts_day_at_any_hour(begin: date, minutes: timedelta, day: date) -> None:
    moment = datetime(begin.year, begin.month, begin.day, tzinfo=UTC) + minutes
    clock = Clock(moment - datetime.now(UTC))
    clock.set_day(day)
    assert clock.today() == day


def test_half_past_eleven_on_a_winter_night_stays_that_on_a_summer_day() -> None:
    clock = Clock(datetime(2026, 11, 22, 23, 30, tzinfo=UTC) - datetime.now(UTC))
    clock.set_day(date(2027, 9, 1))
    assert (clock.today(), clock.local().hour) == (date(2027, 9, 1), 23)
    assert clock.now().hour == 22
