"""One case as its screen shows it: defendants with charges, hearings, linked cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from db.cards.day import Signs
from db.cards.records import WithheldLine, WitnessCard
from db.words.families.court import AttendanceState, CaseKind, CaseLinkKind, CaseStatus, ListingState


@dataclass(frozen=True, slots=True)
class CaseCharge:
    """A charge with its last plea and finding, and the results on it, in words; `alleged` says when and where."""

    id: UUID
    sequence: int
    code: str
    title: str
    wording: str
    plea: str
    verdict: str
    results: tuple[str, ...]
    ended: str = ""
    alleged: str = ""


@dataclass(frozen=True, slots=True)
class CaseDefendant:
    """A defendant of the case; `results` are those of the defendant as a whole, not of one charge.

    `previous_convictions` is the number that the prosecutor gave.

    `withheld` stands in the place of charges that are not for the reader.
    """

    person_id: UUID
    defendant_case_id: UUID
    name: str
    born: date | None
    age: int | None
    signs: Signs
    charges: tuple[CaseCharge, ...]
    results: tuple[str, ...] = ()
    added_by: str = ""
    other_cases: int = 0
    withheld: str = ""
    previous_convictions: int | None = None


@dataclass(frozen=True, slots=True)
class CoDefendant:
    """Somebody else's client: the name, and what is charged against both."""

    name: str
    charges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseHearing:
    """One defendant's row of one day's list."""

    listing_id: UUID
    person_id: UUID
    court_id: UUID
    court: str
    room: str
    day: date
    starts_at: time | None
    kind: str
    state: ListingState
    attendance: AttendanceState | None


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """A case that belongs to this one; `case_id` is None where Tracker has only its number."""

    kind: CaseLinkKind
    reference: str
    case_id: UUID | None


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case with everything its screen shows; at most 200 rows of each kind.

    `withheld` says which agency holds victims or witnesses and does not share them.
    """

    id: UUID
    number: str
    urn: str
    kind: CaseKind
    application_type: str
    status: CaseStatus
    system: str
    court: str
    initiation: str
    authority: str
    received_on: date
    restrictions: tuple[str, ...]
    markers: tuple[str, ...]
    defendants: tuple[CaseDefendant, ...]
    hearings: tuple[CaseHearing, ...]
    links: tuple[LinkedCase, ...]
    restricted: bool = False
    officer: str = ""
    co_defendants: tuple[CoDefendant, ...] = ()
    witnesses: tuple[WitnessCard, ...] = ()
    withheld: tuple[WithheldLine, ...] = ()
