"""A court where notes are written: two judges, a clerk, an usher, probation, and one defendant listed today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.accounts.judge_key import JudgeKey, make_judge_keys, unwrap
from db.cards.drafts import Draft
from db.notes.service import NoteService
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.notes import NoteKind
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from tests.support.record import Known, Listed, Record

SECRET = "Ombersley willow credit for the early plea"
HALF = b"h" * 32
Ask = Callable[[NoteService], object]


@dataclass
class Court:
    """One court with two judges, a clerk and an usher, a probation user elsewhere, and a defendant listed today."""

    record: Record
    judge_a: Actor
    judge_b: Actor
    clerk: Actor
    usher: Actor
    probation: Actor
    known: Known
    listed: Listed
    case: UUID
    keys: dict[UUID, JudgeKey]
    admin: Actor | None = None

    def notes(self, actor: Actor) -> NoteService:
        return NoteService(self.record.units, actor, judge_key=self.keys.get(actor.user_id))

    def draft(self, text: str, kind: NoteKind = NoteKind.AGENCY, **changes: object) -> Draft:
        now = self.record.clock.now()
        return replace(Draft(uuid7(), self.known.person, text, now, note_kind=kind), **changes)


@pytest.fixture
def court(record: Record) -> Court:
    here = record.court()
    courts = record.agency("HMCTS", name="Courts")
    probation = record.agency("PROB", AgencyKind.PROBATION, name="Probation")
    judges = [record.user(f"judge {name}", courts, Role.JUDGE, courts=[here]) for name in "ab"]
    keys = {}
    for judge in judges:
        public, wrapped = make_judge_keys(HALF, judge.user_id)
        keys[judge.user_id] = unwrap(wrapped, HALF, judge.user_id, public=public)
    known = record.person(probation, "SMITH", "John")
    tried = record.case(known, here, case_no="2500123")
    return Court(
        record,
        *judges,
        record.user("clerk", courts, Role.CLERK, courts=[here]),
        record.user("usher", courts, Role.USHER, courts=[here]),
        record.user("probation", probation, Role.PROBATION_OFFICER),
        known,
        record.listing(known, tried, here),
        tried.case,
        keys,
    )


def count(units: Units, actor: Actor, model: type) -> int:
    with units.read(actor) as unit:
        return len(unit.session.exec(select(model)).all())


def actions(units: Units) -> list[str]:
    with units.raw("keeper") as connection:
        table: sa.Table = AuditEvent.__table__
        return list(
            connection.execute(sa.select(table.c.action).order_by(table.c.happened_at, table.c.number)).scalars()
        )
