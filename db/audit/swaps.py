"""Tells rows that changed places from rows that were edited: each fits the other's digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from db.audit.form import CHAIN, DIGEST, FIELDS, ID, NUMBER, PREVIOUS, Fields, digest_of


def swapped(altered: Mapping[int, Fields]) -> Iterator[tuple[int, int]]:
    """Pairs (row, with which) among altered rows, both ways round."""
    for (one, first), (other, second) in combinations(altered.items(), 2):
        if _fits(first, second) and _fits(second, first):
            yield one, other
            yield other, one


def _fits(here: Fields, there: Fields) -> bool:
    """Whether `here` is what was written there, or bears a digest that belongs to what stands there now."""
    renumbered = _with(here, {NUMBER: there[NUMBER]})
    if digest_of(renumbered) == here[DIGEST]:
        return True
    place = {CHAIN: here[CHAIN], NUMBER: here[NUMBER], PREVIOUS: here[PREVIOUS]}
    return any(digest_of(_with(there, kept)) == here[DIGEST] for kept in (place, {**place, ID: here[ID]}))


def _with(fields: Fields, changed: Mapping[int, str]) -> Fields:
    return tuple(changed.get(place, text) for place, text in enumerate(fields[: len(FIELDS)]))
