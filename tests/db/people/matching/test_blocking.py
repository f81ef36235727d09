"""The pairs that are compared: each once, and no true one lost to a usual mistake."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from db.people.matching import blocking
from db.people.matching.blocking import SMALL, Sought, pairs_of
from db.people.matching.known import Known
from tests.support.records_of_people import PNC, RECORDS, held

MISTAKES = [
    held(family="Hesketh", given="Tom"),
    held(family="Heskett"),
    held(family="Thomas", given="Hesketh"),
    held(given="Paul", middle="Thomas", postcode="L13 4AB"),
    held(family="Hesketh-Moss"),
    held(born=None, postcode="L13 4AB"),
    held(born=None),
    held(born=date(1986, 4, 13)),
    held(born=date(1968, 3, 14)),
    held(family="Heksteh", born=date(1986, 3, 15)),
    held(family="Popa", given="Marian", born=date(1992, 5, 5), pnc=PNC),
    held(family="Popa", given="Marian", born=date(1992, 5, 5), aliases=[("Hesketh", "Thomas", None)]),
]


@pytest.mark.parametrize("mistaken", MISTAKES)
def test_a_record_with_a_usual_mistake_is_compared(mistaken: Known) -> None:
    true = held(middle="Paul", pnc=PNC, postcode="L13 4AB")
    assert list(pairs_of([true.identity, mistaken.identity])) == [(0, 1)]


def test_two_strangers_are_not_compared() -> None:
    one, other = held(), held(family="Popa", given="Marian", born=date(1992, 5, 5), postcode="M1 1AA")
    assert list(pairs_of([one.identity, other.identity])) == []


@for_all(st.lists(RECORDS, max_size=8))
def test_each_pair_comes_once_the_smaller_place_first(records: list[Known]) -> None:
    pairs = list(pairs_of([record.identity for record in records]))
    assert len(set(pairs)) == len(pairs)
    assert all(one < other for one, other in pairs)


@for_all(st.lists(RECORDS, max_size=8))
def test_the_rules_one_by_one_are_all_pairs_and_no_rule_names_a_pair_twice(records: list[Known]) -> None:
    identities = [record.identity for record in records]
    sought = Sought(identities)
    shares = [list(map(sought.places, sought.pairs(rule, set()))) for rule in range(sought.rules)]
    assert all(len(set(share)) == len(share) for share in shares)
    assert sorted({pair for share in shares for pair in share}) == sorted(pairs_of(identities))


@pytest.mark.parametrize("mistaken", [each for each in MISTAKES if each.identity.births or each.identity.numbers])
def test_a_large_batch_misses_no_usual_mistake_either(mistaken: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "MANY", 2)
    true = held(middle="Paul", pnc=PNC, postcode="L13 4AB")
    assert list(pairs_of([true.identity, mistaken.identity])) == [(0, 1)]
    stranger = held(family="Popa", given="Marian", born=date(1992, 5, 5), postcode="L13 4AB")
    assert list(pairs_of([true.identity, stranger.identity])) == []


def test_a_key_that_many_share_is_made_narrower() -> None:
    namesakes = [
        held(family="Smith", given="John", born=date(1950 + place // 12, 1 + place % 12, 1 + place % 28))
        for place in range(6 * SMALL)
    ]
    pairs = list(pairs_of([record.identity for record in [*namesakes, namesakes[0]]]))
    assert (0, 6 * SMALL) in pairs
    assert len(pairs) < (6 * SMALL) ** 2 / 8
