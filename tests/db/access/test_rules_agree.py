"""The pure decisions and the criteria made from them give the same answer for every row, reader and level."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, select

from db.access import decisions
from db.access.criteria import visible
from db.access.facts import person_fact, record_fact
from db.access.reader import Present
from db.access.standing import Standing
from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import Bail, Charge, DefendantCase, Plea
from db.tables.hearings import Listing
from db.tables.held import (
    AgencyRecord,
    Compliance,
    HealthRecord,
    Intelligence,
    Need,
    PpoRegistration,
    Referral,
    ReportRequest,
    RiskAssessment,
    Treatment,
)
from db.tables.notes import Note
from db.tables.past import CourtOrder, OrderRequirement, PastAppearance, PastCharge, Remand
from db.tables.people import Address, Identifier, Person
from db.tables.system import FeedBatch, Relevance
from db.unit import Units
from db.words.actor import Role
from db.words.families.access import Level, Outcome
from db.words.families.exchange import BatchState, FeedFormat
from tests.support.record import Record
from tests.support.world import World

OF_PERSON = (
    Person, Address, Identifier, Marker, CustodyEpisode, DefendantCase, Charge, Plea, Bail, Listing, Compliance,
    HealthRecord, Intelligence, Need, PpoRegistration, Referral, ReportRequest, RiskAssessment, Treatment,
    AgencyRecord, Note, CourtOrder, OrderRequirement, PastCharge, PastAppearance, Remand,
)  # fmt: skip
LEVELS = ((Level.FULL, (Outcome.FULL,)), (Level.SUMMARY, (Outcome.FULL, Outcome.SUMMARY)))
WHOLE_AT_SUMMARY = (Person, DefendantCase, Listing)


@pytest.mark.parametrize("seed", [3, pytest.param(11, marks=pytest.mark.slow_proof)])
def test_decision_and_criterion_agree_on_every_row_for_every_reader_at_every_level(
    units: Units, record: Record, seed: int
) -> None:
    world = World(record, seed)
    told: set[Outcome] = set()
    with units.raw("keeper") as connection:
        for actor in world.readers:
            standing = units.standing(connection, actor)
            people = {one.person: person_fact(connection, standing, one.person) for one in world.people}
            for model in OF_PERSON:
                decided = _decided(connection, standing, model, people)
                told |= set(decided.values())
                for level, enough in (*LEVELS, (Level.EXIST, (Outcome.FULL, Outcome.SUMMARY, Outcome.MASKED))):
                    whole = model in WHOLE_AT_SUMMARY and level is Level.FULL
                    wanted = LEVELS[1][1] if whole else enough
                    expected = {key for key, outcome in decided.items() if outcome in wanted}
                    table = model.__table__
                    rows = connection.execute(
                        sa.select(table.c.id).where(visible(Present(standing), model, row=table, at=level))
                    )
                    assert {row.id for row in rows} == expected, (actor.user_name, model.__name__, level)
    assert told == set(Outcome)


def _decided(connection: sa.Connection, standing: Standing, model: type[SQLModel], people: dict) -> dict[UUID, Outcome]:  # type: ignore[type-arg]
    table = model.__table__  # type: ignore[attr-defined]
    found = {}
    for (key,) in connection.execute(sa.select(table.c.id)).all():
        read = record_fact(connection, model, key)
        assert read is not None
        fact, person = read
        found[key] = decisions.record(standing, people[person], fact).outcome
    return found


def test_the_guard_shows_a_session_the_rows_that_the_rules_give_in_full(units: Units, record: Record) -> None:
    world = World(record, 7)
    for actor in world.readers:
        with units.raw("keeper") as connection:
            standing = units.standing(connection, actor)
            people = {one.person: person_fact(connection, standing, one.person) for one in world.people}
            decided = {model: _decided(connection, standing, model, people) for model in OF_PERSON}
        with units.read(actor) as unit:
            for model in OF_PERSON:
                enough = LEVELS[1][1] if model in WHOLE_AT_SUMMARY else (Outcome.FULL,)
                seen = set(unit.session.exec(select(model.id)).all())
                assert seen == {key for key, outcome in decided[model].items() if outcome in enough}, model.__name__


def test_a_file_still_being_read_shows_nobody(units: Units, record: Record) -> None:
    court, agency = record.court("B01AA"), record.agency("HMCTS")
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    batch = FeedBatch(
        agency_id=agency, format=FeedFormat.LIBRA_CASE, file_name="x", file_hash=b"x", taken_at=record.clock.now(),
        taken_by_id=clerk.user_id, state=BatchState.OPEN,
    )  # fmt: skip
    known = record.seen_at(record.person(agency, "WAITING", "Ann"), court)
    record.put(batch)
    table: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
    with units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(table).where(table.c.person_id == known.person).values(batch_id=batch.id))
    with units.read(clerk) as unit:
        assert unit.session.exec(select(Person.id)).all() == []
    batches: sa.Table = FeedBatch.__table__  # type: ignore[attr-defined]
    with units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(batches).values(state=BatchState.ACCEPTED))
    with units.read(clerk) as unit:
        assert unit.session.exec(select(Person.id)).all() == [known.person]
