"""Arrests, charges and outcomes of registered people, as police and prosecution enter them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.words.families.schemes import Outcome


@dataclass(frozen=True, slots=True)
class NewArrest:
    """An arrest or a charge as it is entered; the offence by its code, by words, or both; its area by its code."""

    person_id: UUID
    code: str = ""
    title: str = ""
    offence_on: date | None = None
    place: str = ""
    arrested_on: date | None = None
    charged_on: date | None = None
    outcome: Outcome | None = None
    decided_on: date | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class ArrestCard:
    """One of them as it stands; `own` where the reader's agency entered it and may say what became of it."""

    id: UUID
    person_id: UUID
    code: str
    title: str
    offence_on: date | None
    place: str
    arrested_on: date | None
    charged_on: date | None
    outcome: str
    decided_on: date | None
    owner: str
    own: bool
    area: str = ""
