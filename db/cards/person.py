"""What is known of a person, value by value: the text, who says so, since when, and what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from db.words.families.people import NameKind


@dataclass(frozen=True, slots=True)
class SourceCard:
    """Where a fact comes from: the agency that owns it and the system it was kept in."""

    agency: str
    system: str

    @property
    def words(self) -> str:
        """`Northgate Magistrates' Court, LIBRA`; the system alone where no agency is known."""
        return ", ".join(part for part in (self.agency, self.system) if part) or "source not known"


@dataclass(frozen=True, slots=True)
class ValueCard:
    """One value of a field, as one source gave it.

    `recorded_at` and `ended_at` are aware moments of this record; `valid_from` and `valid_to` are the fact's
    own days. `flag` says in words what is odd about it; `same` counts further sources that say the same;
    `id` is the row's. `record` is the number under which its system keeps it, `batch` the id of the file that told of
    that record last. `why` is the reason of a correction, and `differs` says that its source has said something
    else since.
    """

    text: str
    source: SourceCard
    recorded_at: datetime
    recorded_by: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    confirmed: bool = False
    flag: str = ""
    same: int = 0
    id: UUID | None = None
    why: str = ""
    differs: bool = False
    record: str = ""
    batch: UUID | None = None


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name beside the main one: how somebody came by it, with its source, and the date of birth given with it."""

    kind: NameKind
    value: ValueCard
    born: date | None = None


@dataclass(frozen=True, slots=True)
class FieldCard:
    """One field: the value to show first, then what other sources say; `earlier` counts replaced values.

    `key` names the field for its history: `detail:sex`, `identifier:PNC`, `name`.
    """

    key: str
    label: str
    values: tuple[ValueCard, ...]
    earlier: int = 0

    @property
    def best(self) -> ValueCard | None:
        """The value to show; None when every value has ended."""
        return self.values[0] if self.values else None

    @property
    def others(self) -> tuple[ValueCard, ...]:
        """What other sources say, the better first."""
        return self.values[1:]


@dataclass(frozen=True, slots=True)
class HistoryCard:
    """Every value a field ever had, newest first; ended ones carry when and by whom they were replaced."""

    person_id: UUID
    person: str
    label: str
    values: tuple[ValueCard, ...]


@dataclass(frozen=True, slots=True)
class SignCard:
    """One word of the vital strip; `alert` is what a courtroom must not miss."""

    text: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class VitalCard:
    """A person's name as a list shows it with the age, and the signs in their order of weight."""

    person_id: UUID
    label: str
    signs: tuple[SignCard, ...]
