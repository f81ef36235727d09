"""The weights of all pairs worth comparing, in several processes where there are many records."""

from __future__ import annotations

import gc
from array import array
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager

from db.people.matching.blocking import MANY, pairs_of
from db.people.matching.clusters import Pair
from db.people.scoring.identity import Identity
from db.people.scoring.pairs import PairComparer, compare

_Given = tuple[Sequence[Identity], Sequence[Hashable] | None, int]


def weigh(
    records: Sequence[Identity], comparer: PairComparer, *, between: Sequence[Hashable] | None = None, workers: int = 1
) -> dict[Pair, float]:
    """The weight of every pair that is worth comparing, by places, in no order.

    Of a large batch each worker is a process that takes its share of the pairs; it forks, so a program with threads
    leaves it at one.
    """
    if workers < 2 or len(records) < MANY:
        return {
            pair: compare(records[pair[0]], records[pair[1]], comparer).weight for pair in pairs_of(records, between)
        }
    # Loaded where processes are made: most batches need none.
    from multiprocessing import get_context

    found: dict[Pair, float] = {}
    with get_context("fork").Pool(workers, _keep, ((records, between, workers),)) as pool:
        for places, others, weights in pool.imap_unordered(_share, range(workers)):
            found.update(zip(zip(places, others, strict=True), weights, strict=True))
    return found


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


_kept: list[_Given] = []
"""What a worker was forked with."""


def _keep(given: _Given) -> None:
    gc.disable()
    _kept[:] = [given]


def _share(mine: int) -> tuple[array[int], array[int], array[float]]:
    records, between, workers = _kept[0]
    comparer = PairComparer()
    places, others, weights = array("q"), array("q"), array("d")
    for one, other in pairs_of(records, between, share=(mine, workers)):
        places.append(one)
        others.append(other)
        weights.append(compare(records[one], records[other], comparer).weight)
    return places, others, weights
