"""Performance of an area's scheme beside similar areas, its region and the nation, in one quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median

from db.words.families.schemes import Measure


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one area; None where it is too small to be told to this reader. `per_100`: of 100 registered."""

    area: str
    value: int | None
    per_100: float | None = None


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure: the own area, the similar ones, the region and the nation, where the tree has them."""

    measure: Measure
    own: Figure
    similar: tuple[Figure, ...] = ()
    region: Figure | None = None
    national: Figure | None = None

    @property
    def middle(self) -> float | None:
        """The median of the similar areas, of what is told of them."""
        told = [one.per_100 if one.per_100 is not None else one.value for one in self.similar]
        known = [value for value in told if value is not None]
        return round(median(known), 1) if known else None

    @property
    def rank(self) -> int | None:
        """The place of the own area among the similar ones, the highest first; None where anything is not told."""
        every = [one.per_100 if one.per_100 is not None else one.value for one in (self.own, *self.similar)]
        if any(value is None for value in every):
            return None
        return sorted((value for value in every if value is not None), reverse=True).index(every[0] or 0) + 1


@dataclass(frozen=True, slots=True)
class Performance:
    """All measures of an area in a quarter; `twice` are people registered in several areas below it, counted once."""

    area: str
    area_name: str
    quarter: str
    first: date
    last: date
    counted_on: date
    similar: tuple[str, ...]
    lines: tuple[MeasureLine, ...]
    region: str = ""
    national: str = ""
    twice: int | None = None
