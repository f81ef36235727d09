"""What is given in summary and what is withheld is what the rules say of each record, and no field more."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from db.access import decisions
from db.access.facts import person_fact, record_fact
from db.access.summaries import _KINDS
from db.tables.held import ReportRequest, RiskAssessment, Treatment
from db.tables.people import Address
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.access import Category, Outcome
from db.words.families.held import ReportKind, TreatmentKind
from db.words.families.people import AddressKind
from db.words.families.places import AgencyKind
from tests.support.record import Record
from tests.support.world import World


def test_summaries_and_withheld_lines_are_those_of_the_rules(units: Units, record: Record) -> None:
    world = World(record, 5)
    seen = 0
    for actor in world.readers:
        for known in world.people:
            summaries, withheld = _by_the_rules(units, actor, known.person)
            with units.read(actor) as unit:
                found = unit.partly(known.person)
            assert {one.row_id for one in found.summaries} == summaries
            given = {(one.category, one.owner_agency_id) for one in found.summaries}
            assert {(one.category, one.owner_agency_id) for one in found.withheld} == withheld - given
            seen += len(found.summaries) + len(found.withheld)
    assert seen > 50


def _by_the_rules(units: Units, actor: Actor, person: UUID) -> tuple[set[UUID], set[tuple[Category, UUID | None]]]:
    summaries: set[UUID] = set()
    withheld: set[tuple[Category, UUID | None]] = set()
    with units.raw("keeper") as connection:
        standing = units.standing(connection, actor)
        who = person_fact(connection, standing, person)
        for model in _KINDS:
            table = model.__table__
            for (key,) in connection.execute(sa.select(table.c.id).where(table.c.person_id == person)).all():
                read = record_fact(connection, model, key)
                assert read is not None
                outcome = decisions.record(standing, who, read[0]).outcome
                if outcome is Outcome.SUMMARY:
                    summaries.add(key)
                elif outcome is Outcome.MASKED:
                    withheld.add((read[0].category, read[0].owner))
    return summaries, withheld


def test_a_summary_says_what_the_definition_lists(units: Units, record: Record) -> None:
    court = record.court()
    probation, drugs = record.agency("PROB", AgencyKind.PROBATION), record.agency("DRUG", AgencyKind.DRUG)
    known = record.seen_at(record.person(probation, "SMITH", "John", born=date(1980, 3, 12)), court)
    now, today = record.clock.now(), record.clock.today()
    held = {"person_id": known.person, "recorded_at": now}
    record.put(
        RiskAssessment(
            tool="OASys", score="88", band="high", assessed_on=today, narrative="SECRET",
            owner_agency_id=probation, **held,
        ),
        ReportRequest(
            kind=ReportKind.STANDARD, asked_on=today, due_on=today, text="SECRET", owner_agency_id=probation, **held
        ),
        Treatment(kind=TreatmentKind.TEST, since=today, result="positive", owner_agency_id=drugs, **held),
        Address(
            kind=AddressKind.HOME, lines="1 SECRET Street", postcode="L1 1AA", person_id=known.person,
            source_record_id=known.record, recorded_at=now,
        ),
    )  # fmt: skip
    judge = record.user("judge", record.agency("JUD", AgencyKind.JUDICIARY), Role.JUDGE, courts=[court])
    clerk = record.user("clerk", record.agency("HMCTS"), Role.CLERK, courts=[court])
    drug_worker = record.user("drugs", drugs, Role.DRUG_WORKER)
    with units.read(judge) as unit:
        found = unit.partly(known.person)
    told = {one.kind: one.fields for one in found.summaries}
    assert told["risk_assessment"] == (("band", "high"), ("on", today.isoformat()))
    assert told["address"] == (("postcode", "L1"),)
    assert [(one.category, one.owner_agency_id) for one in found.withheld] == [(Category.TREATMENT, drugs)]
    assert "SECRET" not in str(found)
    with units.read(clerk) as unit:
        found = unit.partly(known.person)
    assert {one.category for one in found.withheld} == {Category.PRE_SENTENCE_REPORT}
    record.seen_at(known, court)
    with units.read(drug_worker) as unit:
        assert unit.birth_years([known.person]) == {}


def test_a_year_of_birth_is_all_that_a_service_reads_of_a_birth(units: Units, record: Record) -> None:
    from db.access.relevance import Derived
    from db.words.families.access import Scope
    from db.words.keys import uuid7

    probation, open_door = record.agency("PROB", AgencyKind.PROBATION), record.agency("VOL", AgencyKind.VOLUNTARY)
    known = record.person(probation, "SMITH", "John", born=date(1980, 3, 12))
    today = record.clock.today()
    record.relevant(Derived(known.person, Scope.AGENCY, open_door, "referral", uuid7(), today, today))
    worker = record.user("worker", open_door, Role.VOLUNTARY_WORKER)
    with units.read(worker) as unit:
        assert unit.birth_years([known.person]) == {known.person: "1980"}
