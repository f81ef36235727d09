"""What a record made for a test gives back: the keys of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

Offence = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A person made for a test, with the record that holds the facts."""

    person: UUID
    record: UUID


@dataclass(frozen=True, slots=True)
class Tried:
    """A case made for a test."""

    case: UUID
    defendant: UUID
    charges: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list made for a test."""

    listing: UUID
    hearing: UUID
    day: UUID
