"""The errors of clerks: always another text, the same by seed, and of each kind what it promises."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bench.lookup.corrupt import DEVELOPING, HELD_OUT, KINDS, NINE, PROMISES, Heard, heard, wrong_day
from bench.lookup.nicknames import nickname
from bench.lookup.register import Person, people
from db.words.text import fold

PEOPLE = list(people(3_000, seed=11))


def corrupted(kind: str) -> Iterator[tuple[Person, str, str, Heard]]:
    """Of each person: the folded forename and surname, and what was heard."""
    draw = random.Random(kind)
    for one in PEOPLE:
        if found := heard(kind, (one.forename, one.surname), draw):
            yield one, fold(one.forename), fold(one.surname), found


def test_nine_kinds_are_averaged_and_each_kind_has_its_promise() -> None:
    assert len(NINE) == 9
    assert set(PROMISES) == set(KINDS)


def test_seeds_that_are_held_out_are_not_for_developing() -> None:
    assert not set(HELD_OUT) & set(DEVELOPING)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "exact"])
def test_the_text_is_never_the_true_one_and_the_same_by_seed(kind: str) -> None:
    found = list(corrupted(kind))
    assert len(found) > 25
    for _, forename, surname, said in found:
        assert said.text != f"{forename} {surname}"
    assert [said for *_, said in found] == [said for *_, said in corrupted(kind)]


def test_a_typo_is_one_edit_and_two_are_two() -> None:
    for kind, most in (("typo", 1), ("two typos", 2)):
        for _, forename, surname, said in corrupted(kind):
            edits = OSA.distance(forename, said.forename) + OSA.distance(surname, said.surname)
            assert 1 <= edits <= most


def test_a_transposition_keeps_the_letters() -> None:
    for _, forename, surname, said in corrupted("transposition"):
        assert sorted(said.text) == sorted(f"{forename} {surname}")


def test_swapped_keeps_the_words() -> None:
    for _, forename, surname, said in corrupted("swapped"):
        assert said.text == f"{surname} {forename}"


def test_swapped_with_a_typo_is_one_edit_from_swapped() -> None:
    for _, forename, surname, said in corrupted("swapped, typo"):
        assert OSA.distance(f"{surname} {forename}", said.text) == 1


def test_hearing_changes_one_word_and_twice_two_places() -> None:
    for _, forename, surname, said in corrupted("hearing"):
        assert (said.forename == forename) != (said.surname == surname)
    both = [
        said.forename != forename and said.surname != surname
        for _, forename, surname, said in corrupted("hearing twice")
    ]
    assert sum(both) > 0.8 * len(both)


def test_a_nickname_keeps_the_family_name() -> None:
    for _, forename, surname, said in corrupted("nickname"):
        assert said.surname == surname
        assert said.forename in {nickname(forename, random.Random(seed)).lower() for seed in range(40)}


def test_half_of_a_double_is_one_of_its_halves() -> None:
    for _, forename, surname, said in corrupted("half of a double"):
        assert said.forename == forename
        assert said.surname in surname.split()


def test_a_truncation_is_the_beginning_of_both() -> None:
    for _, forename, surname, said in corrupted("truncation"):
        assert forename.startswith(said.forename)
        assert surname.startswith(said.surname)
        assert len(said.surname) >= 4


def test_punctuation_keeps_every_letter() -> None:
    def letters(text: str) -> list[str]:
        return sorted(sign for sign in fold(text) if sign.isalnum())

    for one, _, _, said in corrupted("punctuation"):
        assert letters(said.text) == letters(f"{one.forename} {one.surname}")


@given(st.dates(date(1930, 1, 1), date(2012, 12, 31)), st.integers(0, 10_000))
def test_a_wrong_day_is_another_day_and_no_farther_than_a_mistake(born: date, seed: int) -> None:
    other = wrong_day(born, random.Random(seed))
    assert other != born
    swapped = (other.day, other.month, other.year) == (born.month, born.day, born.year)
    digits = sum(a != b for a, b in zip(f"{born:%Y%m%d}", f"{other:%Y%m%d}", strict=True)) == 1
    apart = abs((other - born).days) in {1, 10}
    years = abs(other.year - born.year) in {1, 10} and (other.day, other.month) == (born.day, born.month)
    assert swapped or digits or apart or years
