"""Splink in place of our own rules for pairs: it finds what they find, and what is decided of it is the same."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from db.people.matching.batch import match_records
from db.people.matching.known import Known
from db.people.matching.links import links_of
from db.people.matching.splink_pairs import pairs_by_splink
from db.words.errors import BadInput
from db.words.families.matching import Outcome
from tests.support.records_of_people import PNC, RECORDS, held, numbered

MISTAKES = [
    held(family="Heskett"),
    held(family="Thomas", given="Hesketh"),
    held(given="Tom"),
    held(born=None, postcode="L13 4AB"),
    held(born=date(1986, 4, 13), pnc=PNC),
    held(born=date(1986, 3, 24), postcode="L13 4AB"),
    held(family="Popa", given="Marian", born=date(1992, 5, 5), pnc=PNC),
    held(family="Popa", given="Marian", born=date(1992, 5, 5), aliases=[("Hesketh", "Thomas", date(1986, 3, 14))]),
    held(family="O'Neill 'x'); DROP TABLE l; --", pnc=PNC),
]


@pytest.mark.parametrize("mistaken", MISTAKES)
def test_a_record_with_a_usual_mistake_is_found_and_a_stranger_is_not(mistaken: Known) -> None:
    stranger = held(family="Quill", given="Odette", born=date(1992, 5, 5), postcode="M1 1AA")
    true = held(middle="Paul", pnc=PNC, postcode="L13 4AB")
    found = list(pairs_by_splink([true.identity, mistaken.identity, stranger.identity]))
    assert (0, 1) in found
    assert (0, 2) not in found


def test_between_two_sources_no_pair_of_one_source_comes() -> None:
    records = [held(pnc=PNC).identity for _ in range(3)]
    assert sorted(pairs_by_splink(records)) == [(0, 1), (0, 2), (1, 2)]
    assert sorted(pairs_by_splink(records, ["COURT", "PRISON", "COURT"])) == [(0, 1), (1, 2)]


@settings(max_examples=12)
@for_all(st.lists(RECORDS, max_size=12))
def test_pairs_come_once_the_smaller_place_first_and_whom_our_rules_link_is_linked(records: list[Known]) -> None:
    known = numbered(records)
    pairs = list(pairs_by_splink([each.identity for each in known]))
    assert len(set(pairs)) == len(pairs)
    assert all(one < other for one, other in pairs)
    ours, theirs = match_records(known), match_records(known, finder=pairs_by_splink)
    linked = [{each.pair for each in links_of(matched) if each.outcome is Outcome.AUTO} for matched in (ours, theirs)]
    assert linked[0] == linked[1]


def test_no_record_or_one_that_says_nothing_has_no_pair() -> None:
    assert list(pairs_by_splink([])) == []
    nameless = held(family="", given="", born=None).identity
    assert list(pairs_by_splink([nameless, nameless])) == []


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(BadInput) as told:
        list(pairs_by_splink([held().identity]))
    assert "tracker-court[splink]" in told.value.to_do
