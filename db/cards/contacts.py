"""Contacts: somebody to call, the directory as it is asked, an area by agencies with its gaps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from db.words.families.schemes import ContactKind

STALE_AFTER: Final = timedelta(days=183)
"""An entry that nobody confirmed for half a year may be wrong."""


@dataclass(frozen=True, slots=True)
class ContactCard:
    """One contact; `counterpart` does the same for another agency. `own`: the reader may change it."""

    id: UUID
    kind: ContactKind
    name: str
    agency: str
    agency_name: str
    area: str
    area_name: str
    phone: str
    email: str
    hours: str
    confirmed_on: date
    counterpart_id: UUID | None = None
    counterpart: str = ""
    ended_on: date | None = None
    own: bool = False

    def stale_at(self, day: date) -> bool:
        """Whether it was confirmed more than half a year before that day."""
        return self.confirmed_on < day - STALE_AFTER

    @property
    def reach(self) -> str:
        """Telephone, mail and hours in one line."""
        return ", ".join(part for part in (self.phone, self.email, self.hours) if part)


@dataclass(frozen=True, slots=True)
class ContactQuery:
    """What of the directory is wanted: `area` counts with those above it where `around`, else with those below."""

    find: str = ""
    kind: ContactKind | None = None
    area: str = ""
    agency: str = ""
    around: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact as it is entered: area and agency by code; confirmed on the day it is entered."""

    kind: ContactKind
    name: str
    area: str
    agency: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    counterpart: UUID | None = None


@dataclass(frozen=True, slots=True)
class ContactEdit:
    """What of a contact is to be different; None leaves it as it is, `alone` takes the counterpart away."""

    kind: ContactKind | None = None
    name: str | None = None
    area: str | None = None
    agency: str | None = None
    phone: str | None = None
    email: str | None = None
    hours: str | None = None
    counterpart: UUID | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What the form of a contact offers, as (code, name): areas that the reader keeps, agencies; or why nothing."""

    areas: tuple[tuple[str, str], ...]
    agencies: tuple[tuple[str, str], ...]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class AreaGap:
    """An area and what its directory lacks: kinds nobody stands for there or above, and entries that are stale."""

    area: str
    area_name: str
    missing: tuple[ContactKind, ...]
    stale: int = 0
    kinds: dict[ContactKind, int] = field(default_factory=dict)

    @property
    def no_authoriser(self) -> bool:
        """Whether nobody can authorise there."""
        return ContactKind.AUTHORISER in self.missing
