"""Cohorts of local area agreements: who is in one, and what their convictions come to before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewCohort:
    """A cohort as it is made: area by its code, both periods with their first and last days included.

    `target` is how many convictions the follow-up shall not exceed.
    """

    code: str
    name: str
    area: str
    baseline_from: date
    baseline_to: date
    follow_from: date
    follow_to: date
    target: int | None = None


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A person of a cohort; `registered` is false once every registration has ended, which keeps them in the count."""

    person_id: UUID
    reference: str
    name: str
    added_on: date
    registered: bool


@dataclass(frozen=True, slots=True)
class CohortCard:
    """A cohort; people are fixed once `locked_on` is set. `members` is how many the reader sees."""

    id: UUID
    code: str
    name: str
    area: str
    baseline_from: date
    baseline_to: date
    follow_from: date
    follow_to: date
    target: int | None
    owner: str
    locked_on: date | None
    members: int = 0


@dataclass(frozen=True, slots=True)
class MemberFigure:
    """One person's convictions in both periods, and how many have no date that would decide it."""

    member: MemberCard
    baseline: int
    follow: int
    undated: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Figures as they were frozen."""

    as_of: date
    members: int
    baseline: int
    follow: int
    undated: int
    frozen_on: date
    frozen_by: str


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """The figures of a cohort on a day, person by person, and those that were frozen."""

    cohort: CohortCard
    as_of: date
    rows: tuple[MemberFigure, ...]
    frozen: tuple[Snapshot, ...] = ()

    @property
    def baseline(self) -> int:
        """Convictions in the baseline."""
        return sum(one.baseline for one in self.rows)

    @property
    def follow(self) -> int:
        """Convictions in the follow-up, as far as it has come by the day."""
        return sum(one.follow for one in self.rows)

    @property
    def undated(self) -> int:
        """Convictions that cannot be put into a period, because nobody gave their date."""
        return sum(one.undated for one in self.rows)

    @property
    def change(self) -> int | None:
        """By how many in a hundred the follow-up differs from the baseline; None without a baseline."""
        return round(100 * (self.follow - self.baseline) / self.baseline) if self.baseline else None

    @property
    def over(self) -> bool:
        """Whether the follow-up is over at the day."""
        return self.as_of > self.cohort.follow_to

    @property
    def met(self) -> bool | None:
        """Whether the target is kept; None without one, or while the follow-up goes on and may still exceed it."""
        target = self.cohort.target
        if target is None:
            return None
        if self.follow > target:
            return False
        return True if self.over else None
