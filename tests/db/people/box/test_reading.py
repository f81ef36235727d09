"""The box is read as a clerk means it, and never fails."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.cards.asked import PartKind
from db.cards.find import Query
from db.people.box.names import MOST_WORDS
from db.people.box.reading import LONGEST, normalised, parse
from db.words.families.people import IdentifierKind

TODAY = date(2026, 11, 22)
BORN = date(1980, 3, 12)


def read(text: str) -> Query:
    return parse(text, today=TODAY)


@pytest.mark.parametrize(
    "typed", ["12/3/80", "12.3.1980", "120380", "12 mar 1980", "12mar80", "1980-03-12", "12-03-80"]
)
def test_a_date_of_birth_is_read_in_every_usual_form(typed: str) -> None:
    query = read(f"smi {typed}")
    assert query.born == (BORN, BORN)
    assert query.names == ("smi",)
    assert query.words == "name smi…; born Wed 12 Mar 1980"


@pytest.mark.parametrize("typed", ["3/4/81", "kayl shorn", "2008/1234567A", "today room 2"])
def test_the_key_that_opens_the_box_pressed_once_more_in_it_changes_nothing(typed: str) -> None:
    plain, again = (parse(text, today=TODAY) for text in (typed, f"/{typed}"))
    assert again.parts == plain.parts
    assert (again.names, again.births, again.numbers) == (plain.names, plain.births, plain.numbers)


def test_a_year_alone_is_a_year_of_birth() -> None:
    assert read("lee 1981").born == (date(1981, 1, 1), date(1981, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", TODAY),
        ("TOMORROW", date(2026, 11, 23)),
        ("2/12/26", date(2026, 12, 2)),
        ("1/2/2027", date(2027, 2, 1)),
    ],
)
def test_a_day_that_is_today_or_to_come_is_a_day_of_hearings(typed: str, day: date) -> None:
    query = read(f"smith {typed}")
    assert (query.day, query.born) == (day, None)


def test_two_figures_that_lie_far_ahead_are_a_birth() -> None:
    assert read("12/3/30").born == (date(1930, 3, 12), date(1930, 3, 12))


@pytest.mark.parametrize(
    ("typed", "kind", "canonical"),
    [
        ("79/163001b", IdentifierKind.PNC, "1979/0163001B"),
        ("79/163001 B", IdentifierKind.PNC, "1979/0163001B"),
        ("X123456", IdentifierKind.CRN, "X123456"),
        ("A1234BC", IdentifierKind.NOMS, "A1234BC"),
        ("t2025 4007", IdentifierKind.CROWN_CASE, "T20254007"),
        ("1100012345", IdentifierKind.LIBRA_CASE, "1100012345"),
    ],
)
def test_numbers_are_recognised_by_their_shape(typed: str, kind: IdentifierKind, canonical: str) -> None:
    query = read(typed)
    assert (kind, canonical) in query.numbers[0].canonical
    assert query.kinds == (PartKind.NUMBER,)
    assert not query.names


def test_a_wrong_check_letter_is_said_and_the_raw_number_still_asked() -> None:
    query = read("79/163001C")
    assert "check letter is wrong" in query.words
    assert query.numbers[0].typed == "79/163001C"


def test_a_comma_fixes_the_surname() -> None:
    assert (read("Smith-Jones, Jo").names, read("Smith-Jones, Jo").family_first) == (("smith", "jones", "jo"), 2)
    assert read("smith,").family_first == 0


def test_a_postcode_is_told_from_a_number() -> None:
    query = read("smith zz3 4ab")
    assert (query.postcode, query.names, query.numbers) == ("ZZ3 4AB", ("smith",), ())


@pytest.mark.parametrize(
    ("typed", "says"),
    [("12/3", "not whole yet"), ("31/2/80", "no 31 February"), ("7", "too short"), ("12/3/8", "whole")],
)
def test_what_cannot_be_used_is_said_and_the_rest_counts(typed: str, says: str) -> None:
    query = read(f"smith {typed}")
    assert query.names == ("smith",)
    assert says in query.words
    assert query.born is None


def test_the_same_question_is_the_same_in_any_order() -> None:
    assert normalised(read("smith john 12/3/80")) == normalised(read("12 mar 1980  John SMITH"))
    assert normalised(read("smith")) != normalised(read("smyth"))


@given(st.text(max_size=300))
def test_nothing_typed_is_an_error(text: str) -> None:
    query = read(text)
    assert len(query.names) <= MOST_WORDS
    assert len(query.text) <= LONGEST
    assert all(part.says for part in query.parts)


@given(st.from_regex(r"[0-9/ .\-a-z,]{0,40}", fullmatch=True))
def test_no_mixture_of_figures_is_an_error(text: str) -> None:
    query = read(text)
    assert query.asks or not any(part.kind is not PartKind.UNREAD for part in query.parts)
