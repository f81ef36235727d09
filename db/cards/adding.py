"""A defendant added to a list at the court: what is typed, who could be meant, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from db.cards.day import ListRow
from db.words.families.court import Arrival
from db.words.names import NameParts


@dataclass(frozen=True, slots=True)
class NewDefendant:
    """What the clerk gives: a person who is known (`person_id`), or name and date of birth of a new one.

    `custody` is the establishment that holds the defendant, empty when none does. One charge at least.
    `number` is the place on the list; None stands for the next one.
    """

    court_id: UUID
    room_id: UUID
    day: date
    charges: tuple[str, ...]
    arrival: Arrival = Arrival.OVERNIGHT
    person_id: UUID | None = None
    name: NameParts = field(default_factory=NameParts)
    born: date | None = None
    custody: str = ""
    starts_at: time | None = None
    number: int | None = None
    case_no: str = ""

    @property
    def question(self) -> tuple[NameParts, date | None, str]:
        """What the people who are offered depend on."""
        return self.name, self.born, self.case_no


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody on record who could be the one in the cells."""

    person_id: UUID
    name: str
    born: date | None
    age: int | None
    cases: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who is on this list already, and who is on record; at most ten of each, the likeliest first."""

    on_list: tuple[ListRow, ...] = ()
    known: tuple[KnownPerson, ...] = ()
    milliseconds: int = 0

    def __len__(self) -> int:
        """How many are offered."""
        return len(self.on_list) + len(self.known)


@dataclass(frozen=True, slots=True)
class Added:
    """The row; `already` when it was there before and nothing was added."""

    row: ListRow
    already: bool = False
