"""To whom a person matters and for how long; derived from hearings and records, and derivable again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from db.access.standing import team_id
from db.tables.system import FOR_EVER
from db.words.families.access import Scope

BEFORE_FIRST_HEARING = timedelta(days=28)
AFTER_CLOSE = timedelta(days=14)
LISTED = "listed"
OWN_RECORD = "own record"
ASSIGNED = "assigned"
REGISTERED = "registered"
RESIDENT = "resident"
ON_RECORD = "on record"
REFERRED = "referred"
HELD_RECORD = "held record"
AFTER_REFERRAL = timedelta(days=30)
OF_HELD: Final = frozenset({ASSIGNED, REGISTERED, RESIDENT, ON_RECORD, REFERRED, HELD_RECORD})
"""Reasons whose source is a record that an agency holds, or an address."""


@dataclass(frozen=True, slots=True)
class Derived:
    """One relevance row to be, with both days included; `sealed`: its source is a restricted case, or hangs on one."""

    person_id: UUID
    scope: Scope
    scope_id: UUID
    reason: str
    source_id: UUID
    starts_on: date
    ends_on: date
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What relevance asks of a record that an agency holds; `ended_on` is the day it was ended as a record."""

    id: UUID
    person_id: UUID
    owner_id: UUID
    ended_on: date | None = None
    sealed: bool = False


def listed(
    person_id: UUID,
    court_id: UUID,
    case_id: UUID,
    *,
    first_hearing: date,
    closed_on: date | None = None,
    sealed: bool = False,
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
        sealed,
    )


def own_record(person_id: UUID, agency_id: UUID, source_record_id: UUID) -> Derived:
    """R6: the agency that holds a record of the person, as long as it holds it."""
    return Derived(person_id, Scope.AGENCY, agency_id, OWN_RECORD, source_record_id, date.min, FOR_EVER)


def held_record(of: Held) -> Derived:
    """R6 for a record beyond the court's: its agency, until the record is ended."""
    return _for(of, Scope.AGENCY, of.owner_id, HELD_RECORD, starts_on=date.min)


def assigned(
    of: Held, *, team: str, user_id: UUID | None, starts_on: date, ends_on: date | None = None
) -> tuple[Derived, ...]:
    """R2: the user, and the team of the owner agency, while the assignment lasts."""
    whom: list[tuple[Scope, UUID]] = [(Scope.USER, user_id)] if user_id is not None else []
    if team.strip():
        whom.append((Scope.TEAM, team_id(of.owner_id, team)))
    return tuple(_for(of, scope, whose, ASSIGNED, starts_on=starts_on, ends_on=ends_on) for scope, whose in whom)


def registered(of: Held, area_id: UUID, *, nominated_on: date, deregistered_on: date | None = None) -> Derived:
    """R3: the area of the scheme, while the registration lasts."""
    return _for(of, Scope.AREA, area_id, REGISTERED, starts_on=nominated_on, ends_on=deregistered_on)


def resident(of: Held, area_id: UUID, *, since: date | None = None, until: date | None = None) -> Derived:
    """R3: the area in which the person lives; days that nobody gave do not end it."""
    return _for(of, Scope.AREA, area_id, RESIDENT, starts_on=since or date.min, ends_on=until)


def on_record(of: Held, *, user_id: UUID | None, starts_on: date, ends_on: date | None = None) -> Derived:
    """R4: the lawyer who is named, else everybody of the firm, while on record."""
    scope, whose = (Scope.USER, user_id) if user_id is not None else (Scope.AGENCY, of.owner_id)
    return _for(of, scope, whose, ON_RECORD, starts_on=starts_on, ends_on=ends_on)


def referred(of: Held, service_id: UUID, *, opened_on: date, closed_on: date | None = None) -> Derived:
    """R5: the service the person was sent to, until 30 days after the referral was closed."""
    until = closed_on + AFTER_REFERRAL if closed_on else None
    return _for(of, Scope.AGENCY, service_id, REFERRED, starts_on=opened_on, ends_on=until)


def _for(
    of: Held, scope: Scope, scope_id: UUID, reason: str, *, starts_on: date, ends_on: date | None = None
) -> Derived:
    """A record that was ended stands for nothing after that day, whatever its own days say."""
    last = min(day for day in (ends_on, of.ended_on, FOR_EVER) if day is not None)
    return Derived(of.person_id, scope, scope_id, reason, of.id, starts_on, last, of.sealed)
