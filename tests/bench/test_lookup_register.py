"""The invented register: the same by the same seed, skewed as real names are, with all that makes finding hard."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import pairwise

import pytest

from bench.lookup.register import COURTS, HEADER, Person, people, write
from db.words.identifiers.police import parse_cro, parse_pnc
from db.words.text import fold


@pytest.fixture(scope="module")
def register() -> list[Person]:
    return list(people(20_000, seed=4))


def written(count: int, seed: int) -> str:
    out = io.StringIO()
    assert write(people(count, seed=seed), out) == count
    return out.getvalue()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not() -> None:
    assert written(500, 7) == written(500, 7)
    assert written(500, 7) != written(500, 8)


def test_a_larger_register_begins_as_the_smaller_one() -> None:
    assert written(500, 7) == "".join(written(900, 7).splitlines(keepends=True)[:501])


def test_it_is_made_as_a_stream() -> None:
    first = people(10**12, seed=1)
    assert [next(first).number for _ in range(3)] == [0, 1, 2]


def test_a_few_names_are_borne_by_many_and_most_by_few(register: list[Person]) -> None:
    surnames = Counter(one.surname for one in register)
    ranked = [count for _, count in surnames.most_common()]
    assert surnames.most_common(1)[0][0] == "Smith"
    assert 0.007 < ranked[0] / len(register) < 0.02  # one in 80 in Great Britain
    assert sum(ranked[:500]) > 0.30 * len(register)
    assert sum(count == 1 for count in ranked) > 0.4 * len(ranked)


def test_ten_times_the_people_have_more_names_but_not_ten_times(register: list[Person]) -> None:
    few = len({one.surname for one in register[:2_000]})
    many = len({one.surname for one in register})
    assert 3 * few < many < 8 * few


def test_a_person_has_about_two_names_and_some_are_whole_identities(register: list[Person]) -> None:
    names = sum(len(list(one.identities)) for one in register)
    assert 2.0 < names / len(register) < 2.5
    own = sum(alias.born is not None for one in register for alias in one.aliases)
    assert 0.05 < own / (names - len(register)) < 0.25


def test_households_have_twins_and_fathers_with_sons_of_their_name(register: list[Person]) -> None:
    near = [(one, other) for one, other in pairwise(register) if one.postcode == other.postcode]
    assert sum(one.born == other.born for one, other in near) > 20
    assert sum(one.forename == other.forename and abs(one.born.year - other.born.year) > 15 for one, other in near) > 20


def test_names_have_accents_hyphens_apostrophes_and_clans(register: list[Person]) -> None:
    surnames = [one.surname for one in register]
    for some, least in (
        ([name for name in surnames if not name.isascii()], 50),
        ([name for name in surnames if "-" in name], 100),
        ([name for name in surnames if "'" in name], 30),
        ([name for name in surnames if name.startswith(("Mc", "Mac"))], 100),
    ):
        assert len(some) > least
    assert all(fold(name) for name in surnames)


def test_a_user_may_see_one_in_a_hundred_or_three_in_ten_thousand() -> None:
    courts, team = 0, 0
    for one in people(30_000, seed=9):
        courts += one.court < 3
        team += one.team == 0
        assert 0 <= one.court < COURTS
    assert 0.007 < courts / 30_000 < 0.013
    assert 1 <= team <= 25


def test_the_file_has_the_plain_header_and_numbers_that_are_right() -> None:
    rows = list(csv.DictReader(io.StringIO(written(300, 2))))
    assert list(rows[0]) == HEADER
    assert len({row["person_id"] for row in rows}) == 300
    assert all(parse_pnc(row["pnc"]).canonical for row in rows)
    assert all(parse_cro(row["cro"]).canonical for row in rows if row["cro"])
    assert any("|" in row["aliases"] for row in rows)
    assert any(";" in row["aliases"] for row in rows)
