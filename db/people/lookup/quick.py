"""A first look at a name, to pick from all who were born on one day: the scorer judges whoever is picked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import JaroWinkler

from db.cards.asked import NameSide
from db.cards.find import Query
from db.people.lookup.words import distance
from db.tables.lookup import FAMILY, GIVEN
from db.words.heard.sounds import sounds
from db.words.heard.variants import SIDES, begun_variants, relation

_DROPPED = -3.0
"""A word beyond the second that answers to nothing."""
_SOLID = 0.92
"""So much alike, all words taken together: they are divided otherwise."""
_NEVER = 0.6


class Quick:
    """One question's words against many names, remembering in `known` what it has compared."""

    def __init__(
        self, query: Query, bits: Mapping[str, float], known: dict[tuple[str, str, bool], float | None] | None = None
    ) -> None:
        self._words = list(zip(query.names, sides_of(query), strict=True))
        self._placed = any(side is not NameSide.EITHER for _, side in self._words)
        self._bits = bits
        self._solid = "".join(query.names)
        self._known = {} if known is None else known
        self._whole: frozenset[str] = frozenset()

    def meet(self, rows: Iterable[Sequence[str]]) -> None:
        """All the names there are: a word by which somebody among them is called just so is no beginning."""
        names = {word for name in rows for part in name for word in (part.replace(" ", ""), *part.split())}
        self._whole = frozenset(word for word, _ in self._words if word in names)

    def cost(self, family: str, given: str, middle: str) -> float | None:
        """What it costs, in bits, that this is the name that was meant; None where it is another one."""
        if not self._words:
            return 0.0
        plain = family.replace(" ", ""), given.replace(" ", "")
        families = {plain[0], *family.split()} - {""}
        givens = {plain[1], *given.split(), *middle.split()} - {""}
        among = {NameSide.FAMILY: families, NameSide.GIVEN: givens, NameSide.EITHER: families | givens}
        total, missed = 0.0, 0
        for word, side in self._words:
            best = max((cost for name in among[side] if (cost := self._one(word, name)) is not None), default=None)
            if best is None:
                missed += 1
            else:
                total += best
        if missed <= max(0, len(self._words) - 2):
            return total + missed * _DROPPED
        alike = max(JaroWinkler.similarity(self._solid, "".join(two)) for two in (plain, plain[::-1]))
        return self._bits["sounds_far"] if alike >= _SOLID and not self._placed else None

    def in_part(self, family: str, given: str, middle: str) -> float:
        """What it costs, wherever the words stand, and some of them may answer to nothing."""
        names = {family.replace(" ", ""), given.replace(" ", ""), *family.split(), *given.split(), *middle.split()}
        total = 0.0
        for word, _ in self._words:
            costs = [cost for name in names - {""} if (cost := self._one(word, name)) is not None]
            total += max(costs, default=self._bits["given_differs"])
        return total

    def _one(self, word: str, name: str) -> float | None:
        key = word, name, word in self._whole
        if key not in self._known:
            self._known[key] = self._compare(*key)
        return self._known[key]

    def _compare(self, word: str, name: str, whole: bool) -> float | None:  # noqa: FBT001 - a part of the key
        if name == word or (name.startswith(word) and not whole):
            return 0.0 if name == word else self._bits["prefix"]
        if JaroWinkler.similarity(word, name) > _NEVER:
            heard = sounds(name)
            costs = (distance((side, word), name, heard, self._bits, whole=whole) for side in (FAMILY, GIVEN))
            return max((cost for cost in costs if cost is not None), default=None)
        near = {relation(word, name, side) for side in SIDES} - {""}
        if near:
            return max(self._bits[one] for one in near)
        begun = not whole and any(name in begun_variants(word, side) for side in SIDES)
        return self._bits["prefix"] + self._bits["spelling"] if begun else None


def sides_of(query: Query) -> Sequence[NameSide]:
    """What is known of each word: by a comma, by a correction, or nothing."""
    if query.family_first:
        rest = len(query.names) - query.family_first
        return [NameSide.FAMILY] * query.family_first + [NameSide.GIVEN] * rest
    return query.sides or [NameSide.EITHER] * len(query.names)
