"""Relevance is data that can be derived again: what was lost comes back, what stands for nothing ends."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from db.access.relevance import LISTED, OWN_RECORD, Derived
from db.court.rederive import Rederived, rederive
from db.tables.cases import Case
from db.tables.people import Person
from db.tables.system import FOR_EVER, Relevance
from db.unit import Units
from db.words.actor import Role
from db.words.families.access import Scope
from db.words.families.court import CaseStatus
from db.words.keys import uuid7
from tests.support.record import Record

_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
_case: sa.Table = Case.__table__  # type: ignore[attr-defined]
NOTHING = Rederived(0, 0, 0)


def _rows(units: Units) -> set[tuple[object, ...]]:
    named = ("person_id", "scope", "scope_id", "reason", "source_id", "starts_on", "ends_on")
    with units.raw("keeper") as connection:
        return {tuple(row) for row in connection.execute(sa.select(*(_relevance.c[name] for name in named)))}


def _change(units: Units, statement: sa.Executable) -> None:
    with units.raw("keeper", writes=True) as connection:
        connection.execute(statement)


def _listed_person(record: Record) -> tuple[UUID, UUID, UUID]:
    agency, court = record.agency(), record.court()
    known = record.person(agency, "QUARMBY", "Aled")
    tried = record.case(known, court)
    record.listing(known, tried, court)
    return known.person, court, tried.case


def test_what_agrees_is_left_alone(units: Units, record: Record) -> None:
    _listed_person(record)
    before = _rows(units)
    assert rederive(units) == NOTHING
    assert _rows(units) == before


def test_rows_that_were_lost_come_back_as_they_were(units: Units, record: Record) -> None:
    person, court, _ = _listed_person(record)
    clerk = record.user("clerk", record.agency("OTHER"), Role.CLERK, courts=[court])
    before = _rows(units)
    _change(units, sa.delete(_relevance))
    with units.read(clerk) as unit:
        assert unit.session.get(Person, person) is None
    assert rederive(units, dry_run=True) == Rederived(2, 0, 0)
    assert _rows(units) == set()
    assert rederive(units) == Rederived(2, 0, 0)
    assert _rows(units) == before
    assert rederive(units) == NOTHING
    with units.read(clerk) as unit:
        assert unit.session.get(Person, person) is not None


def test_a_beginning_that_is_too_late_and_an_end_that_is_lacking_are_set_right(units: Units, record: Record) -> None:
    _, _, case = _listed_person(record)
    today = units.clock.today()
    of_court = _relevance.c.reason == LISTED
    _change(units, sa.update(_relevance).where(of_court).values(starts_on=today))
    _change(units, sa.update(_case).where(_case.c.id == case).values(status=CaseStatus.CLOSED))
    assert rederive(units) == Rederived(0, 1, 0)
    days = next(row[5:] for row in _rows(units) if row[3] == LISTED)
    assert days == (today - timedelta(days=28), today + timedelta(days=14))


def test_the_known_end_of_a_closed_case_stays_and_an_open_case_has_none(units: Units, record: Record) -> None:
    _, _, case = _listed_person(record)
    end = units.clock.today() + timedelta(days=3)
    _change(units, sa.update(_relevance).where(_relevance.c.reason == LISTED).values(ends_on=end))
    _change(units, sa.update(_case).where(_case.c.id == case).values(status=CaseStatus.CLOSED))
    assert rederive(units) == NOTHING
    _change(units, sa.update(_case).where(_case.c.id == case).values(status=CaseStatus.ACTIVE))
    assert rederive(units) == Rederived(0, 1, 0)
    assert next(row[6] for row in _rows(units) if row[3] == LISTED) == FOR_EVER


def test_a_row_that_stands_for_nothing_ends_and_is_not_deleted(units: Units, record: Record) -> None:
    person, court, _ = _listed_person(record)
    today = units.clock.today()
    for scope, reason in ((Scope.COURT, LISTED), (Scope.AGENCY, OWN_RECORD)):
        record.relevant(Derived(person, scope, court, reason, uuid7(), today, FOR_EVER))
    before = len(_rows(units))
    assert rederive(units) == Rederived(0, 0, 2)
    rows = _rows(units)
    assert len(rows) == before
    assert sum(row[6] == today - timedelta(days=1) for row in rows) == 2
    assert rederive(units) == NOTHING


def test_a_merged_person_stays_relevant_to_whom_it_was(units: Units, record: Record) -> None:
    agency = record.agency()
    old, new = record.person(agency, "QUARMBY"), record.person(agency, "QUARMBY")
    table: sa.Table = Person.__table__  # type: ignore[attr-defined]
    gone = sa.update(table).where(table.c.id == old.person).values(merged_into_id=new.person)
    _change(units, gone)
    record.relevant(Derived(old.person, Scope.AGENCY, agency, OWN_RECORD, uuid7(), units.clock.today(), FOR_EVER))
    assert rederive(units) == NOTHING
