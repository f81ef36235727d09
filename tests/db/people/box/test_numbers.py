"""Numbers are read whole or as a piece, and what is wrong with one is said in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.cards.asked import PartKind
from db.cards.find import Query
from db.people.box.reading import normalised, parse
from db.words.families.people import IdentifierKind
from db.words.identifiers.parsed import CHECK_LETTERS, check_letter

TODAY = date(2026, 11, 22)


def read(text: str) -> Query:
    return parse(text, today=TODAY)


@given(st.integers(1900, 1999), st.integers(1, 9_999_999), st.sampled_from(CHECK_LETTERS))
def test_a_wrong_check_letter_is_named_with_the_right_one(year: int, serial: int, letter: str) -> None:
    typed = f"{year}/{serial}{letter}"
    right = check_letter(f"{year % 100:02}{serial:07}")
    query = read(f"{typed} smith")
    (number,) = query.numbers
    canonical = (IdentifierKind.PNC, f"{year}/{serial:07}{right}")
    if letter == right:
        assert canonical in number.canonical
        assert not number.mended
    else:
        assert canonical in number.mended
        assert not number.canonical
        assert f"its check letter is wrong, it should be {right}" in query.words
    assert number.serial == str(serial)


@pytest.mark.parametrize(
    ("typed", "fragment", "serial"),
    [
        ("4471", "4471", "4471"),
        ("81/34U", "8134U", "34"),
        ("A1234", "A1234", "1234"),
        ("gmp 4471", "GMP4471", "4471"),
        ("065656/91H", "06565691H", "65656"),
        ("2011/0204786T", "20110204786T", "204786"),
        ("81/34", "8134", "34"),
    ],
)
def test_a_piece_is_kept_as_it_is_looked_for(typed: str, fragment: str, serial: str) -> None:
    (number,) = read(typed).numbers
    assert (number.fragment, number.serial) == (fragment, serial)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("pnc 4471", (IdentifierKind.PNC,)),
        ("PNC: 4471", (IdentifierKind.PNC,)),
        ("noms:4471", (IdentifierKind.NOMS,)),
        ("case 4471", (IdentifierKind.LIBRA_CASE, IdentifierKind.CROWN_CASE)),
        ("no. 4471", ()),
        ("ref 4471", ()),
    ],
)
def test_a_word_in_front_says_which_number(typed: str, kinds: tuple[IdentifierKind, ...]) -> None:
    query = read(f"smith {typed}")
    assert query.numbers[0].kinds == kinds
    assert query.numbers[0].fragment == "4471"
    assert query.names == ("smith",)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("79/163001 B", "1979/0163001B"),
        ("T 2025 4007", "T20254007"),
        ("t2025 4007", "T20254007"),
        ("SF 83/50058 Z", "SF83/50058Z"),
        ("11 01ZD 01 00000410836V", "1101ZD0100000410836V"),
    ],
)
def test_a_number_is_read_with_its_spaces_among_other_words(typed: str, canonical: str) -> None:
    for text in (typed, f"{typed} smith", f"smith john {typed}", f"{typed} 3/4/81"):
        query = read(text)
        assert canonical in {form for _, form in query.numbers[0].canonical}, text
        assert len(query.numbers) == 1


def test_several_numbers_stand_side_by_side() -> None:
    query = read("4471 smith A1234BC 81/34U")
    assert [number.fragment for number in query.numbers] == ["4471", "A1234BC", "8134U"]
    assert query.names == ("smith",)


def test_four_figures_are_a_year_where_they_can_be_one_and_a_number_where_that_is_said() -> None:
    assert read("4471").parts[0].options == (PartKind.UNREAD,)
    assert PartKind.NUMBER in read("1981").parts[0].options
    assert parse("1981", today=TODAY, corrections={"1981": PartKind.NUMBER}).numbers[0].fragment == "1981"
    assert PartKind.BORN in read("1799").parts[0].options


def test_somebody_called_case_is_no_label() -> None:
    assert read("case 3/4/81").names == ("case",)
    assert read("ng 4471").names == ("ng",)
    assert read("bll 1728-01-01").names == ("bll",)


def test_the_same_number_in_other_signs_is_the_same_question() -> None:
    assert normalised(read("79/163001 b")) == normalised(read("79/163001B")) == normalised(read("PNC: 79/163001b"))
    assert normalised(read("79/163001B")) != normalised(read("79/163002B"))
