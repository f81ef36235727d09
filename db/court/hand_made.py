"""Writes the rows of one defendant added by hand: case, defendant, charges, hearing, listing, custody."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.cards.adding import NewDefendant
from db.people.linking import HAND_MADE
from db.tables.care import CustodyEpisode
from db.tables.cases import Case, Charge, DefendantCase, Warrant
from db.tables.hearings import Hearing, HearingDay, Listing
from db.tables.people import SourceRecord
from db.tables.places import Court
from db.unit import Unit
from db.words.families.bail import CustodyStatus, WarrantKind
from db.words.families.court import (
    Arrival,
    CaseKind,
    CaseStatus,
    HearingStatus,
    ListingChange,
    ListingState,
)
from db.words.keys import uuid7
from db.words.text import clean


class Told(TypedDict):
    """Whose fact, by which record, when and by whom it was recorded."""

    person_id: UUID
    source_record_id: UUID
    recorded_at: datetime
    recorded_by_id: UUID


def told(unit: Unit, record: SourceRecord) -> Told:
    """What every fact of this record, entered now by the actor, has in common."""
    return Told(
        person_id=record.person_id,
        source_record_id=record.id,
        recorded_at=unit.now,
        recorded_by_id=unit.actor.user_id,
    )


def write_row(unit: Unit, wanted: NewDefendant, *, court: Court, record: SourceRecord) -> tuple[Listing, Case]:
    """Everything between the record and the list, in the caller's unit; flushed in the order of the keys."""
    case = _case(unit, wanted, court)
    hearing = Hearing(
        system=HAND_MADE,
        external_id=str(uuid7()),
        kind=wanted.arrival.heading,
        jurisdiction=court.jurisdiction,
        court_id=court.id,
        status=HearingStatus.LISTED,
    )
    unit.add(case, hearing)
    unit.session.flush()
    sequence = wanted.number or _next_sequence(unit, wanted)
    by = told(unit, record)
    of_defendant = DefendantCase(**by, case_id=case.id, added_by_id=unit.actor.user_id)
    day = HearingDay(
        hearing_id=hearing.id,
        court_id=court.id,
        room_id=wanted.room_id,
        sitting_on=wanted.day,
        starts_at=wanted.starts_at,
        sequence=sequence,
    )
    unit.add(of_defendant, day)
    unit.session.flush()
    _write_facts(unit, wanted, by, of_defendant=of_defendant)
    listing = Listing(
        hearing_day_id=day.id,
        hearing_id=hearing.id,
        defendant_case_id=of_defendant.id,
        person_id=record.person_id,
        court_id=court.id,
        room_id=wanted.room_id,
        sitting_on=wanted.day,
        starts_at=wanted.starts_at,
        sequence=sequence,
        state=ListingState.LISTED,
        change=ListingChange.ADDED,
        changed_at=unit.now,
        added_by_id=unit.actor.user_id,
    )
    unit.add(listing)
    unit.session.flush()
    return listing, case


def _write_facts(unit: Unit, wanted: NewDefendant, by: Told, *, of_defendant: DefendantCase) -> None:
    for number, charge in enumerate(filter(None, map(clean, wanted.charges)), start=1):
        unit.add(
            Charge(
                **by,
                defendant_case_id=of_defendant.id,
                natural_key=str(number),
                sequence=number,
                title=charge,
                wording=charge,
            )
        )
    if wanted.custody:
        held = clean(wanted.custody)
        unit.add(CustodyEpisode(**by, establishment=held, status=CustodyStatus.UNKNOWN, since=wanted.day))
    if wanted.arrival is Arrival.WARRANT:
        unit.add(Warrant(**by, defendant_case_id=of_defendant.id, kind=WarrantKind.OTHER, executed_on=wanted.day))


def _case(unit: Unit, wanted: NewDefendant, court: Court) -> Case:
    """Its natural key is its own: the case number that was typed belongs to the feed's case."""
    key = uuid7()
    return Case(
        id=key,
        natural_key=f"{HAND_MADE}:{court.code}:{key}",
        kind=CaseKind.PROSECUTION,
        system=HAND_MADE,
        court_id=court.id,
        jurisdiction=court.jurisdiction,
        case_no=clean(wanted.case_no),
        received_at=unit.now,
        status=CaseStatus.ACTIVE,
    )


def _next_sequence(unit: Unit, wanted: NewDefendant) -> int:
    ls = Listing
    highest = sa.select(sa.func.max(col(ls.sequence))).where(
        col(ls.court_id) == wanted.court_id,
        col(ls.sitting_on) == wanted.day,
        col(ls.room_id) == wanted.room_id,
    )
    return (unit.session.scalar(highest) or 0) + 1
