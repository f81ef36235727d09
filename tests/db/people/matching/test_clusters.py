"""People are linked in one way whatever the order, hold no contradiction, and in doubt are left to somebody."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given as for_all
from hypothesis import strategies as st

from db.people.matching.clusters import CLEAR, MOST, Clusters, Forbids, Pair, chains, cluster
from db.words.families.matching import Guard

PLACES = st.integers(0, 9)
PAIRS = st.tuples(PLACES, PLACES).filter(lambda pair: pair[0] < pair[1])
LINKS = st.dictionaries(PAIRS, st.integers(20, 60).map(float), max_size=16)
EXCLUDED = st.sets(PAIRS, max_size=4)


def _forbids(excluded: set[Pair]) -> Forbids:
    def forbids(here: Sequence[int], there: Sequence[int]) -> bool:
        return any((min(a, b), max(a, b)) in excluded for a in here for b in there)

    return forbids


def _linked(links: dict[Pair, float], excluded: set[Pair]) -> Clusters:
    return cluster([(weight, *pair) for pair, weight in links.items() if pair not in excluded], _forbids(excluded))


@for_all(LINKS, EXCLUDED, st.randoms(use_true_random=False))
def test_the_order_of_links_does_not_matter(links: dict[Pair, float], excluded: set[Pair], draw: random.Random) -> None:
    shuffled = list(links.items())
    draw.shuffle(shuffled)
    assert _linked(links, excluded) == _linked(dict(shuffled), excluded)


@for_all(LINKS, EXCLUDED)
def test_no_person_holds_two_records_that_exclude_each_other(links: dict[Pair, float], excluded: set[Pair]) -> None:
    found = _linked(links, excluded)
    for members in found.people.values():
        assert not _forbids(excluded)(members, members)
        assert len(members) <= MOST
    made = {(one, other) for _, one, other in found.made}
    assert made.isdisjoint(found.refused)
    assert made <= set(links)


@for_all(LINKS)
def test_without_exclusions_people_are_what_hangs_together(links: dict[Pair, float]) -> None:
    people = {frozenset(members) for members in _linked(links, set()).people.values()}
    left = {frozenset(pair) for pair in links}
    hanging: list[set[int]] = []
    for pair in left:
        touched = [group for group in hanging if group & pair]
        hanging = [group for group in hanging if not group & pair] + [set(pair).union(*touched)]
    assert people == {frozenset(group) for group in hanging}


def test_where_links_contradict_each_other_only_one_that_is_clear_stays() -> None:
    excluded = {(0, 2)}
    near = _linked({(0, 1): 30.0, (1, 2): 28.0}, excluded)
    assert near.people == {}
    assert near.refused == {(0, 1): Guard.NOT_ONE_PERSON, (1, 2): Guard.NOT_ONE_PERSON}
    clear = _linked({(0, 1): 28.0 + CLEAR, (1, 2): 28.0}, excluded)
    assert clear.people == {0: [0, 1]}
    assert clear.refused == {(1, 2): Guard.NOT_ONE_PERSON}


def test_a_person_of_whom_a_link_was_contested_does_not_grow_again() -> None:
    found = _linked({(0, 1): 50.0, (1, 2): 28.0, (1, 3): 25.0}, {(0, 2)})
    assert found.people == {0: [0, 1]}
    assert found.refused[1, 3] is Guard.NOT_ONE_PERSON


def test_more_than_twelve_records_are_not_linked_without_somebody() -> None:
    found = _linked({(place, place + 1): 40.0 - place for place in range(MOST)}, set())
    assert [len(members) for members in found.people.values()] == [MOST]
    assert found.refused == {(MOST - 1, MOST): Guard.TOO_MANY}


def test_two_records_of_a_person_are_as_sure_as_the_weakest_link_of_their_strongest_chain() -> None:
    found = _linked({(0, 1): 40.0, (1, 2): 25.0, (0, 2): 22.0}, set())
    assert chains(found) == {(0, 1): 40.0, (0, 2): 25.0, (1, 2): 25.0}
