"""The question, made ready once so that hundreds of people can be judged by it at one key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from db.cards.asked import Birth, BirthKind, NameSide, Number
from db.cards.find import Query
from db.people.scoring.identity import Found
from db.people.scoring.names import NameComparer, Split, free_splits, placed_splits
from db.people.scoring.weights import Weights, weights
from db.words.text import fold


@dataclass(slots=True)
class Asked:
    """A question: how its words can be read as a name, births, numbers, where somebody lives.

    It remembers what it has compared, so it belongs to one question and one thread.
    """

    splits: tuple[Split, ...] = ()
    births: tuple[Birth, ...] = ()
    numbers: tuple[Number, ...] = ()
    postcode: str = ""
    outward: str = ""
    telephone: str = ""
    just_so: frozenset[str] = frozenset()
    joined: frozenset[tuple[str, ...]] = frozenset()
    weights: Weights = field(default_factory=weights)
    names: NameComparer = field(init=False)
    days: dict[date, Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give the question its memory."""
        self.names = NameComparer(self.weights.bits, lookup=True, just_so=self.just_so, joined=self.joined)

    @classmethod
    def of(cls, query: Query) -> Self:
        """The box as it is understood."""
        return cls(
            splits=_splits(query),
            births=query.births or _births(query.born),
            numbers=query.numbers,
            postcode=query.postcode.replace(" ", ""),
            outward=query.outward,
            telephone=query.telephone,
            just_so=query.quoted,
            joined=frozenset((*query.units, query.names[: query.family_first])),
        )

    @classmethod
    def of_parts(cls, *, given: str = "", family: str = "", births: tuple[Birth, ...] = ()) -> Self:
        """Surname and forename asked for in places of their own, as a list of names gives them."""
        surname = tuple(fold(family).split())
        return cls(
            splits=placed_splits(surname, tuple(fold(given).split())), births=births, joined=frozenset((surname,))
        )


def _births(born: tuple[date, date] | None) -> tuple[Birth, ...]:
    if born is None:
        return ()
    kind = BirthKind.DAY if born[0] == born[1] else BirthKind.YEAR
    return (Birth(kind, *born),)


def _splits(query: Query) -> tuple[Split, ...]:
    words = query.names
    if query.family_first:
        return placed_splits(words[: query.family_first], words[query.family_first :])
    sides = query.sides
    if not any(side is not NameSide.EITHER for side in sides):
        return free_splits(words)
    family = tuple(word for word, side in zip(words, sides, strict=False) if side is NameSide.FAMILY)
    given = tuple(word for word, side in zip(words, sides, strict=False) if side is NameSide.GIVEN)
    open_words = tuple(word for word, side in zip(words, sides, strict=False) if side is NameSide.EITHER)
    if not open_words:
        return placed_splits(family, given)
    # Words of which nothing is known go with those of which something is, either way.
    return tuple((family + one, given + two, order) for one, two, order in free_splits(open_words))
