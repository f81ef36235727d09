"""Every pair of a batch that matters, with what became of it: linked, asked about, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from db.people.matching.batch import Matched
from db.people.matching.clusters import Pair, chains
from db.people.matching.whole import UNLIKE, Joined
from db.people.scoring.weights import weights
from db.words.families.matching import Guard, Outcome


@dataclass(frozen=True, slots=True)
class Link:
    """Two records, by place, and what became of them.

    `weight` is that of the two people as a whole, `alone` that of the two records by themselves; `guards` forbid
    the link. Of two records of one person `weight` is the weakest link of the strongest chain between them.
    """

    pair: Pair
    outcome: Outcome
    weight: float
    alone: float
    guards: tuple[Guard, ...]


def links_of(matched: Matched) -> Iterator[Link]:
    """The pairs that were linked, joined, or worth it by themselves; each once."""
    batch = matched.batch
    said: set[Pair] = set()
    for pair, chain in chains(matched.clusters).items():
        said.add(pair)
        alone, guards = batch.weight(pair), batch.guards(pair)
        # What would be no link by itself is no proof beside one: two who are linked need no question either.
        yield Link(pair, Outcome.NONE if guards else Outcome.AUTO, max(chain, alone), alone, guards)
    for each in matched.joined:
        for link in _joined(matched, each):
            said.add(link.pair)
            yield link
    possible = weights().match[1]
    for pair, alone in batch.alone.items():
        if alone >= possible and pair not in said:
            yield _apart(matched, pair, min(alone, UNLIKE), asked=False)


def _joined(matched: Matched, joined: Joined) -> Iterator[Link]:
    """The pairs of a join: those between the two people of its best pair are the question."""
    of = matched.clusters.of
    asked = joined.weight >= weights().review
    best = {of.get(place, place) for place in joined.best}
    for one in joined.here:
        for other in joined.there:
            pair = (one, other) if one < other else (other, one)
            people = {of.get(one, one), of.get(other, other)}
            yield _apart(matched, pair, joined.weight, asked=asked and people == best)


def _apart(matched: Matched, pair: Pair, weight: float, *, asked: bool) -> Link:
    """Two records of different people: a question where they are asked about or only a guard parts them."""
    batch = matched.batch
    alone = batch.alone.get(pair, UNLIKE)
    if not asked and alone < weights().match[0]:
        return Link(pair, Outcome.NONE, weight, alone, ())
    guards = batch.guards(pair)
    if refused := matched.clusters.refused.get(pair):
        guards = (*guards, refused)
    outcome = Outcome.NONE if Guard.KEPT_APART in guards else Outcome.REVIEW
    return Link(pair, outcome, weight, alone, guards)
