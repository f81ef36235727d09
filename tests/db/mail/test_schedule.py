"""When a week's mail is due: ISO weeks, the end of the year, the changes of the clock, the prison file that is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.mail.schedule import Due, PrisonFile, Week, due, is_stale, next_try, week_of
from db.words.clock import LONDON

SEVEN = time(7)
MONDAY = date(2007, 9, 24)
MOMENTS = st.integers(946_684_800, 2_208_988_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)


def file(days_ago: int = 0, *, used: bool = False, hour: int = 6) -> PrisonFile:
    return PrisonFile(at(MONDAY - timedelta(days=days_ago), hour), used)


def test_on_monday_at_seven_when_the_prison_file_is_in() -> None:
    assert due(at(MONDAY, 6, 59), 0, SEVEN, latest=file()) is None
    assert due(at(MONDAY, 7), 0, SEVEN, latest=file()) == Due(late=False)


def test_without_this_weeks_file_it_waits_until_noon_and_says_so() -> None:
    for latest in (None, file(7, used=True), file(9)):
        assert due(at(MONDAY, 11, 59), 0, SEVEN, latest=latest) is None
        assert due(at(MONDAY, 12), 0, SEVEN, latest=latest) == Due(late=True)


def test_a_file_that_comes_after_seven_is_sent_when_it_is_in() -> None:
    assert due(at(MONDAY, 9), 0, SEVEN, latest=file(hour=9)) == Due(late=False)


def test_a_run_that_comes_late_in_the_week_still_sends_it() -> None:
    assert due(at(date(2007, 9, 30), 23, 59), 0, SEVEN, latest=file()) == Due(late=False)


def test_a_subscription_for_the_afternoon_does_not_wait_for_a_noon_that_is_past() -> None:
    assert due(at(MONDAY, 14, 59), 0, time(15), latest=None) is None
    assert due(at(MONDAY, 15), 0, time(15), latest=None) == Due(late=True)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 12, 28), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2021, 1, 1), "2020-W53"),
    ],
)
def test_weeks_at_the_end_of_a_year(day: date, week: str) -> None:
    assert str(week_of(at(day, 12))) == week


def test_the_week_is_the_courts_and_not_that_of_utc() -> None:
    # Half past midnight on a summer Monday in London is Sunday in UTC.
    assert str(week_of(datetime(2026, 6, 28, 23, 30, tzinfo=UTC))) == "2026-W27"


def test_seven_is_seven_by_the_wall_on_both_sides_of_a_change_of_the_clock() -> None:
    spring, autumn = Week(2026, 13), Week(2026, 43)
    assert spring.slot(0, SEVEN).astimezone(UTC).hour == 7
    assert Week(2026, 14).slot(0, SEVEN).astimezone(UTC).hour == 6
    assert autumn.slot(0, SEVEN).astimezone(UTC).hour == 6
    assert Week(2026, 44).slot(0, SEVEN).astimezone(UTC).hour == 7
    # The hour that the clocks leave out on a Sunday in March.
    assert spring.slot(6, time(1, 30)).astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@given(MOMENTS, st.integers(0, 6), TIMES, st.one_of(st.none(), st.tuples(st.timedeltas(), st.booleans())))
def test_what_is_due_stays_due_to_the_end_of_its_week(
    now: datetime, weekday: int, hour: time, latest: tuple[timedelta, bool] | None
) -> None:
    known = None
    if latest is not None:
        ago = abs(latest[0]) % timedelta(days=30)
        known = PrisonFile(now - ago, latest[1])
    go = due(now, weekday, hour, latest=known)
    slot = week_of(now).slot(weekday, hour)
    if go is not None:
        assert now >= slot
    fresh = known is not None and not known.used and not is_stale(known.taken_at, now)
    if fresh:
        assert (go is not None) == (now >= slot)
    sunday = datetime.combine(week_of(now).slot(6, time()).date(), time(23, 59), LONDON)
    later = max(now, sunday.astimezone(UTC))
    assert week_of(later) == week_of(now)
    if hour <= time(23, 59) and later >= slot:
        assert due(later, weekday, hour, latest=known) is not None


@given(MOMENTS)
def test_a_week_holds_its_own_slots_and_no_other(now: datetime) -> None:
    week = week_of(now)
    for weekday in range(7):
        assert week_of(week.slot(weekday, SEVEN)) == week


@given(st.integers(0, 60))
def test_prison_data_is_old_after_eight_days(days: int) -> None:
    assert is_stale(at(MONDAY - timedelta(days=days), 23), at(MONDAY, 7)) == (days > 8)


@given(st.integers(1, 1000))
def test_tries_come_at_growing_distances_and_never_further_than_six_hours(tries: int) -> None:
    now = at(MONDAY, 7)
    delay = next_try(tries, now) - now
    assert timedelta(minutes=15) <= delay <= timedelta(hours=6)
    assert next_try(tries + 1, now) - now >= delay
