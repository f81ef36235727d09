"""A date of birth is read in every usual form, and what is doubtful is kept as doubtful."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.cards.asked import BirthKind, PartKind
from db.cards.find import Query
from db.people.box.reading import parse
from db.words.dates import age_on, spell

TODAY = date(2026, 11, 22)
MONTHS = "January February March April May June July August September October November December".split()
DATES = st.dates(date(1928, 1, 1), TODAY)
ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def read(text: str) -> Query:
    return parse(text, today=TODAY)


def of(day: date) -> tuple[int, int, int, str, str]:
    return day.day, day.month, day.year, f"{day.year % 100:02}", MONTHS[day.month - 1]


FORMS: dict[str, Callable[[int, int, int, str, str], str]] = {
    "3/4/81": lambda d, m, y, yy, name: f"{d}/{m}/{yy}",
    "03.04.1981": lambda d, m, y, yy, name: f"{d:02}.{m:02}.{y}",
    "3-4-81": lambda d, m, y, yy, name: f"{d}-{m}-{yy}",
    "3 4 1981": lambda d, m, y, yy, name: f"{d} {m} {y}",
    "3 apr 81": lambda d, m, y, yy, name: f"{d} {name[:3].lower()} {yy}",
    "3apr81": lambda d, m, y, yy, name: f"{d}{name[:3].lower()}{yy}",
    "3-Apr-1981": lambda d, m, y, yy, name: f"{d}-{name[:3]}-{y}",
    "3rd April 1981": lambda d, m, y, yy, name: f"{d}{ENDINGS.get(d, 'th')} {name} {y}",
    "3rd of APRIL, '81": lambda d, m, y, yy, name: f"{d}{ENDINGS.get(d, 'th')} of {name.upper()}, '{yy}",
    "April 3rd, 1981": lambda d, m, y, yy, name: f"{name} {d}{ENDINGS.get(d, 'th')}, {y}",
    "1981-04-03": lambda d, m, y, yy, name: f"{y}-{m:02}-{d:02}",
    "1981-04-03T00:00:00": lambda d, m, y, yy, name: f"{y}-{m:02}-{d:02}T00:00:00",
    "030481": lambda d, m, y, yy, name: f"{d:02}{m:02}{yy}",
    "03041981": lambda d, m, y, yy, name: f"{d:02}{m:02}{y}",
    "b.3/4/81": lambda d, m, y, yy, name: f"b.{d}/{m}/{yy}",
    "dob 3 apr 1981": lambda d, m, y, yy, name: f"dob {d} {name[:3]} {y}",
    "born: 3/4/1981": lambda d, m, y, yy, name: f"born: {d}/{m}/{y}",
    "(3/4/81)": lambda d, m, y, yy, name: f"({d}/{m}/{yy})",
}


@pytest.mark.parametrize("form", FORMS)
@given(day=DATES, first=st.booleans())
def test_every_form_of_a_date_is_read_as_that_date(form: str, day: date, *, first: bool) -> None:
    typed = FORMS[form](*of(day))
    query = read(f"{typed} smith" if first else f"smith {typed}")
    assert query.born == (day, day)
    assert query.births[0].kind is BirthKind.DAY
    assert query.names == ("smith",)


@given(DATES)
def test_what_the_screen_spells_can_be_typed_again(day: date) -> None:
    assert read(spell(day)).born == (day, day)


@given(DATES)
def test_day_and_month_the_other_way_round_is_the_weaker_reading(day: date) -> None:
    births = read(f"{day.day}/{day.month}/{day.year}").births
    swapped = [birth.first for birth in births if birth.kind is BirthKind.SWAPPED]
    possible = day.day <= 12 and day.day != day.month and date(day.year, day.day, day.month) <= TODAY
    assert swapped == ([date(day.year, day.day, day.month)] if possible else [])


@given(DATES.filter(lambda day: day.day > 12))
def test_a_day_in_the_place_of_the_month_is_read_the_other_way_and_said(day: date) -> None:
    for typed in (f"{day.month}/{day.day}/{day.year}", f"{day.year}-{day.day}-{day.month:02}"):
        query = read(typed)
        assert query.born == (day, day)
        assert query.births[0].kind is BirthKind.SWAPPED
        assert "other way round" in query.words


@given(DATES)
def test_a_month_of_a_year_has_all_its_days(day: date) -> None:
    if day.replace(day=1) > TODAY:
        return
    for typed in (
        f"{MONTHS[day.month - 1][:3]} {day.year}",
        f"/{day.month}/{day.year}",
        f"?/{day.month}/{day.year % 100:02}",
        f"00/{day.month:02}/{day.year}",
        f"{day.month}/{day.year}",
        f"{day.year}-{day.month:02}",
    ):
        (birth,) = read(typed).births
        assert birth.kind is BirthKind.MONTH
        assert birth.fits(day)
        assert birth.fits(day.replace(day=1))
        assert not birth.fits(day.replace(day=1) - timedelta(days=1))
        assert not birth.fits(day.replace(day=1) + timedelta(days=31))


@given(DATES, DATES)
def test_a_day_and_month_are_of_any_year(day: date, other: date) -> None:
    for typed in (f"{day.day}/{day.month}", f"{day.day} {MONTHS[day.month - 1]}"):
        query = read(typed)
        assert query.born is None
        assert query.births[0].fits(other) == ((day.day, day.month) == (other.day, other.month))


@given(st.integers(0, 119), st.dates(date(2020, 1, 1), date(2032, 12, 31)), st.integers(0, 45000))
def test_an_age_is_give_or_take_one_year(years: int, today: date, days: int) -> None:
    born = today - timedelta(days=days)
    was = age_on(born, today)
    for typed in (f"~{years}", f"{years}yo", f"aged {years}", f"{years} years old", f"age:{years}"):
        query = parse(typed, today=today)
        assert query.births[0].fits(born) == (was is not None and abs(was - years) <= 1), typed
        assert query.kinds == (PartKind.AGE,)


@pytest.mark.parametrize("typed", ["1981", "b.1981", "b1981", "b 1981", "b 81", "b.81", "'81", "born 1981", "dob:81"])
def test_a_year_of_birth_is_read_in_every_form(typed: str) -> None:
    assert read(f"lee {typed}").born == (date(1981, 1, 1), date(1981, 12, 31))


@pytest.mark.parametrize("typed", ["~1981", "c.1981", "c1981", "circa 1981", "about 1981"])
def test_about_a_year_is_one_to_either_side(typed: str) -> None:
    assert read(typed).born == (date(1980, 1, 1), date(1982, 12, 31))


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1000, 2026))
def test_a_day_that_is_none_leaves_what_is_right_of_it(day: int, month: int, year: int) -> None:
    query = read(f"lee {year}-{month:02}-{day:02}")
    assert query.names == ("lee",)
    if not query.births:
        assert query.day or ((year == TODAY.year and "does not exist" in query.words) or "not come" in query.words)
        return
    for birth in query.births:
        assert birth.first is not None
        assert birth.first.year == year
        if birth.kind is BirthKind.SLIP:
            assert query.born is None or query.births[0] is not birth
            assert birth.figures in {"", f"{year}{month:02}{day:02}"}


def test_figures_of_a_slip_are_kept_for_who_compares_them() -> None:
    (birth,) = read("1862-88-16").births
    assert (birth.kind, birth.figures, birth.day) == (BirthKind.SLIP, "18628816", 16)
    assert birth.fits(date(1862, 8, 16))
    assert not birth.fits(date(1862, 8, 17))
    turned, slip = read("1857-14-12").births
    assert (turned.first, slip.figures) == (date(1857, 12, 14), "18571412")


def test_of_two_births_the_surer_stands_in_either_order() -> None:
    for typed in ("1981 3/4/82", "3/4/82 1981"):
        query = read(typed)
        assert query.born == (date(1982, 4, 3), date(1982, 4, 3))
        assert "1981: only one date of birth is read" in query.words


@pytest.mark.parametrize("typed", ["april jones", "may", "june lee", "mark 3/4/81", "sun 3/4/81", "wed 13 mar 1980"])
def test_a_name_that_could_be_a_month_or_a_day_stays_a_name(typed: str) -> None:
    assert typed.split(maxsplit=1)[0] in read(typed).names


def test_a_name_that_is_a_month_before_a_year_can_be_said_to_be_one() -> None:
    query = parse("april 1981", today=TODAY)
    assert PartKind.NAME in query.parts[0].options
    query = parse("april 1981", today=TODAY, corrections={"april 1981": PartKind.NAME})
    assert (query.names, query.born) == (("april",), (date(1981, 1, 1), date(1981, 12, 31)))


def test_a_day_to_come_may_be_a_birth_of_the_century_before() -> None:
    query = parse("2/12/26", today=TODAY, corrections={"2/12/26": PartKind.BORN})
    assert query.born == (date(1926, 12, 2), date(1926, 12, 2))
    query = parse("3/4/81", today=TODAY, corrections={"3/4/81": PartKind.SWAPPED})
    assert query.born == (date(1981, 3, 4), date(1981, 3, 4))
    query = parse("3/4/81", today=TODAY, corrections={"3/4/81": PartKind.DAY})
    assert (query.born, query.day) == (None, date(1981, 4, 3))
