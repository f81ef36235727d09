"""Days and times of feeds: what is written comes back, what is nonsense is None, and UTC becomes London."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.exchange.formats.moments import day_from, has_zone, moment_from, time_from
from db.words.clock import LONDON

days = st.dates(min_value=date(1, 1, 3), max_value=date(9999, 12, 29))
moments = st.datetimes(timezones=st.just(UTC)).map(
    lambda moment: moment.replace(year=1900 + moment.year % 300, day=min(moment.day, 28))
)


@given(days)
def test_uk_and_iso_days_come_back_as_written(day: date) -> None:
    assert day_from(f"{day.day:02d}/{day.month:02d}/{day.year:04d}") == day
    assert day_from(day.isoformat()) == day


@given(moments, st.integers(-14 * 60, 14 * 60))
def test_every_zone_names_the_same_instant(moment: datetime, minutes: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)), microsecond=0)
    found = moment_from(aware.isoformat())
    assert found == aware
    assert found is not None
    assert found.tzinfo is LONDON


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    for reader in (day_from, moment_from, time_from):
        reader(text)


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("2021-06-25T09:00:00.000Z", date(2021, 6, 25), time(10)),
        ("2021-12-25T09:00:00Z", date(2021, 12, 25), time(9)),
        ("2021-06-25T23:30Z", date(2021, 6, 26), time(0, 30)),
        ("2018-10-24 10:00:00", date(2018, 10, 24), time(10)),
        ("2021-06-25T09:00:00+01:00", date(2021, 6, 25), time(9)),
        ("2021-06-25T09:00:00+0100", date(2021, 6, 25), time(9)),
    ],
)
def test_a_sitting_day_is_londons(text: str, day: date, at: time) -> None:
    found = moment_from(text)
    assert found is not None
    assert (found.date(), found.time()) == (day, at)
    assert day_from(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2026",
        "2026-13-01",
        "260302",
        "1/1/26",
        "0001-01-01T00:00:00+12:00",
        "２０２６-01-01",
        "2026-01-01T25:00",
    ],
)
def test_nonsense_is_none(text: str) -> None:
    assert day_from(text) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [("09:05", time(9, 5)), ("9:05", time(9, 5)), ("09:05:04", time(9, 5, 4)), ("24:00", None), ("noon", None)],
)
def test_times_of_day(text: str, at: time | None) -> None:
    assert time_from(text) == at


def test_a_zone_is_told_from_none() -> None:
    assert has_zone("2021-06-25T09:00:00Z")
    assert not has_zone("2021-06-25T09:00:00")
    assert moment_from("2021-06-25T09:00:00Z") == datetime(2021, 6, 25, 9, tzinfo=UTC)
