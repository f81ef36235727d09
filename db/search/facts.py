"""What the rules of the searches are about: registered people, what they are charged with, where they are held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from db.agencies.tree import AreaTree, Node
from db.cards.searching import BY_HAND, Band, OffenceLine, Value
from db.search.months import Window
from db.search.status import Course, Status
from db.search.types import type_label
from db.words.clock import LONDON
from db.words.families.bail import CustodyStatus


class Where(Enum):
    """On which side of the border of the registration an offence was."""

    HOME = "home"
    ACROSS = "across"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ppo:
    """A person registered in the area on the day: the areas of every active registration, and the plan for them."""

    person_id: UUID
    areas: tuple[UUID, ...]
    nominated_on: date
    lead: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Crime:
    """One charge, or an offence that is only alleged; `type` is None where neither code nor title was given.

    `by_hand` marks one that police or prosecution entered, and that stands on no case.
    """

    id: UUID
    person_id: UUID
    ref: str
    type: str | None
    what: str
    course: Course
    first: date | None = None
    last: date | None = None
    area: UUID | None = None
    charged_on: date | None = None
    defendant_case_id: UUID | None = None
    adjourned_to: date | None = None
    by_hand: bool = False

    @property
    def on(self) -> date | None:
        """Its day, the first one of a range."""
        return self.first or self.last

    @property
    def is_range(self) -> bool:
        """Whether it happened some day between two."""
        return self.first is not None and self.last is not None and self.first != self.last

    def within(self, window: Window) -> bool | None:
        """Whether it was in the window, a range where any day of it was; None where no day was given."""
        first, last = self.first or self.last, self.last or self.first
        if first is None or last is None:
            return None
        return window.touches(min(first, last), max(first, last))

    @property
    def words(self) -> str:
        """What it is, as a row names it: `Burglary`, `Theft, entered by hand`."""
        return f"{self.what or type_label(self.type)}{f', {BY_HAND}' if self.by_hand else ''}"

    def line(self, tree: AreaTree, status: Status) -> OffenceLine:
        """The offence as it is shown."""
        return OffenceLine(
            self.ref, type_label(self.type), self.what, self.on, self.is_range, code_of(tree, self.area), status.label,
            self.by_hand,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stay:
    """What the download said of somebody who is held: `key` is the prison, however it is spelt."""

    person_id: UUID
    key: str
    place: str
    number: str
    standing: CustodyStatus
    said: Mapping[str, Any]
    since: date | None = None
    release: date | None = None
    release_kind: str = ""
    hdc: date | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A prison file that was accepted: `taken_at` is when it came, `finished_at` when its last row was in."""

    id: UUID
    taken_at: datetime
    finished_at: datetime

    @property
    def day(self) -> date:
        """The day it came."""
        return self.taken_at.astimezone(LONDON).date()


@dataclass(frozen=True, slots=True)
class Draft:
    """A row before its person has a name: `before` sorts ahead of the name and `after` behind it."""

    person_id: UUID
    values: Mapping[str, Value]
    before: tuple[Any, ...] = ()
    after: tuple[Any, ...] = ()
    band: Band | None = None
    offences: tuple[OffenceLine, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule found: who matches, and who cannot be decided."""

    rows: Sequence[Draft]
    cannot_decide: Sequence[Draft] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a search may ask of the record, read under the reader's rules."""

    day: date
    tree: AreaTree
    ppos: Mapping[UUID, Ppo]
    crimes: Sequence[Crime] = ()
    held: Mapping[UUID, Stay] | None = None
    held_before: Mapping[UUID, Stay] | None = None
    hearings: Mapping[UUID, date] | None = None

    def of_person(self) -> dict[UUID, list[Crime]]:
        """Charges by person, of everybody who is registered."""
        found: dict[UUID, list[Crime]] = {person: [] for person in self.ppos}
        for crime in self.crimes:
            if crime.person_id in found:
                found[crime.person_id].append(crime)
        return found

    def home(self, person_id: UUID) -> tuple[str, ...]:
        """The codes of the areas in which the person is registered."""
        return tuple(sorted(code_of(self.tree, area) for area in self.ppos[person_id].areas))

    def where_now(self, person_id: UUID) -> str:
        """The prison that holds the person, empty where none does."""
        stay = (self.held or {}).get(person_id)
        return stay.place if stay else ""


def code_of(tree: AreaTree, area: UUID | None) -> str:
    """The code of an area, empty where there is none."""
    found: Node | None = tree.nodes.get(area) if area is not None else None
    return found.code if found else ""


def oldest_first(crimes: Sequence[Crime]) -> list[Crime]:
    """Offences by their day, those without one last."""
    return sorted(crimes, key=lambda one: (one.on is None, one.on or date.max, one.ref))


def lacking(
    crime: Crime, *, place: bool = False, day: bool = False, kind: bool = False, end: bool = False
) -> list[str]:
    """Which of the asked values the offence lacks, in words."""
    what = f"offence {crime.ref}" if crime.ref else "an offence"
    said = [("place", place), ("date", day), ("type", kind), ("outcome", end)]
    return [f"{name} of {what}" for name, missing in said if missing]
