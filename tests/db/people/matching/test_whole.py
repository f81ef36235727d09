"""Joins of people by the average of all their weights, beside the plain way of computing it."""

from __future__ import annotations

import random
from itertools import combinations, product

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from db.people.matching.clusters import Pair
from db.people.matching.whole import UNLIKE, join

PLACES = st.integers(0, 7)
PAIRS = st.tuples(PLACES, PLACES).filter(lambda pair: pair[0] < pair[1])
# Odd fractions: two averages are never equal by chance, where the plain way would have to choose alike.
WEIGHTS = st.dictionaries(PAIRS, st.floats(-20, 40).map(lambda weight: round(weight, 3)), max_size=14)


def _plainly(weights: dict[Pair, float], groups: list[tuple[int, ...]]) -> list[float]:
    done: list[float] = []
    while len(groups) > 1:
        averages = {}
        for here, there in combinations(groups, 2):
            pairs = [(min(a, b), max(a, b)) for a, b in product(here, there)]
            if any(pair in weights for pair in pairs):
                averages[here, there] = sum(weights.get(pair, UNLIKE) for pair in pairs) / len(pairs)
        best = max(averages, key=lambda pair: averages[pair], default=None)
        if best is None or averages[best] < UNLIKE:
            return done
        done.append(averages[best])
        groups = [group for group in groups if group not in best] + [(*best[0], *best[1])]
    return done


@for_all(WEIGHTS, st.booleans())
def test_the_joins_are_those_of_the_plain_way(weights: dict[Pair, float], linked: bool) -> None:
    weights = {pair: weight + 0.0137 * pair[0] + 0.0011 * pair[1] for pair, weight in weights.items()}
    of = {0: 0, 1: 0} if linked else {}
    groups = [(0, 1) if linked else (0,), *([] if linked else [(1,)]), *((place,) for place in range(2, 8))]
    inside = {pair: weight for pair, weight in weights.items() if not (linked and pair == (0, 1))}
    found = join(inside, of)
    expected = _plainly(inside, groups)
    assert [each.weight for each in found] == pytest.approx(expected, abs=1e-4)


@for_all(WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_does_not_matter(weights: dict[Pair, float], draw: random.Random) -> None:
    shuffled = list(weights.items())
    draw.shuffle(shuffled)
    assert join(weights, {}) == join(dict(shuffled), {})


def test_a_join_names_both_sides_and_the_two_records_that_agree_most() -> None:
    found = join({(0, 2): 10.0, (1, 2): 14.0}, {0: 0, 1: 0})
    assert [(each.weight, each.here, each.there, each.best) for each in found] == [(12.0, (0, 1), (2,), (1, 2))]
