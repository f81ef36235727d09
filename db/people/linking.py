"""The one place that puts a source record with a person; here by native identity only."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from itertools import product
from typing import Any, Final
from uuid import UUID

from sqlmodel import col, select

from db.access.relevance import own_record
from db.tables.people import Person, SourceRecord
from db.unit import Unit
from db.words.families.people import LinkState
from db.words.keys import uuid7

HAND_MADE = "tracker"
CORRECTS: Final = "corrects:"
"""What the external id of a record begins with that holds corrections: the record follows that they correct."""
_SIGNS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""Base 32 of RFC 4648."""


def public_ref(person_id: UUID) -> str:
    """The short reference a person is known by outside: `P-` and 12 letters or digits of the key's random part.

    60 bits: among ten million people two alike are one chance in 20,000; with 40 bits there would be dozens.
    """
    return reference_of(person_id.int)


def reference_of(number: int) -> str:
    """The same of a key as a number."""
    two = _pairs()
    return (
        f"P-{two[number >> 50 & 1023]}{two[number >> 40 & 1023]}{two[number >> 30 & 1023]}"
        f"{two[number >> 20 & 1023]}{two[number >> 10 & 1023]}{two[number & 1023]}"
    )


@cache
def _pairs() -> tuple[str, ...]:
    """Every two signs of base 32 in a row: ten bits each."""
    return tuple(map("".join, product(_SIGNS, repeat=2)))


def provisional(now: datetime) -> dict[str, Any]:
    """The columns of a provisional person of its own, for a record that is linked to nobody (D1)."""
    key = uuid7()
    return {"id": key, "public_ref": public_ref(key), "created_at": now}


def surviving(unit: Unit, person_id: UUID) -> Person:
    """The person whose file it is now: an id that was merged leads to the one that was kept.

    Raises NotFound alike for nobody and for somebody who is not for this actor.
    """
    person = unit.get(Person, person_id)
    seen = {person.id}
    while person.merged_into_id is not None and person.merged_into_id not in seen:
        person = unit.get(Person, person.merged_into_id)
        seen.add(person.id)
    return person


def new_person(now: datetime) -> Person:
    """A provisional person as an object of a session."""
    return Person(**provisional(now))


def add_by_hand(unit: Unit) -> SourceRecord:
    """A new person with a record of the actor's own agency, made at a terminal; relevant to that agency."""
    person = new_person(unit.now)
    unit.add(person)
    unit.session.flush()
    return record_for(unit, person)


def add_by_hand_row(unit: Unit) -> SourceRecord:
    """A new person with the record of a row added to a list by hand."""
    person = new_person(unit.now)
    unit.add(person)
    unit.session.flush()
    return record_of_row(unit, person)


def record_for(unit: Unit, person: Person) -> SourceRecord:
    """The actor's agency's hand-made record of the person; one is made where there is none yet.

    `person` must have been read or added in this unit.
    """
    own = select(SourceRecord).where(
        SourceRecord.person_id == person.id,
        SourceRecord.agency_id == unit.actor.agency_id,
        SourceRecord.system == HAND_MADE,
        col(SourceRecord.external_id).not_like(f"{CORRECTS}%"),
    )
    found = unit.session.exec(own.order_by(col(SourceRecord.id)).limit(1)).first()
    return found or _new_record(unit, person)


def record_of_corrections(unit: Unit, person: Person, corrected: UUID) -> SourceRecord:
    """The record in which the actor's agency corrects what this source record says; made where there is none.

    It is one of its own because it goes with that record wherever a decision puts it.
    """
    name = f"{CORRECTS}{corrected}"
    own = select(SourceRecord).where(
        SourceRecord.person_id == person.id,
        SourceRecord.agency_id == unit.actor.agency_id,
        SourceRecord.system == HAND_MADE,
        SourceRecord.external_id == name,
    )
    return unit.session.exec(own.limit(1)).first() or _new_record(unit, person, name)


def record_of_row(unit: Unit, person: Person) -> SourceRecord:
    """A record of its own for a defendant added to a list by hand.

    When the feed's row comes, this record moves as a whole, and nothing else that the agency entered does.
    """
    return _new_record(unit, person)


def _new_record(unit: Unit, person: Person, name: str = "") -> SourceRecord:
    record = SourceRecord(
        agency_id=unit.actor.agency_id,
        system=HAND_MADE,
        external_id=name or str(uuid7()),
        person_id=person.id,
        link_state=LinkState.CONFIRMED,
        decided_by_id=unit.actor.user_id,
        decided_at=unit.now,
        reasons="entered at a terminal",
    )
    unit.add(record)
    unit.session.flush()
    unit.make_relevant(own_record(person.id, record.agency_id, record.id))
    return record
