"""Records of agencies at every door: whole, in summary or nowhere, as the sharing cases say."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from db.access.relevance import ASSIGNED
from db.access.resolve import bump
from db.tables.care import Marker
from db.tables.held import AgencyRecord, Compliance, Intelligence, ReportRequest, RiskAssessment, VictimWitness
from db.tables.sharing import SharingGrant
from db.tables.system import AuditEvent
from db.words.families.access import Category, Level, Outcome, Purpose, Recipient, Scope
from db.words.families.court import MarkerKind
from db.words.families.held import ComplianceKind, RecordState, ReportKind, WitnessKind
from tests.support.case_rows import shared_note
from tests.support.cases import Cases
from tests.support.doors import Doors

FULL, SUMMARY, MASKED, ABSENT = Outcome.FULL, Outcome.SUMMARY, Outcome.MASKED, Outcome.ABSENT
WHOLE, PART = "zqwholefact", "zqshortly"


def _record(at: Cases, owner: str, category: Category) -> AgencyRecord:
    return at.held(AgencyRecord, owner, category=category, summary=PART, detail=WHOLE, state=RecordState.OPEN)


def _compliance(at: Cases) -> Compliance:
    return at.held(Compliance, "PROB", kind=ComplianceKind.APPOINTMENT, happened_on=at.today, narrative=WHOLE)


def _treatment_for_judges(at: Cases, **more: object) -> SharingGrant:
    return at.grant("DRUG", Category.TREATMENT, Level.SUMMARY, Recipient.ROLE, recipient_word="judge", **more)


def test_S07_an_agencys_own_record_is_whole_at_every_door(at: Cases) -> None:
    _compliance(at)
    at.relevant(Scope.USER, at.user["probation"].user_id, ASSIGNED)
    Doors(at).show("probation", whole=WHOLE, outcome=FULL)


def test_S08_a_clerk_gets_the_summary_of_compliance_at_every_door_and_the_narrative_at_none(at: Cases) -> None:
    _compliance(at)
    _record(at, "PROB", Category.COMPLIANCE)
    at.held(RiskAssessment, "PROB", tool="tool", score=WHOLE, band=PART, assessed_on=at.today, narrative=WHOLE)
    doors = Doors(at)
    doors.show("clerk l", whole=WHOLE, part=PART, outcome=SUMMARY)
    assert "appointment" in doors.said("clerk l", "file")


def test_S11_treatment_is_at_no_door_of_the_prosecution(at: Cases) -> None:
    _record(at, "DRUG", Category.TREATMENT)
    doors = Doors(at, words=("exworthy", WHOLE, PART))
    texts = doors.show("cps", whole=WHOLE, part=PART, outcome=ABSENT)
    assert "treatment" not in "".join(texts.values()).casefold()


def test_S12_a_rule_for_sentencing_opens_the_summary_on_the_hearing_day_alone(at: Cases) -> None:
    _record(at, "DRUG", Category.TREATMENT)
    _treatment_for_judges(at, purpose=Purpose.SENTENCING)
    doors = Doors(at)
    doors.show("judge a", whole=WHOLE, part=PART, outcome=MASKED)
    assert "not shared with you" in doors.said("judge a", "file")
    at.record.clock.set_day(at.today + timedelta(days=1))
    doors.show("judge a", whole=WHOLE, part=PART, outcome=SUMMARY)
    at.record.clock.set_day(at.today + timedelta(days=1))
    doors.show("judge a", whole=WHOLE, part=PART, outcome=MASKED)


def test_S13_a_rule_taken_back_closes_every_door_and_the_log_keeps_the_earlier_looks(at: Cases) -> None:
    _record(at, "DRUG", Category.TREATMENT)
    rule = _treatment_for_judges(at)
    doors = Doors(at)
    doors.show("judge a", whole=WHOLE, part=PART, outcome=SUMMARY)
    at._set(SharingGrant, SharingGrant.id == rule.id, ended_at=at.record.clock.now())
    with at.units.raw("bulk", writes=True) as connection:
        bump(connection)
    doors.show("judge a", whole=WHOLE, part=PART, outcome=MASKED)
    event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
    with at.units.raw("keeper") as connection:
        looked = sa.select(sa.func.count()).where(event.c.person_id == at.x.person, event.c.action == "file.open")
        assert connection.execute(looked).scalar_one() >= 2


def test_S14_S15_intelligence_is_whole_to_its_force_and_a_warning_to_the_court(at: Cases) -> None:
    at.held(Intelligence, "POL", received_on=at.today, text=WHOLE)
    at.fact(Marker, kind=MarkerKind.VIOLENCE, text="zqstaffcare")
    doors = Doors(at)
    doors.show("police", whole=WHOLE, outcome=FULL)
    for name in ("judge a", "clerk l", "usher l", "cps", "ppo"):
        texts = doors.show(name, whole=WHOLE, outcome=ABSENT)
        assert "intelligence" not in "".join(texts.values()).casefold()
        assert name in ("cps", "ppo") or "zqstaffcare" in texts["file"]


def test_S16_a_report_is_the_defences_once_the_court_released_it(at: Cases) -> None:
    at.relevant(Scope.USER, at.user["defence"].user_id, "defence")
    asked = {"kind": ReportKind.STANDARD, "asked_on": at.today}
    at.held(ReportRequest, "PROB", text=WHOLE, **asked)
    shared_note(at)
    doors = Doors(at)
    doors.show("defence", whole=WHOLE, outcome=ABSENT)
    assert "Theft of a boat" in doors.said("defence", "file")
    at.held(ReportRequest, "PROB", text="zqreleased", released_on=at.today, **asked)
    doors.show("defence", whole="zqreleased", outcome=FULL)
    doors.show("defence", whole=WHOLE, outcome=ABSENT)


def test_S28_a_victims_details_are_found_by_nobody_and_at_no_door_of_a_treatment_worker(at: Cases) -> None:
    at.record.put(
        VictimWitness(
            case_id=at.case.case, owner_agency_id=at.agency["CPS"], kind=WitnessKind.VICTIM, name=WHOLE,
            address=f"9 {WHOLE} Row", postcode="L9 9ZZ", special_measures=PART, recorded_at=at.record.clock.now(),
        )
    )  # fmt: skip
    at.owns("DRUG")
    doors = Doors(at, words=(WHOLE, f"9 {WHOLE} Row", "L9 9ZZ"))
    doors.nowhere("drugs", WHOLE, PART, "L9 9ZZ")
    for name in ("drugs", "clerk l", "cps", "police", "judge a"):
        assert doors.said(name, "count") == "0 0", name
    assert WHOLE in doors.said("cps", "case")
    assert WHOLE not in doors.said("clerk l", "case")
    assert PART in doors.said("clerk l", "case")


def test_S36_of_two_rules_of_equal_rank_the_one_that_refuses_holds_at_every_door(at: Cases) -> None:
    at.held(ReportRequest, "PROB", kind=ReportKind.STANDARD, asked_on=at.today, text=WHOLE)
    at.grant("PROB", Category.PRE_SENTENCE_REPORT, Level.FULL, Recipient.COURT, recipient_id=at.l)
    doors = Doors(at)
    doors.show("usher l", whole=WHOLE, outcome=FULL)
    at.grant("PROB", Category.PRE_SENTENCE_REPORT, Level.NONE, Recipient.ROLE, recipient_word="usher")
    doors.show("usher l", whole=WHOLE, outcome=ABSENT)
    doors.show("clerk l", whole=WHOLE, outcome=FULL)


def test_S37_a_rule_closes_the_doors_with_its_last_day(at: Cases) -> None:
    _record(at, "DRUG", Category.TREATMENT)
    first = date(at.today.year + 1, 9, 1)
    _treatment_for_judges(at, starts_on=first, not_after=first + timedelta(days=29))
    doors = Doors(at)
    at.record.clock.set_day(first + timedelta(days=29))
    doors.show("judge a", whole=WHOLE, part=PART, outcome=SUMMARY)
    at.record.clock.set_day(first + timedelta(days=30))
    doors.show("judge a", whole=WHOLE, part=PART, outcome=MASKED)
