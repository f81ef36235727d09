"""Names of those on today's lists, in the order of the alphabet, so that those that begin as typed are a stretch."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from db.people.lookup.words import LAST

Named = tuple[str, str, int]
"""A word of the name, the other one, and which row of them."""


@dataclass(frozen=True, slots=True)
class NamesToday:
    """All names, as `By.PEOPLE` gives them: by their family names and by their forenames, spaces apart."""

    rows: Sequence[Any]
    families: Sequence[Named]
    givens: Sequence[Named]

    @classmethod
    def of(cls, rows: Sequence[Any]) -> Self:
        """Put in order."""
        plain = [(row[3].replace(" ", ""), row[4].replace(" ", ""), place) for place, row in enumerate(rows)]
        return cls(rows, sorted(plain), sorted((given, family, place) for family, given, place in plain))

    def begun(self, family: str, given: str) -> Sequence[Any]:
        """The rows of those of which family name and forename begin so."""
        found, first, other = (self.families, family, given) if family else (self.givens, given, family)
        some = found[bisect_left(found, (first,)) : bisect_left(found, (first + LAST,))]
        return [self.rows[place] for _, word, place in some if word.startswith(other)]
