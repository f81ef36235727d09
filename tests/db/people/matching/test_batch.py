"""A batch decides as the single pair does, whatever the order of its records, and asks about the rest."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from db.people.matching import blocking, weighing
from db.people.matching.batch import Matched, match_records
from db.people.matching.deciding import decide
from db.people.matching.known import Known
from db.people.matching.links import Link, links_of
from db.words.families.matching import Guard, Outcome
from tests.support.records_of_people import OTHER_PNC, PNC, RECORDS, held, numbered

HOME = "L13 4AB"


def _said(matched: Matched) -> set[tuple[str, str, Outcome, float]]:
    records = matched.batch.records
    return {
        (records[link.pair[0]].ref, records[link.pair[1]].ref, link.outcome, round(link.weight, 4))
        for link in links_of(matched)
    }


def _links(records: list[Known]) -> dict[tuple[str, str], Link]:
    matched = match_records(records)
    refs = [known.ref for known in matched.batch.records]
    return {(refs[link.pair[0]], refs[link.pair[1]]): link for link in links_of(matched)}


@settings(max_examples=60)
@for_all(st.lists(RECORDS, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(records: list[Known], draw: random.Random) -> None:
    known = numbered(records)
    shuffled = list(known)
    draw.shuffle(shuffled)
    assert _said(match_records(known)) == _said(match_records(shuffled))


@settings(max_examples=60)
@for_all(st.lists(RECORDS, max_size=7))
def test_a_link_of_a_batch_never_stands_against_a_guard(records: list[Known]) -> None:
    known = numbered(records)
    matched = match_records(known)
    by_ref = {record.ref: record for record in known}
    pairs = list(links_of(matched))
    assert len({link.pair for link in pairs}) == len(pairs)
    for link in pairs:
        one, other = (by_ref[matched.batch.records[place].ref] for place in link.pair)
        if link.outcome is Outcome.AUTO:
            assert decide(one, other).guards == ()
            assert link.weight >= 20
    strong = {Guard.PNC_CONFLICT, Guard.CO_DEFENDANTS, Guard.TWO_OF_ONE_SOURCE, Guard.RESTRICTED}
    for members in matched.clusters.people.values():
        for here, there in combinations(members, 2):
            assert strong.isdisjoint(decide(matched.batch.records[here], matched.batch.records[there]).guards)


def test_records_are_linked_through_one_that_knows_both_and_said_to_be() -> None:
    found = _links(
        [
            held("A", pnc=PNC, postcode=HOME),
            held("B", pnc=PNC, cro="065656/91H", sentenced=[date(2020, 5, 5)]),
            held("C", cro="065656/91H", address="4 mill lane", born=None, sentenced=[date(2020, 5, 5)]),
        ]
    )
    assert found["A", "B"].outcome is found["B", "C"].outcome is Outcome.AUTO
    through = found["A", "C"]
    assert through.outcome is Outcome.NONE, "nothing but the name agrees: no link by itself, and no question either"
    assert through.weight >= 20 > through.alone


def test_a_record_that_fits_two_people_is_linked_to_none_and_asked_about_once() -> None:
    records = [
        held("A", pnc=PNC, postcode=HOME),
        held("B", pnc=OTHER_PNC, postcode=HOME),
        held("C", postcode=HOME),
    ]
    matched = match_records(records)
    assert matched.clusters.people == {}
    outcomes = {link.outcome for link in links_of(matched)}
    assert Outcome.AUTO not in outcomes
    assert len(matched.questions) == 2


def test_twins_do_not_become_one_through_a_record_with_an_initial() -> None:
    found = _links(
        [
            held("A", given="Darren", postcode=HOME),
            held("B", given="D", postcode=HOME),
            held("C", given="Darryl", postcode=HOME),
        ]
    )
    assert {link.outcome for link in found.values()} <= {Outcome.REVIEW, Outcome.NONE}


def test_an_override_keeps_two_apart_and_asks_no_more() -> None:
    records = [held("A", pnc=PNC, postcode=HOME), held("B", pnc=PNC, postcode=HOME)]
    assert match_records(records).clusters.people
    matched = match_records(records, apart={frozenset({"A", "B"})})
    assert matched.clusters.people == {}
    assert matched.questions == ()
    assert {link.outcome for link in links_of(matched)} == {Outcome.NONE}


def test_in_several_processes_it_comes_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (blocking, weighing):
        monkeypatch.setattr(module, "MANY", 2)
    names = ("Thomas", "Tom", "Darren", "Darryl", "T")
    records = numbered([held(given=given, postcode=home) for given in names for home in (HOME, "L13 4AC", "")])
    alone = match_records(records)
    assert alone.batch.alone
    assert _said(match_records(records, workers=2)) == _said(alone)


def test_between_two_systems_records_of_one_are_not_compared() -> None:
    records = [held("A", system="ONE", postcode=HOME), held("B", system="ONE", postcode=HOME), held("C", system="TWO")]
    matched = match_records(records, between=True)
    assert (0, 1) not in matched.batch.alone
    assert (0, 2) in matched.batch.alone
