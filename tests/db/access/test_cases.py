"""The sharing cases S01 to S19, each as a test of the policy and of the sessions that obey it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from db.access.relevance import ASSIGNED
from db.tables.care import Marker
from db.tables.held import (
    Compliance,
    Intelligence,
    Referral,
    ReportRequest,
)
from db.tables.notes import Note
from db.tables.people import PersonName
from db.words.families.access import Category, Level, Outcome, Purpose, Recipient, Scope
from db.words.families.court import MarkerKind
from db.words.families.held import ReportKind
from tests.support.case_rows import (
    charge,
    compliance,
    emergency,
    finds,
    personal_note,
    shared_note,
    stamp,
    treatment,
)
from tests.support.cases import Cases
from tests.support.record import Record

FULL, SUMMARY, MASKED, ABSENT = Outcome.FULL, Outcome.SUMMARY, Outcome.MASKED, Outcome.ABSENT


@pytest.fixture
def at(record: Record) -> Cases:
    return Cases(record)


def test_S01_to_S05_a_personal_note_is_its_judges_alone_and_whoever_it_was_handed_to(at: Cases) -> None:
    note = personal_note(at, "judge a")
    assert at.see("judge a", note) is FULL
    for name in set(at.user) - {"judge a"}:
        assert at.see(name, note) is ABSENT, name
    handed, kept = personal_note(at, "judge a", "judge b"), note
    assert at.see("judge b", handed) is FULL
    assert at.see("judge b", kept) is ABSENT
    with at.units.read(at.user["judge b"]) as unit:
        assert unit.session.scalar(select(sa.func.count(col(Note.id)))) == 1


def test_S06_emergency_access_opens_no_personal_note(at: Cases) -> None:
    note = personal_note(at, "judge a")
    emergency(at, "clerk m")
    assert at.who("clerk m").outcome is FULL
    assert at.see("clerk m", note) is ABSENT


def test_S07_an_agency_reads_and_edits_its_own_record(at: Cases) -> None:
    row = compliance(at)
    at.relevant(Scope.USER, at.user["probation"].user_id, ASSIGNED)
    assert at.see("probation", row) is FULL
    with at.units.read(at.user["probation"]) as unit:
        assert unit.session.get(Compliance, row.id).narrative == "late again"


def test_S08_a_clerk_gets_the_summary_of_compliance_and_no_narrative(at: Cases) -> None:
    row = compliance(at)
    assert at.see("clerk l", row) is SUMMARY
    with at.units.read(at.user["clerk l"]) as unit:
        assert "late again" not in str(unit.partly(at.x.person))


def test_S09_nobody_is_found_at_a_court_where_they_never_had_a_case(at: Cases) -> None:
    row = compliance(at)
    assert at.who("clerk m").outcome is ABSENT
    assert at.see("clerk m", row) is ABSENT
    assert finds(at, "clerk m", "exworthy") == set()
    assert finds(at, "clerk l", "exworthy") == {at.x.person}


def test_S10_a_case_that_is_transferred_makes_the_person_known_at_once(at: Cases) -> None:
    row = compliance(at)
    assert at.see("clerk m", row) is ABSENT
    at.record.listing(at.x, at.case, at.m, day=at.today)
    assert at.see("clerk m", row) is at.see("clerk l", row) is SUMMARY
    assert finds(at, "clerk m", "exworthy") == {at.x.person}


def test_S11_treatment_is_not_there_for_the_prosecution(at: Cases) -> None:
    row = treatment(at)
    assert at.who("cps").outcome is FULL
    assert at.see("cps", row) is ABSENT


def test_S12_treatment_by_rule_for_sentencing_on_the_hearing_day_only(at: Cases) -> None:
    row = treatment(at)
    at.grant(
        "DRUG", Category.TREATMENT, Level.SUMMARY, Recipient.ROLE, recipient_word="judge", purpose=Purpose.SENTENCING
    )
    assert at.see("judge a", row) is MASKED  # the hearing is tomorrow
    at.record.clock.set_day(at.today + timedelta(days=1))
    assert at.see("judge a", row) is SUMMARY
    assert at.see("clerk l", row) is ABSENT
    at.record.clock.set_day(at.today + timedelta(days=1))
    assert at.see("judge a", row) is MASKED


def test_S13_a_rule_that_is_taken_back_is_gone_at_the_next_question(at: Cases) -> None:
    row = treatment(at)
    rule = at.grant("DRUG", Category.TREATMENT, Level.SUMMARY, Recipient.ROLE, recipient_word="judge")
    assert at.see("judge a", row) is SUMMARY
    at._set(type(rule), type(rule).id == rule.id, ended_at=at.record.clock.now())
    stamp(at)
    assert at.see("judge a", row) is MASKED


def test_S14_a_force_reads_its_own_intelligence(at: Cases) -> None:
    row = at.held(Intelligence, "POL", received_on=at.today, text="seen with others")
    assert at.see("police", row) is FULL
    assert at.see("ppo", row) is ABSENT


def test_S15_no_court_user_learns_of_intelligence_but_the_warning_stands(at: Cases) -> None:
    row = at.held(Intelligence, "POL", received_on=at.today, text="seen with others")
    marker = at.fact(Marker, kind=MarkerKind.VIOLENCE, text="staff care")
    for name in ("judge a", "clerk l", "usher l", "clerk sealed"):
        assert at.see(name, row) is ABSENT
        assert at.see(name, marker) is FULL
    at.grant("HMCTS", Category.SAFETY, Level.NONE, Recipient.ALL)
    assert at.see("cps", marker) is FULL  # C1 comes before G
    assert at.why("cps", marker).reason.startswith("C1")


def test_S16_the_defence_reads_the_own_client_and_a_report_only_once_released(at: Cases) -> None:
    at.relevant(Scope.USER, at.user["defence"].user_id, "defence")
    report = at.held(ReportRequest, "PROB", kind=ReportKind.STANDARD, asked_on=at.today, text="the report")
    assert charge(at) is FULL
    assert at.see("defence", report) is ABSENT
    assert at.see("defence", shared_note(at)) is ABSENT
    released = at.held(
        ReportRequest, "PROB", kind=ReportKind.STANDARD, asked_on=at.today, released_on=at.today, text="the report"
    )
    assert at.see("defence", released) is FULL
    assert at.why("defence", released).reason == "D: released by the court"


def test_S17_a_co_defendant_is_nobody_to_the_defence(at: Cases) -> None:
    other = at.record.person(at.agency["HMCTS"], "WYE", "Yan")
    at.record.listing(other, at.record.case(other, at.l, joins=at.case.case), at.l)
    at.relevant(Scope.USER, at.user["defence"].user_id, "defence")
    assert at.who("defence", other).outcome is ABSENT
    with at.units.read(at.user["defence"]) as unit:
        assert unit.session.exec(select(PersonName.family).where(PersonName.person_id == other.person)).all() == []


def test_S18_a_voluntary_worker_reads_identity_need_and_next_hearing(at: Cases) -> None:
    referral = at.held(Referral, "PROB", need="debt advice", opened_on=at.today, service_agency_id=at.agency["VOL"])
    at.relevant(Scope.AGENCY, at.agency["VOL"], "referral")
    assert at.see("voluntary", referral) is FULL  # sent to the own service
    assert charge(at, "voluntary") is ABSENT
    with at.units.read(at.user["voluntary"]) as unit:
        names = unit.session.exec(select(PersonName.family).where(PersonName.person_id == at.x.person)).all()
        assert names == ["EXWORTHY"]  # the alias is more than a summary
        assert unit.birth_years([at.x.person]) == {at.x.person: "1980"}
    assert finds(at, "voluntary", "exworthy") == {at.x.person}
    assert finds(at, "voluntary", "quayle") == finds(at, "voluntary", "X123456") == set()
    assert finds(at, "voluntary", "12/3/80") == set()


def test_S19_thirty_days_after_the_referral_the_person_is_not_found(at: Cases) -> None:
    at.relevant(Scope.AGENCY, at.agency["VOL"], "referral", until=at.today)
    assert finds(at, "voluntary", "exworthy") == {at.x.person}
    at.record.clock.set_day(at.today + timedelta(days=1))
    assert at.who("voluntary").outcome is ABSENT
    assert finds(at, "voluntary", "exworthy") == set()
