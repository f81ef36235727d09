"""A batch of records matched with one another: pairs, weights, guards, people, and what is left to ask."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from db.people.matching.blocking import MANY
from db.people.matching.clusters import Clusters, Pair, cluster
from db.people.matching.deciding import Decision, judged
from db.people.matching.guards import HARD, OUTWEIGHED, guards_of
from db.people.matching.known import Known
from db.people.matching.weighing import Finder, Scales, undisturbed, weigh
from db.people.matching.whole import UNLIKE, Joined, join
from db.people.scoring.pairs import Compared, PairComparer, compare, pair_comparer
from db.people.scoring.weights import weights
from db.words.families.matching import Guard

Apart = Collection[frozenset[str]]
"""Pairs of references of which somebody decided that they are two people."""


@dataclass(slots=True)
class Batch:
    """The records in the order of their references, and what was found out about pairs of their places."""

    records: tuple[Known, ...]
    apart: frozenset[frozenset[str]] = frozenset()
    comparer: PairComparer = field(default_factory=pair_comparer)
    alone: dict[Pair, float] = field(default_factory=dict)
    _guards: dict[Pair, tuple[Guard, ...]] = field(default_factory=dict)

    def compared(self, pair: Pair) -> Compared:
        """Two records side by side."""
        return compare(self.records[pair[0]].identity, self.records[pair[1]].identity, self.comparer)

    def explain(self, pair: Pair) -> Decision:
        """Two records decided by themselves, field by field."""
        here, there = self.records[pair[0]], self.records[pair[1]]
        return judged(self.compared(pair), here, there, apart=self._is_apart(pair))

    def weight(self, pair: Pair) -> float:
        """The weight of two records by themselves."""
        found = self.alone.get(pair)
        if found is None:
            found = self.alone[pair] = self.compared(pair).weight
        return found

    def guards(self, pair: Pair) -> tuple[Guard, ...]:
        """What forbids a link of two records by themselves."""
        found = self._guards.get(pair)
        if found is None:
            here, there = self.records[pair[0]], self.records[pair[1]]
            found = guards_of(self.compared(pair), here, there, apart=self._is_apart(pair))
            self._guards[pair] = found
        return found

    def remember(self, guards: Mapping[Pair, tuple[Guard, ...]]) -> None:
        """What forbids the links of these pairs, where that was found out already."""
        self._guards.update(guards)

    def forbids(self, here: Sequence[int], there: Sequence[int]) -> bool:
        """Whether two people cannot be one: two of their records exclude each other, and no number settles it."""
        numbered: dict[int, int] = {}
        for one in here:
            for other in there:
                found = HARD.intersection(self.guards((min(one, other), max(one, other))))
                if not found:
                    continue
                numbered = numbered or self._numbered([*here, *there])
                if found - OUTWEIGHED or numbered[one] != numbered[other]:
                    return True
        return False

    def _numbered(self, places: Sequence[int]) -> dict[int, int]:
        """The records that numbers tie together, each under the first of them."""
        of = {place: place for place in places}
        first: dict[tuple[str, str], int] = {}
        for place in places:
            for number in self.records[place].identity.numbers:
                before = of[first.setdefault(number, place)]
                mine = of[place]
                if before != mine:
                    of = {each: before if tied == mine else tied for each, tied in of.items()}
        return of

    def _is_apart(self, pair: Pair) -> bool:
        return bool(self.apart) and frozenset(self.records[place].ref for place in pair) in self.apart


@dataclass(frozen=True, slots=True)
class Matched:
    """What a batch came to: who was linked, and the joins of people from the best down."""

    batch: Batch
    clusters: Clusters
    joined: tuple[Joined, ...]

    @property
    def questions(self) -> tuple[Joined, ...]:
        """What somebody has to decide, the most likely first."""
        least = weights().review
        return tuple(
            each
            for each in self.joined
            if each.weight >= least and Guard.KEPT_APART not in self.batch.guards(each.best)
        )


def match_records(
    records: Sequence[Known],
    *,
    between: bool = False,
    apart: Apart = (),
    workers: int = 1,
    finder: Finder | None = None,
) -> Matched:
    """Match records with one another; with `between` only those of different systems.

    The order of the records does not matter. References must be unique. Large batches are compared in that many
    processes. `finder` finds the pairs to compare in place of our own rules; the rest is the same.
    """
    batch = Batch(tuple(sorted(records, key=lambda known: known.ref)), frozenset(apart))
    systems = [known.system for known in batch.records] if between else None
    least = UNLIKE if len(batch.records) >= MANY else -math.inf
    scales = Scales(batch.records, batch.apart, batch.comparer, weights().match[0], least)
    with undisturbed():
        weighed = weigh(scales, between=systems, workers=workers, finder=finder)
        batch.alone = weighed.alone
        batch.remember(weighed.guards)
        links = [(weighed.alone[pair], *pair) for pair, found in weighed.guards.items() if not found]
        clusters = cluster(links, batch.forbids)
        return Matched(batch, clusters, tuple(join(batch.alone, clusters.of)))
