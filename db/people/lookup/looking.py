"""What a search for candidates carries: who was found at what cost, how far a way of looking goes, pairs of words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from db.people.lookup.births import Born
from db.people.lookup.kept import Kept
from db.people.lookup.probes import Probes, pair
from db.people.lookup.words import Listed, Words


@dataclass
class Found:
    """Candidates with how well the name and birth that they were found by answer, in bits below the best.

    `apart` are those who are judged although very many answer better by their name alone.
    """

    order: dict[UUID, float] = field(default_factory=dict)
    apart: set[UUID] = field(default_factory=set)
    complete: bool = True

    def take(self, person: UUID, order: float) -> None:
        """One more, or the same by a better name."""
        if order > self.order.get(person, -1e9):
            self.order[person] = order


@dataclass(frozen=True, slots=True)
class Within:
    """How far one way of looking goes: `few` people, of these days of birth, at this cost for all of them.

    `near` says whether words that are only nearly so are looked for too.
    """

    few: int
    born: Born = None
    cost: float = 0.0
    near: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """What candidates are looked for with: the statements for one reader, the reader's scopes, what is known yet."""

    words: Words
    probes: Probes
    scopes: Collection[int]
    kept: Kept


def pair_up(into: dict[int, float], families: Listed, givens: Listed, order: float) -> None:
    """Every family name with every forename, with what both cost, and their order."""
    known = into.get
    for cost, family in families:
        first = pair(family, 0)
        for other, given in givens:
            key, total = first | given, cost + other + order
            if (before := known(key)) is None or total > before:
                into[key] = total
