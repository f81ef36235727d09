"""The log as a person reads it: who, when and what kind of act; never what a record says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from db.words.families.access import AuditOperation


@dataclass(frozen=True, slots=True)
class LogQuery:
    """What is asked of the log: a user or a person must be named, and the first day; `until` is included."""

    since: date | None
    until: date | None = None
    user: str = ""
    person: str = ""
    operation: AuditOperation | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act. `person` and `object_id` are ids; `chain` and `number` say where the row stands."""

    at: datetime
    user_name: str
    display_name: str
    agency: str
    terminal: str
    operation: str
    action: str
    act: str
    object_kind: str
    object_id: UUID | None
    person: UUID | None
    reason: str
    rows: int | None
    milliseconds: int | None
    chain: UUID
    number: int


@dataclass(frozen=True, slots=True)
class SeenLine:
    """That a file was seen; `who` is empty where only the agency may be told, `reason` is for the auditor alone."""

    at: datetime
    who: str
    agency: str
    operation: str
    act: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SeenCard:
    """Who has seen one file, newest first; `how` is the rule that decided what is told, `total` counts all of it."""

    person_id: UUID
    public_ref: str
    since: date
    lines: tuple[SeenLine, ...]
    total: int
    how: str
