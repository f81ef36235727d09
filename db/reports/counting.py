"""Counts registrations area by area, each person once in an area however many registrations lie below it; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.agencies.tree import AreaTree
from db.words.families.schemes import Measure


@dataclass(frozen=True, slots=True)
class Registered:
    """One registration, as far as it is counted."""

    person_id: UUID
    area_id: UUID
    nominated_on: date
    deregistered_on: date | None = None
    review_due: date | None = None

    def active_at(self, day: date) -> bool:
        """On the day of deregistration no longer."""
        return self.nominated_on <= day and (self.deregistered_on is None or self.deregistered_on > day)


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a quarter; `middle` and `end` are today at the latest."""

    first: date
    middle: date
    end: date

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it."""
        return day is not None and self.first <= day <= self.end


Counts = dict[UUID, dict[Measure, int]]


def count(
    tree: AreaTree,
    registrations: Iterable[Registered],
    period: Period,
    *,
    held: Collection[UUID],
    convicted: Mapping[UUID, int],
) -> Counts:
    """Every measure of every area; `held` are in custody at the middle, `convicted` has convictions by person."""
    here: dict[UUID, list[Registered]] = defaultdict(list)
    for one in registrations:
        for node in tree.upwards(one.area_id):
            here[node.id].append(one)
    return {area: _of(here[area], period, held=held, convicted=convicted) for area in tree.nodes}


def _of(
    rows: list[Registered], period: Period, *, held: Collection[UUID], convicted: Mapping[UUID, int]
) -> dict[Measure, int]:
    areas: dict[UUID, set[UUID]] = defaultdict(set)
    for one in rows:
        if one.active_at(period.middle):
            areas[one.person_id].add(one.area_id)
    at_end = {one.person_id for one in rows if one.active_at(period.end)}
    late = {
        one.person_id
        for one in rows
        if one.active_at(period.end) and one.review_due is not None and one.review_due < period.end
    }
    return {
        Measure.ACTIVE: len(areas),
        Measure.TWICE: sum(len(each) > 1 for each in areas.values()),
        Measure.NOMINATED: len({one.person_id for one in rows if period.holds(one.nominated_on)}),
        Measure.DEREGISTERED: len({one.person_id for one in rows if period.holds(one.deregistered_on)}),
        Measure.CUSTODY: sum(person in held for person in areas),
        Measure.CONVICTED: sum(bool(convicted.get(person)) for person in at_end),
        Measure.CONVICTIONS: sum(convicted.get(person, 0) for person in at_end),
        Measure.OVERDUE: len(late),
    }


def similar(
    area: UUID,
    others: Collection[UUID],
    *,
    active: Mapping[UUID, int],
    people: Mapping[UUID, int | None],
    most: int = 5,
) -> list[UUID]:
    """The areas nearest by how many are registered, and how many of 1,000 people, each in its own spread.

    Where nobody said how many people live in one of two areas, the first alone counts for the two.
    """
    rates = {one: 1000 * active[one] / size for one in (area, *others) if (size := people.get(one))}
    wide = _spread([active[one] for one in (area, *others)])
    far = _spread(list(rates.values()))

    def distance(one: UUID) -> tuple[float, int]:
        found = (active[one] - active[area]) / wide
        rate = (rates[one] - rates[area]) / far if one in rates and area in rates else 0.0
        return found * found + rate * rate, one.int

    return sorted(others, key=distance)[:most]


def _spread(values: Collection[float]) -> float:
    """From the least to the most; 1 where all are alike."""
    return (max(values) - min(values) or 1.0) if values else 1.0
