"""What is given in summary and what is withheld is what the rules say of each record, and no field more."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from db.access import decisions
from db.access.facts import person_fact, record_fact
from db.access.summaries import _KINDS
from db.tables.held import ReportRequest, RiskAssessment, Treatment, VictimWitness
from db.tables.notes import Note
from db.tables.people import Address
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.access import Category, Level, Outcome, Purpose, Recipient
from db.words.families.held import ReportKind, TreatmentKind, WitnessKind
from db.words.families.notes import NoteKind
from db.words.families.people import AddressKind
from db.words.families.places import AgencyKind
from tests.support.case_rows import stamp
from tests.support.cases import Cases
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


def test_a_note_of_an_agency_is_summarised_by_a_rule_until_it_is_withdrawn_or_written_anew(record: Record) -> None:
    at = Cases(record)
    writer = at.user["probation"]
    at.chain(writer)
    now = record.clock.now()
    notes = {
        "stands": {}, "withdrawn": {"withdrawn_at": now}, "written anew": {"superseded_at": now},
    }  # fmt: skip
    ids = {}
    for what, values in notes.items():
        note = Note(
            kind=NoteKind.AGENCY, person_id=at.x.person, author_id=writer.user_id, owner_agency_id=writer.agency_id,
            body="SECRET", written_at=now, audit_session=writer.audit_session, **values,
        )  # fmt: skip
        record.put(note)
        ids[what] = note.id
    with at.units.read(at.user["clerk l"]) as unit:
        assert unit.partly(at.x.person).summaries == ()
    at.grant("PROB", Category.AGENCY_NOTE, Level.SUMMARY, Recipient.COURT, recipient_id=at.l)
    stamp(at)
    with at.units.read(at.user["clerk l"]) as unit:
        (found,) = unit.partly(at.x.person).summaries
    assert (found.row_id, found.category) == (ids["stands"], Category.AGENCY_NOTE)
    assert dict(found.fields) == {"note": "agency", "on": record.clock.today().isoformat()}


def test_a_rule_for_the_day_of_a_hearing_says_nothing_of_a_victim_who_is_on_no_list(record: Record) -> None:
    at = Cases(record)
    at.record.put(
        VictimWitness(
            case_id=at.case.case, owner_agency_id=at.agency["CPS"], kind=WitnessKind.VICTIM, name="Hidden Victim",
            recorded_at=record.clock.now(),
        )
    )  # fmt: skip

    def given(name: str) -> int:
        stamp(at)
        with at.units.read(at.user[name]) as unit:
            return len(unit.partly_of_case(at.case.case).summaries)

    assert given("clerk l") == 1
    by = ("CPS", Category.VICTIM, Level.NONE, Recipient.COURT)
    at.grant(*by, recipient_id=at.l, purpose=Purpose.HEARING)
    assert given("clerk l") == 1, "the default stands: the purpose cannot hold of a record without a person"
    at.grant(*by, recipient_id=at.l)
    assert given("clerk l") == 0
