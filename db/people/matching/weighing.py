"""The weights of all pairs worth comparing, in several processes where there are many records."""

from __future__ import annotations

import gc
import math
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from db.people.matching.blocking import MANY, Sought
from db.people.matching.clusters import Pair
from db.people.matching.guards import guards_of
from db.people.matching.known import Known
from db.people.scoring.identity import Identity
from db.people.scoring.pairs import PairComparer, compare_from
from db.words.families.matching import Guard

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

Finder: TypeAlias = "Callable[[Sequence[Identity], Sequence[Hashable] | None], Iterable[Pair]]"
"""What finds pairs worth comparing in place of our rules: places, each pair once, the smaller first."""
_AT_ONCE: Final = 4_000
"""Pairs that a process compares before it is given more."""


@dataclass(slots=True)
class Weighed:
    """The weight of each pair by itself, and what forbids those that are heavy enough for a link."""

    alone: dict[Pair, float] = field(default_factory=dict)
    guards: dict[Pair, tuple[Guard, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scales:
    """The records to compare and how: `strong` is the weight from which on guards are asked.

    What cannot come to `least` is left out, as a pair that was not worth comparing.
    """

    records: Sequence[Known]
    apart: frozenset[frozenset[str]]
    comparer: PairComparer
    strong: float
    least: float = -math.inf

    def weigh(self, pairs: Iterable[Pair], weighed: Weighed) -> None:
        """Compare each pair."""
        records, comparer = self.records, self.comparer
        for pair in pairs:
            here, there = records[pair[0]], records[pair[1]]
            compared = compare_from(here.identity, there.identity, comparer, least=self.least)
            if compared is None:
                continue
            weighed.alone[pair] = compared.weight
            if compared.weight >= self.strong:
                apart = bool(self.apart) and frozenset((here.ref, there.ref)) in self.apart
                weighed.guards[pair] = guards_of(compared, here, there, apart=apart)


def weigh(
    scales: Scales, *, between: Sequence[Hashable] | None = None, workers: int = 1, finder: Finder | None = None
) -> Weighed:
    """The weight of every pair that is worth comparing, by places, in no order; our rules find them, or `finder`.

    Of a large batch each worker is a process that looks for pairs by some of the rules, and then compares some of
    them; it forks, so a program with threads leaves it at one.
    """
    identities = [known.identity for known in scales.records]
    forks = workers if len(scales.records) >= MANY else 1
    if finder is not None:
        count = len(identities)
        found = array("q", sorted(one * count + other for one, other in finder(identities, between)))
        return _compared(scales, found, forks)
    sought = Sought(identities, between)
    if forks > 1:
        return _compared(scales, array("q", sorted(_found(sought, forks))), forks)
    weighed, seen = Weighed(), set[int]()
    for rule in range(sought.rules):
        scales.weigh(map(sought.places, sought.pairs(rule, seen)), weighed)
    return weighed


def _found(sought: Sought, workers: int) -> set[int]:
    """The pairs of all rules, each process with its own."""
    pairs: set[int] = set()
    with _forked(workers, sought) as pool:
        for found in pool.imap_unordered(_pairs, range(sought.rules)):
            pairs.update(found)
    return pairs


def _compared(scales: Scales, pairs: array[int], workers: int) -> Weighed:
    """Every pair compared, in parts; a pair is one number."""
    weighed, count = Weighed(), len(scales.records)
    if workers < 2:
        scales.weigh((divmod(pair, count) for pair in pairs), weighed)
        return weighed
    parts = (pairs[start : start + _AT_ONCE] for start in range(0, len(pairs), _AT_ONCE))
    with _forked(workers, scales) as pool:
        for part, weights, guards in pool.imap_unordered(_weights, parts):
            places = [divmod(pair, count) for pair in part]
            weighed.alone.update(zip(places, weights, strict=True))
            weighed.guards.update((places[number], found) for number, found in guards)
    return weighed


def _forked(workers: int, kept: Scales | Sought) -> Pool:
    """Processes that keep what they were forked with."""
    # Loaded where processes are made: most batches need none.
    from multiprocessing import get_context

    return get_context("fork").Pool(workers, _keep, (kept,))


@contextmanager
def undisturbed() -> Iterator[None]:
    """No search for cycles meanwhile: a batch makes millions of small values and no cycle."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


_kept: list[Scales | Sought] = []
"""What a worker was forked with."""
_seen: set[int] = set()
"""The pairs that a worker has found."""
_Weights: TypeAlias = "tuple[array[int], array[float], list[tuple[int, tuple[Guard, ...]]]]"


def _keep(given: Scales | Sought) -> None:
    gc.disable()
    _kept[:] = [given]
    _seen.clear()


def _pairs(rule: int) -> array[int]:
    (sought,) = _kept
    assert isinstance(sought, Sought)
    return array("q", sought.pairs(rule, _seen))


def _weights(part: array[int]) -> _Weights:
    (scales,) = _kept
    assert isinstance(scales, Scales)
    weighed, count = Weighed(), len(scales.records)
    scales.weigh((divmod(pair, count) for pair in part), weighed)
    kept = array("q", [one * count + other for one, other in weighed.alone])
    guards = [(number, weighed.guards[pair]) for number, pair in enumerate(weighed.alone) if pair in weighed.guards]
    return kept, array("d", weighed.alone.values()), guards
