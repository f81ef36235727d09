"""To whom a person matters and for how long; derived from hearings and records, and derivable again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from db.tables.system import FOR_EVER
from db.words.families.access import Scope

BEFORE_FIRST_HEARING = timedelta(days=28)
AFTER_CLOSE = timedelta(days=14)
LISTED = "listed"
OWN_RECORD = "own record"
ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class Derived:
    """One relevance row to be, with both days included."""

    person_id: UUID
    scope: Scope
    scope_id: UUID
    reason: str
    source_id: UUID
    starts_on: date
    ends_on: date


def listed(
    person_id: UUID, court_id: UUID, case_id: UUID, *, first_hearing: date, closed_on: date | None = None
) -> Derived:
    """R1: from 28 days before the first hearing at the court until 14 days after the case closes."""
    return Derived(
        person_id,
        Scope.COURT,
        court_id,
        LISTED,
        case_id,
        first_hearing - BEFORE_FIRST_HEARING,
        closed_on + AFTER_CLOSE if closed_on else FOR_EVER,
    )


def own_record(person_id: UUID, agency_id: UUID, source_record_id: UUID) -> Derived:
    """R6: the agency that holds a record of the person, as long as it holds it."""
    return Derived(person_id, Scope.AGENCY, agency_id, OWN_RECORD, source_record_id, date.min, FOR_EVER)
