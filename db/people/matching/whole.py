"""How well people agree as a whole: the average of the weights between all their records, the best joined first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

from db.people.matching.clusters import Pair

UNLIKE: Final = -12.0
"""What two records count that were not worth comparing; and where joining ends."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Two groups of records that agree on average by `weight`; `best` are the two records that agree most."""

    weight: float
    here: tuple[int, ...]
    there: tuple[int, ...]
    best: Pair


@dataclass(slots=True)
class _Between:
    """What was compared between two groups: the sum, how many, the best pair."""

    total: float
    count: int
    best: tuple[float, int, int]

    def add(self, other: _Between) -> _Between:
        """Both together; of equal pairs the first."""
        best = min(self.best, other.best, key=lambda found: (-found[0], found[1], found[2]))
        return _Between(self.total + other.total, self.count + other.count, best)


def join(weights: Mapping[Pair, float], of: Mapping[int, int], *, least: float = UNLIKE) -> list[Joined]:
    """The joins from the best down to `least`, between people as `of` has them already and single records.

    Each join is a question for somebody: are these two the same? The next ones take the answer to be yes.
    """
    groups: dict[int, tuple[int, ...]] = {}
    for record, person in sorted(of.items()):
        groups[person] = (*groups.get(person, ()), record)
    beside: dict[int, dict[int, _Between]] = {}
    for (one, other), weight in weights.items():
        here, there = of.get(one, one), of.get(other, other)
        if here == there:
            continue
        found = _Between(weight, 1, (weight, one, other))
        before = beside.setdefault(here, {}).get(there)
        found = before.add(found) if before else found
        beside[here][there] = found
        beside.setdefault(there, {})[here] = found
    return _Joining(groups, beside, least).run()


class _Joining:
    def __init__(
        self, groups: dict[int, tuple[int, ...]], beside: dict[int, dict[int, _Between]], least: float
    ) -> None:
        self._groups = groups
        self._beside = beside
        self._least = least
        self._next = 1 + max([*groups, *beside], default=0)
        self._queue: list[tuple[float, Pair, int, int]] = []

    def run(self) -> list[Joined]:
        done: list[Joined] = []
        for here, others in self._beside.items():
            for there, found in others.items():
                if here < there:
                    self._put(here, there, found)
        while self._queue:
            average, best, here, there = heappop(self._queue)
            if here in self._beside and there in self._beside:
                done.append(Joined(-average, self._members(here), self._members(there), best))
                self._merge(here, there)
        return done

    def _members(self, group: int) -> tuple[int, ...]:
        return self._groups.get(group, (group,))

    def _put(self, here: int, there: int, found: _Between) -> None:
        pairs = len(self._members(here)) * len(self._members(there))
        average = (found.total + UNLIKE * (pairs - found.count)) / pairs
        if average >= self._least:
            # Rounded: sums in another order must not change which of two equals comes first.
            heappush(self._queue, (-round(average, 6), (found.best[1], found.best[2]), here, there))

    def _merge(self, here: int, there: int) -> None:
        merged, self._next = self._next, self._next + 1
        self._groups[merged] = tuple(sorted(self._members(here) + self._members(there)))
        around: dict[int, _Between] = {}
        for gone in (here, there):
            for other, found in self._beside.pop(gone).items():
                if other not in (here, there):
                    around[other] = around[other].add(found) if other in around else found
                    del self._beside[other][gone]
        self._beside[merged] = around
        for other, found in around.items():
            self._beside[other][merged] = found
            self._put(merged, other, found)
