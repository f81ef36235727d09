"""Rows that the sharing cases put into their scene, and what a reader gets of them."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from db.people.service import PeopleService
from db.tables.cases import Charge
from db.tables.held import (
    Compliance,
    Treatment,
)
from db.tables.notes import Note, NoteKey
from db.tables.sharing import EmergencyAccess, Seal
from db.tables.users import UserArea
from db.words.families.access import Outcome
from db.words.families.held import ComplianceKind, TreatmentKind
from db.words.families.notes import NoteKind
from tests.support.cases import Cases
from tests.support.record import Known

FULL, SUMMARY, MASKED, ABSENT = Outcome.FULL, Outcome.SUMMARY, Outcome.MASKED, Outcome.ABSENT


def personal_note(at: Cases, *holders: str) -> Note:
    """A personal note of judge A on X, with a key for each holder."""
    judge = at.user["judge a"]
    at.chain(judge)
    note = Note(
        kind=NoteKind.JUDGE_PERSONAL, person_id=at.x.person, case_id=at.case.case, author_id=judge.user_id,
        owner_agency_id=judge.agency_id, sealed=b"sealed", written_at=at.record.clock.now(),
        audit_session=judge.audit_session,
    )  # fmt: skip
    at.record.put(note)
    for name in holders:
        key = NoteKey(
            note_id=note.id, holder_id=at.user[name].user_id, given_by_id=judge.user_id,
            given_at=at.record.clock.now(), wrapped=b"key",
        )  # fmt: skip
        at.record.put(key)
    return note


def shared_note(at: Cases, kind: NoteKind = NoteKind.SHARED) -> Note:
    """A note of the clerk's on X."""
    clerk = at.user["clerk l"]
    at.chain(clerk)
    note = Note(
        kind=kind, person_id=at.x.person, author_id=clerk.user_id, owner_agency_id=clerk.agency_id, body="text",
        written_at=at.record.clock.now(), audit_session=clerk.audit_session,
    )  # fmt: skip
    at.record.put(note)
    return note


def compliance(at: Cases) -> Compliance:
    """A missed appointment, by Probation."""
    return at.held(Compliance, "PROB", kind=ComplianceKind.APPOINTMENT, happened_on=at.today, narrative="late again")


def treatment(at: Cases) -> Treatment:
    """A drug test, by the drug service."""
    return at.held(Treatment, "DRUG", kind=TreatmentKind.TEST, since=at.today, result="positive")


def emergency(at: Cases, name: str, known: Known | None = None) -> None:
    """The user opens emergency access to X or to somebody else."""
    at.record.put(
        EmergencyAccess(
            user_id=at.user[name].user_id, person_id=(known or at.x).person, reason="brought in on a warrant",
            opened_at=at.record.clock.now(), ends_at=at.record.clock.now() + timedelta(minutes=15), review_due=at.today,
        )
    )  # fmt: skip


def finds(at: Cases, name: str, text: str) -> set[object]:
    """The people that the user's find box gives."""
    return {hit.person for hit in PeopleService(at.units, at.user[name]).find(text).hits}


def stamp(at: Cases) -> None:
    """What the unit does by itself when a rule changes in it."""
    from db.access.resolve import bump

    with at.units.raw("bulk", writes=True) as connection:
        bump(connection)


def charge(at: Cases, name: str = "defence", number: int = 0) -> Outcome:
    """What the reader gets of a charge of X."""
    with at.units.raw("keeper") as connection:
        table: sa.Table = Charge.__table__  # type: ignore[attr-defined]
        row = connection.execute(sa.select(table).where(table.c.id == at.case.charges[number])).one()
    return at.see(name, Charge(**row._mapping))


def sealed(at: Cases) -> Seal:
    """The case of X becomes a restricted case."""
    seal = Seal(case_id=at.case.case, court_id=at.l, set_at=at.record.clock.now())
    at.record.put(seal)
    at.seal(at.case)
    return seal


def works_in(at: Cases, name: str, area: str = "LPL") -> UserArea:
    """An area that the user works in."""
    return UserArea(user_id=at.user[name].user_id, area_id=at.area[area])
