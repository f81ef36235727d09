"""Dates of birth against a plain oracle: what kind of mistake makes the one from the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.cards.asked import Birth, BirthKind
from db.people.scoring.births import answer, compare_days
from db.people.scoring.weights import weights

BITS = weights().bits
DAYS = st.dates(date(1920, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (date(1986, 3, 14), date(1986, 3, 14), "born_exact"),
        (date(1986, 1, 1), date(1986, 1, 1), "born_placeholder"),
        (date(1970, 1, 1), date(1970, 1, 1), "placeholder"),
        (date(1979, 4, 8), date(1979, 8, 4), "born_swapped"),
        (date(1993, 12, 21), date(1983, 12, 21), "born_year_figure"),
        (date(1987, 12, 21), date(1978, 12, 21), "born_year_figure"),
        (date(1990, 5, 17), date(1991, 5, 17), "born_year_figure"),
        (date(1990, 5, 17), date(1990, 5, 18), "born_day_off"),
        (date(1990, 5, 31), date(1990, 6, 1), "born_day_off"),
        (date(1990, 5, 13), date(1990, 5, 31), "born_figures_swapped"),
        (date(1990, 5, 17), date(1990, 5, 14), "born_figure"),
        (date(1990, 5, 17), date(1990, 5, 27), "born_figure"),
        (date(1990, 1, 27), date(1990, 2, 6), "born_ten_days"),
        (date(1990, 1, 1), date(1990, 11, 28), "born_first_of_year"),
        (date(1990, 5, 17), date(1956, 5, 17), "born_birthday"),
        (date(1861, 1, 1), date(1761, 1, 1), "year_figure"),
        (date(1861, 1, 1), date(1862, 1, 1), "year_off_one"),
        (date(1861, 1, 1), date(1742, 1, 1), "born_far"),
        (date(1990, 5, 17), date(1990, 12, 28), "born_year_only"),
        (date(1990, 5, 17), date(1992, 12, 28), "born_near"),
        (date(1990, 5, 17), date(1971, 12, 28), "born_far"),
    ],
)
def test_a_mistake_has_its_level(one: date, other: date, level: str) -> None:
    assert compare_days(one, other, BITS).level == compare_days(other, one, BITS).level == level


@given(DAYS, DAYS)
def test_which_date_is_which_does_not_matter(one: date, other: date) -> None:
    assert compare_days(one, other, BITS) == compare_days(other, one, BITS) or one.year != other.year
    assert compare_days(one, other, BITS).bits == compare_days(other, one, BITS).bits


@given(DAYS, DAYS)
def test_nothing_beats_the_same_day(one: date, other: date) -> None:
    if one != other and (one.month, one.day) != (1, 1):
        assert compare_days(one, other, BITS).bits < compare_days(one, one, BITS).bits


@given(DAYS)
def test_usual_mistakes_speak_for_and_far_days_against(day: date) -> None:
    assert compare_days(day, day + timedelta(days=1), BITS).bits > 0
    if day.day <= 12 and day.day != day.month:
        assert compare_days(day, date(day.year, day.day, day.month), BITS).bits >= BITS["born_figures_swapped"]
    far = date(day.year - 27, day.month % 12 + 1, (day.day + 13) % 28 + 1)
    assert compare_days(day, far, BITS).bits <= BITS["born_two_figures"]


@pytest.mark.parametrize(
    ("asked", "known", "level"),
    [
        (Birth(BirthKind.YEAR, date(1987, 1, 1), date(1987, 12, 31)), date(1987, 7, 7), "year_given"),
        (Birth(BirthKind.YEAR, date(1987, 1, 1), date(1987, 12, 31)), date(1978, 7, 7), "year_off_one"),
        (Birth(BirthKind.YEAR, date(1987, 1, 1), date(1987, 12, 31)), date(1988, 7, 7), "year_off_one"),
        (Birth(BirthKind.YEAR, date(1987, 1, 1), date(1987, 12, 31)), date(1997, 7, 7), "year_figure"),
        (Birth(BirthKind.YEAR, date(1987, 1, 1), date(1987, 12, 31)), date(1955, 7, 7), "year_differs"),
        (Birth(BirthKind.MONTH, date(1981, 4, 1), date(1981, 4, 30)), date(1981, 4, 3), "month_given"),
        (Birth(BirthKind.ABOUT, date(1981, 1, 1), date(1983, 12, 31)), date(1982, 4, 3), "about_given"),
        (Birth(BirthKind.BIRTHDAY, month=4, day=3), date(1982, 4, 3), "birthday_given"),
        (Birth(BirthKind.BIRTHDAY, month=4, day=3), date(1982, 3, 4), "born_swapped"),
        (
            Birth(BirthKind.SLIP, date(1981, 1, 1), date(1981, 12, 31), figures="19810231"),
            date(1981, 2, 21),
            "born_figure",
        ),
        (Birth(BirthKind.SWAPPED, date(1981, 4, 3), date(1981, 4, 3)), date(1981, 4, 3), "born_swapped"),
    ],
)
def test_a_part_of_a_date_is_answered_at_its_level(asked: Birth, known: date, level: str) -> None:
    assert answer(asked, known, BITS).level == level
