"""A clerk's loose date means one day, is echoed in full, and feeds' dates are London's."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words.dates import (
    age_on,
    court_cell,
    court_moment,
    court_time,
    feed_date,
    feed_moment,
    feed_time,
    parse_loose,
    spell,
)
from db.words.errors import BadInput

TODAY = date(2026, 11, 18)  # a Wednesday
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/3/80", date(1980, 3, 12)),
        ("12.3.1980", date(1980, 3, 12)),
        ("12-03-80", date(1980, 3, 12)),
        ("12 3 80", date(1980, 3, 12)),
        ("120380", date(1980, 3, 12)),
        ("12031980", date(1980, 3, 12)),
        ("12 mar 80", date(1980, 3, 12)),
        ("12MAR80", date(1980, 3, 12)),
        ("12th of", None),
        ("12th March, 1980", date(1980, 3, 12)),
        ("Wed 12 Mar 1980", date(1980, 3, 12)),
        ("1980-03-12", date(1980, 3, 12)),
        ("3 sept 2027", date(2027, 9, 3)),
        ("1/4/30", date(2030, 4, 1)),
        ("1/4/47", date(1947, 4, 1)),
        ("12/3", date(2027, 3, 12)),
        ("1/8", date(2026, 8, 1)),
        ("29/2", date(2028, 2, 29)),
        (" Today ", TODAY),
        ("tomorrow", date(2026, 11, 19)),
        ("yesterday", date(2026, 11, 17)),
        ("+28", date(2026, 12, 16)),
        ("- 6", date(2026, 11, 12)),
        ("+2w", date(2026, 12, 2)),
        ("mon", date(2026, 11, 23)),
        ("wed", date(2026, 11, 25)),
        ("thursday", date(2026, 11, 19)),
    ],
)
def test_loose_dates_are_read_in_uk_order(typed: str, day: date | None) -> None:
    if day is None:
        with pytest.raises(BadInput):
            parse_loose(typed, today=TODAY)
    else:
        assert parse_loose(typed, today=TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/3/30", date(1930, 3, 12)),
        ("18/11/26", TODAY),
        ("19/11/26", date(1926, 11, 19)),
        ("19/11", date(2025, 11, 19)),
        ("29/2", date(2024, 2, 29)),
        ("wed", date(2026, 11, 11)),
        ("mon", date(2026, 11, 16)),
    ],
)
def test_a_day_that_cannot_lie_ahead_looks_back(typed: str, day: date) -> None:
    assert parse_loose(typed, today=TODAY, past=True) == day


@pytest.mark.parametrize("typed", ["tomorrow", "+1", "19/11/2026"])
def test_a_past_date_may_not_lie_ahead(typed: str) -> None:
    with pytest.raises(BadInput, match="not come yet"):
        parse_loose(typed, today=TODAY, past=True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/2/80", "There is no 31 February 1980"),
        ("31/4", "There is no 31 April 2026"),
        ("1/13/80", "There is no month 13"),
        ("29/2/1900", "There is no 29 February 1900"),
        ("1/1/0001", "The year 1 cannot be meant"),
        ("Thu 12 Mar 1980", "another day of the week"),
        ("+99999w", "too far"),
        ("", "No date"),
        ("smith", "No date"),
        ("12/3/980", "No date"),
        ("1 ma 80", "No date"),
        ("١٢/٣/٨٠", "No date"),
    ],
)
def test_what_is_no_date_is_said_plainly(typed: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse_loose(typed, today=TODAY)


@given(DAYS, DAYS)
def test_the_echo_reads_back_as_the_same_day(day: date, today: date) -> None:
    assert parse_loose(spell(day), today=today) == day


@given(DAYS, st.integers(-18_000, 36_000))
def test_an_offset_counts_days(today: date, days: int) -> None:
    assert parse_loose(f"{days:+d}", today=today) == today + timedelta(days=days)


@given(
    st.dates(date(1980, 1, 1), date(2100, 12, 31)),
    st.integers(0, 36_000),
    st.sampled_from(["%d/%m/%y", "%d.%m.%y", "%d%m%y"]),
)
def test_two_figures_of_a_past_year_mean_the_last_hundred_years(today: date, back: int, form: str) -> None:
    born = today - timedelta(days=back)
    assert parse_loose(born.strftime(form), today=today, past=True) == born


@given(DAYS, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_day_of_the_week_is_within_seven_days(today: date, name: str) -> None:
    ahead = parse_loose(name, today=today)
    back = parse_loose(name, today=today, past=True)
    assert 1 <= (ahead - today).days <= 7
    assert 1 <= (today - back).days <= 7
    assert spell(ahead)[:3].casefold() == spell(back)[:3].casefold() == name


@given(st.text(max_size=20))
def test_any_text_gives_a_day_or_a_plain_refusal(typed: str) -> None:
    day: date | None = None
    with suppress(BadInput):
        day = parse_loose(typed, today=TODAY)
    assert day is None or parse_loose(spell(day), today=TODAY) == day


@given(DAYS, DAYS)
def test_an_age_counts_whole_years(born: date, day: date) -> None:
    age = age_on(born, day)
    if day < born:
        assert age is None
    else:
        assert age is not None
        assert born.year + age in (day.year, day.year - 1)
        assert age_on(born, day + timedelta(days=1)) in (age, age + 1)


def test_an_age_is_reached_on_the_birthday() -> None:
    assert age_on(date(2008, 11, 18), TODAY) == 18
    assert age_on(date(2008, 11, 19), TODAY) == 17
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("07/09/2026", date(2026, 9, 7)),
        (" 2026-09-07 ", date(2026, 9, 7)),
        ("2026-09-07T23:30:00Z", date(2026, 9, 8)),
        ("2026-09-07T00:00:00.000+01:00", date(2026, 9, 7)),
        ("2026-12-07T23:30:00Z", date(2026, 12, 7)),
    ],
)
def test_a_feeds_day_is_londons_day(sent: str, day: date) -> None:
    assert feed_date(sent) == day


@pytest.mark.parametrize("sent", ["", "261120", "31/02/2026", "2026-13-01", "soon", "9999-12-31T23:59:00-14:00"])
def test_a_feed_without_a_day_is_refused(sent: str) -> None:
    with pytest.raises(BadInput):
        feed_date(sent)


def test_utc_in_summer_is_an_hour_earlier_than_in_court() -> None:
    assert court_time(feed_moment("2026-07-06T09:00:00Z")) == (date(2026, 7, 6), time(10, 0))
    assert court_time(feed_moment("2026-01-06T09:00:00")) == (date(2026, 1, 6), time(9, 0))
    assert court_moment(feed_moment("2026-07-06T09:00:00Z")) == "Mon 6 Jul 2026 10:00"
    assert court_cell(feed_moment("2026-07-06T09:00:00Z")) == "6 Jul 2026 10:00"
    assert court_cell(feed_moment("2026-01-06T09:00:07"), seconds=True) == "6 Jan 2026 09:00:07"
    assert feed_moment("2026-07-06T10:00:00+01:00") == datetime(2026, 7, 6, 9, 0, tzinfo=UTC)


def test_wall_times_come_with_and_without_seconds() -> None:
    assert feed_time("9:30") == time(9, 30)
    assert feed_time("14:05:30.000") == time(14, 5, 30)
    for odd in ("25:00", "nine", "09-30", ""):
        with pytest.raises(BadInput):
            feed_time(odd)
