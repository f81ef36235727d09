"""The 38 cases of the sharing definition, each as a test of the policy and of the sessions that obey it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from db.access import rules
from db.access.relevance import ASSIGNED
from db.people.service import PeopleService
from db.tables.care import Marker
from db.tables.cases import Case, Charge
from db.tables.held import (
    AgencyRecord,
    Compliance,
    Intelligence,
    PpoRegistration,
    Referral,
    ReportRequest,
    Treatment,
    VictimWitness,
)
from db.tables.notes import Note, NoteKey
from db.tables.people import Address, PersonName
from db.tables.sharing import EmergencyAccess, ExclusionEntry, Seal
from db.tables.users import UserAccount, UserArea
from db.unit import Units
from db.words.errors import Refused
from db.words.families.access import Category, Exclusion, Level, Outcome, Purpose, Recipient, Scope
from db.words.families.court import MarkerKind
from db.words.families.held import ComplianceKind, RecordState, ReportKind, TreatmentKind, WitnessKind
from db.words.families.notes import NoteKind
from db.words.families.people import AddressKind
from tests.support.cases import Cases
from tests.support.record import Known, Record

FULL, SUMMARY, MASKED, ABSENT = Outcome.FULL, Outcome.SUMMARY, Outcome.MASKED, Outcome.ABSENT


@pytest.fixture
def at(record: Record) -> Cases:
    return Cases(record)


def _personal(at: Cases, *holders: str) -> Note:
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


def _shared_note(at: Cases, kind: NoteKind = NoteKind.SHARED) -> Note:
    clerk = at.user["clerk l"]
    at.chain(clerk)
    note = Note(
        kind=kind, person_id=at.x.person, author_id=clerk.user_id, owner_agency_id=clerk.agency_id, body="text",
        written_at=at.record.clock.now(), audit_session=clerk.audit_session,
    )  # fmt: skip
    at.record.put(note)
    return note


def _compliance(at: Cases) -> Compliance:
    return at.held(Compliance, "PROB", kind=ComplianceKind.APPOINTMENT, happened_on=at.today, narrative="late again")


def _treatment(at: Cases) -> Treatment:
    return at.held(Treatment, "DRUG", kind=TreatmentKind.TEST, since=at.today, result="positive")


def _emergency(at: Cases, name: str, known: Known | None = None) -> None:
    at.record.put(
        EmergencyAccess(
            user_id=at.user[name].user_id, person_id=(known or at.x).person, reason="brought in on a warrant",
            opened_at=at.record.clock.now(), ends_at=at.record.clock.now() + timedelta(minutes=15), review_due=at.today,
        )
    )  # fmt: skip


def _finds(at: Cases, name: str, text: str) -> set[object]:
    return {hit.person for hit in PeopleService(at.units, at.user[name]).find(text).hits}


def test_S01_to_S05_a_personal_note_is_its_judges_alone_and_whoever_it_was_handed_to(at: Cases) -> None:
    note = _personal(at, "judge a")
    assert at.see("judge a", note) is FULL
    for name in set(at.user) - {"judge a"}:
        assert at.see(name, note) is ABSENT, name
    handed, kept = _personal(at, "judge a", "judge b"), note
    assert at.see("judge b", handed) is FULL
    assert at.see("judge b", kept) is ABSENT
    with at.units.read(at.user["judge b"]) as unit:
        assert unit.session.scalar(select(sa.func.count(col(Note.id)))) == 1


def test_S06_emergency_access_opens_no_personal_note(at: Cases) -> None:
    note = _personal(at, "judge a")
    _emergency(at, "clerk m")
    assert at.who("clerk m").outcome is FULL
    assert at.see("clerk m", note) is ABSENT


def test_S07_an_agency_reads_and_edits_its_own_record(at: Cases) -> None:
    row = _compliance(at)
    at.relevant(Scope.USER, at.user["probation"].user_id, ASSIGNED)
    assert at.see("probation", row) is FULL
    with at.units.read(at.user["probation"]) as unit:
        assert unit.session.get(Compliance, row.id).narrative == "late again"


def test_S08_a_clerk_gets_the_summary_of_compliance_and_no_narrative(at: Cases) -> None:
    row = _compliance(at)
    assert at.see("clerk l", row) is SUMMARY
    with at.units.read(at.user["clerk l"]) as unit:
        assert "late again" not in str(unit.partly(at.x.person))


def test_S09_nobody_is_found_at_a_court_where_they_never_had_a_case(at: Cases) -> None:
    row = _compliance(at)
    assert at.who("clerk m").outcome is ABSENT
    assert at.see("clerk m", row) is ABSENT
    assert _finds(at, "clerk m", "exworthy") == set()
    assert _finds(at, "clerk l", "exworthy") == {at.x.person}


def test_S10_a_case_that_is_transferred_makes_the_person_known_at_once(at: Cases) -> None:
    row = _compliance(at)
    assert at.see("clerk m", row) is ABSENT
    at.record.listing(at.x, at.case, at.m, day=at.today)
    assert at.see("clerk m", row) is at.see("clerk l", row) is SUMMARY
    assert _finds(at, "clerk m", "exworthy") == {at.x.person}


def test_S11_treatment_is_not_there_for_the_prosecution(at: Cases) -> None:
    row = _treatment(at)
    assert at.who("cps").outcome is FULL
    assert at.see("cps", row) is ABSENT


def test_S12_treatment_by_rule_for_sentencing_on_the_hearing_day_only(at: Cases) -> None:
    row = _treatment(at)
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
    row = _treatment(at)
    rule = at.grant("DRUG", Category.TREATMENT, Level.SUMMARY, Recipient.ROLE, recipient_word="judge")
    assert at.see("judge a", row) is SUMMARY
    at._set(type(rule), type(rule).id == rule.id, ended_at=at.record.clock.now())
    _stamp(at)
    assert at.see("judge a", row) is MASKED


def _stamp(at: Cases) -> None:
    """What the unit does by itself when a rule changes in it."""
    from db.access.resolve import bump

    with at.units.raw("bulk", writes=True) as connection:
        bump(connection)


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
    assert _charge(at) is FULL
    assert at.see("defence", report) is ABSENT
    assert at.see("defence", _shared_note(at)) is ABSENT
    released = at.held(
        ReportRequest, "PROB", kind=ReportKind.STANDARD, asked_on=at.today, released_on=at.today, text="the report"
    )
    assert at.see("defence", released) is FULL
    assert at.why("defence", released).reason == "D: released by the court"


def _charge(at: Cases, name: str = "defence", number: int = 0) -> Outcome:
    with at.units.raw("keeper") as connection:
        table: sa.Table = Charge.__table__  # type: ignore[attr-defined]
        row = connection.execute(sa.select(table).where(table.c.id == at.case.charges[number])).one()
    return at.see(name, Charge(**row._mapping))


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
    assert _charge(at, "voluntary") is ABSENT
    with at.units.read(at.user["voluntary"]) as unit:
        names = unit.session.exec(select(PersonName.family).where(PersonName.person_id == at.x.person)).all()
        assert names == ["EXWORTHY"]  # the alias is more than a summary
        assert unit.birth_years([at.x.person]) == {at.x.person: "1980"}
    assert _finds(at, "voluntary", "exworthy") == {at.x.person}
    assert _finds(at, "voluntary", "exeter") == _finds(at, "voluntary", "X123456") == set()
    assert _finds(at, "voluntary", "12/3/80") == set()


def test_S19_thirty_days_after_the_referral_the_person_is_not_found(at: Cases) -> None:
    at.relevant(Scope.AGENCY, at.agency["VOL"], "referral", until=at.today)
    assert _finds(at, "voluntary", "exworthy") == {at.x.person}
    at.record.clock.set_day(at.today + timedelta(days=1))
    assert at.who("voluntary").outcome is ABSENT
    assert _finds(at, "voluntary", "exworthy") == set()


def test_S20_limited_access_is_a_mark_to_the_own_agency_and_nothing_to_others(at: Cases) -> None:
    at.owns("PROB")
    for name in ("probation far", "clerk l"):
        at.record.put(
            ExclusionEntry(
                person_id=at.x.person, owner_agency_id=at.agency["PROB"], kind=Exclusion.EXCLUDE,
                user_id=at.user[name].user_id, set_at=at.record.clock.now(),
            )
        )  # fmt: skip
    assert at.who("probation").outcome is FULL
    assert at.who("probation far").outcome is MASKED
    assert at.who("probation far").reason.startswith("H4: Restricted - ask")
    assert at.who("clerk l").outcome is ABSENT
    assert at.who("judge a").outcome is FULL


def _sealed(at: Cases) -> Seal:
    seal = Seal(case_id=at.case.case, court_id=at.l, set_at=at.record.clock.now())
    at.record.put(seal)
    at.seal(at.case)
    return seal


def test_S21_S22_a_restricted_case_is_there_for_the_named_roles_of_its_court_alone(at: Cases) -> None:
    _sealed(at)
    with at.units.read(at.user["clerk sealed"]) as unit:
        assert unit.session.get(Case, at.case.case).case_no == "2600000001"
        assert unit.session.exec(select(Seal.id)).all() != []
    assert _charge(at, "clerk sealed") is FULL
    for name in ("clerk l", "cps", "judge a", "police", "usher l"):
        assert at.who(name).outcome is ABSENT, name
        assert _charge(at, name) is ABSENT
        assert _finds(at, name, "2600000001") == _finds(at, name, "exworthy") == set()
        with at.units.read(at.user[name]) as unit:
            assert unit.session.exec(select(Case.id)).all() == []
    at.owns("CPS")
    assert at.who("cps").outcome is FULL  # by another case or record, and still without this one
    assert _finds(at, "cps", "2600000001") == set()


def test_S24_S25_a_youth_record_is_a_line_to_others_and_whole_to_youth_staff(at: Cases) -> None:
    at.youth(at.case)
    at.relevant(Scope.AREA, at.area["LPL"], "resident")
    at.record.put(_user_area(at, "yot"))
    assert _charge(at, "clerk l") is MASKED
    assert at.who("clerk l").outcome is FULL
    with at.units.read(at.user["clerk l"]) as unit:
        assert unit.session.exec(select(Case.id)).all() == []
    assert _finds(at, "clerk l", "2600000001") == set()
    assert _charge(at, "yot") is FULL


def _user_area(at: Cases, name: str, area: str = "LPL") -> UserArea:
    return UserArea(user_id=at.user[name].user_id, area_id=at.area[area])


def test_S26_a_scheme_officer_of_another_area_does_not_find_a_registered_offender(at: Cases) -> None:
    row = at.held(PpoRegistration, "PROB", area_id=at.area["BOL"], nominated_on=at.today)
    at.relevant(Scope.AREA, at.area["BOL"], "registered")
    at.record.put(_user_area(at, "ppo", "LPL"))
    assert at.who("ppo").outcome is ABSENT
    assert at.see("ppo", row) is ABSENT
    at.record.put(_user_area(at, "ppo", "BOL"))
    assert at.see("ppo", row) is FULL


def test_S27_S31_an_analyst_and_an_auditor_read_no_record(at: Cases) -> None:
    rows = [_compliance(at), _treatment(at), at.fact(Marker, kind=MarkerKind.VIOLENCE)]
    for name in ("board", "auditor", "administrator", "trainer"):
        assert at.who(name).outcome is ABSENT
        assert all(at.see(name, row) is ABSENT for row in rows)


def test_S28_a_victims_address_is_found_by_nobody_and_hidden_from_a_treatment_worker(at: Cases) -> None:
    victim = VictimWitness(
        case_id=at.case.case, owner_agency_id=at.agency["CPS"], kind=WitnessKind.VICTIM, name="Hidden Victim",
        address="9 Secret Row", postcode="L9 9ZZ", recorded_at=at.record.clock.now(),
    )  # fmt: skip
    at.record.put(victim)
    at.owns("DRUG")
    with at.units.read(at.user["drugs"]) as unit:
        assert unit.session.exec(select(VictimWitness.id)).all() == []
        assert unit.partly_of_case(at.case.case).summaries == ()
    with at.units.read(at.user["cps"]) as unit:
        assert unit.session.exec(select(VictimWitness.name)).all() == ["Hidden Victim"]
    with at.units.read(at.user["clerk l"]) as unit:
        assert unit.session.exec(select(VictimWitness.id)).all() == []
        assert [one.fields[0] for one in unit.partly_of_case(at.case.case).summaries] == [("kind", "victim")]
    for name in at.user:
        assert _finds(at, name, "L9 9ZZ") == _finds(at, name, "hidden victim") == set()


def test_S29_emergency_access_opens_five_categories_of_one_person_and_ends(at: Cases) -> None:
    night = at.record.person(at.agency["POL"], "NOCTURNE", "Ned")
    other = at.record.person(at.agency["POL"], "NOBODY", "Al")
    marker = at.fact(Marker, known=night, kind=MarkerKind.VIOLENCE)
    address = at.fact(Address, known=night, kind=AddressKind.HOME, lines="1 High Street")
    compliance = at.held(Compliance, "PROB", known=night, kind=ComplianceKind.BREACH, happened_on=at.today)
    assert at.who("clerk m", night).outcome is ABSENT
    _emergency(at, "clerk m", night)
    assert at.who("clerk m", night).reason == "B: emergency access"
    assert at.see("clerk m", marker) is FULL
    assert at.see("clerk m", address) is ABSENT
    assert at.see("clerk m", compliance) is ABSENT
    assert at.who("clerk m", other).outcome is ABSENT
    at.record.clock.shift += timedelta(minutes=15, seconds=1)
    assert at.who("clerk m", night).outcome is ABSENT


def test_S30_emergency_access_writes_nothing(at: Cases) -> None:
    from db.tables.people import Person

    night = at.record.person(at.agency["POL"], "NOCTURNE", "Ned")
    _emergency(at, "clerk m", night)
    clerk = at.user["clerk m"]
    at.chain(clerk)
    note = Note(
        kind=NoteKind.SHARED, person_id=night.person, author_id=clerk.user_id, owner_agency_id=clerk.agency_id,
        body="text", written_at=at.record.clock.now(), audit_session=clerk.audit_session,
    )  # fmt: skip
    with at.units.act(clerk) as unit:
        unit.get(Person, night.person)
        unit.add(note)
        with pytest.raises(Refused, match="reads only"):
            unit.session.flush()
        unit.session.rollback()


def test_S33_an_expired_account_is_refused_with_the_name_of_the_authoriser(at: Cases) -> None:
    clerk, boss = at.user["clerk l"], at.user["administrator"]
    at._set(
        UserAccount, UserAccount.id == clerk.user_id, authorised_by_id=boss.user_id,
        expires_at=at.record.clock.now() - timedelta(days=1),
    )  # fmt: skip
    _stamp(at)
    with pytest.raises(Refused, match=f"expired.*{boss.display_name}"), at.units.read(clerk):
        raise AssertionError("no unit is opened")


def test_S34_an_account_for_one_network_is_refused_on_another(at: Cases) -> None:
    clerk = at.user["clerk l"]
    at._set(UserAccount, UserAccount.id == clerk.user_id, network_classes="cjx")
    _stamp(at)
    with pytest.raises(Refused, match="CJX, not for GSI"), at.units.read(replace(clerk, network_class="gsi")):
        raise AssertionError("no unit is opened")
    with at.units.read(replace(clerk, network_class="cjx")):
        pass


def test_S35_a_count_is_made_after_the_policy(at: Cases) -> None:
    for number in range(6):
        known = at.record.person(at.agency["HMCTS"], "EXWORTHY", f"N{number}")
        at.record.seen_at(known, at.l if number < 4 else at.m)
    page = PeopleService(at.units, at.user["clerk l"]).find("exworthy")
    assert page.total == len(page.hits) == 5
    with at.units.read(at.user["clerk m"]) as unit:
        assert unit.session.scalar(select(sa.func.count(col(PersonName.id)))) == 2


def test_S36_of_two_rules_of_equal_rank_the_one_that_refuses_wins(at: Cases) -> None:
    report = at.held(ReportRequest, "PROB", kind=ReportKind.STANDARD, asked_on=at.today)
    at.grant("PROB", Category.PRE_SENTENCE_REPORT, Level.FULL, Recipient.COURT, recipient_id=at.l)
    assert at.see("usher l", report) is FULL
    at.grant("PROB", Category.PRE_SENTENCE_REPORT, Level.NONE, Recipient.ROLE, recipient_word="usher")
    assert at.see("usher l", report) is ABSENT
    assert at.see("clerk l", report) is FULL
    at.grant(
        "PROB", Category.PRE_SENTENCE_REPORT, Level.SUMMARY, Recipient.ROLE_AT_COURT, recipient_id=at.l,
        recipient_word="usher",
    )  # fmt: skip
    assert at.see("usher l", report) is SUMMARY


def test_S37_a_rule_ends_with_its_last_day_without_an_edit(at: Cases) -> None:
    first = date(at.today.year + 1, 9, 1)
    row = _treatment(at)
    at.grant(
        "DRUG", Category.TREATMENT, Level.SUMMARY, Recipient.ROLE, recipient_word="judge", starts_on=first,
        not_after=first + timedelta(days=29),
    )  # fmt: skip
    outcomes = []
    for day in (first - timedelta(days=1), first, first + timedelta(days=29), first + timedelta(days=30)):
        at.record.clock.set_day(day)
        outcomes.append(at.see("judge a", row))
    assert outcomes == [MASKED, SUMMARY, SUMMARY, MASKED]


def test_S38_a_shared_note_is_read_by_court_judge_and_probation_and_not_by_cps_and_defence(at: Cases) -> None:
    at.owns("PROB")
    at.relevant(Scope.USER, at.user["defence"].user_id, "defence")
    note = _shared_note(at)
    read = {name for name in ("clerk l", "judge a", "probation", "cps", "defence") if at.see(name, note) is FULL}
    assert read == {"clerk l", "judge a", "probation"}


def test_a_role_that_reads_only_writes_nothing(at: Cases) -> None:
    assert not rules.writes(at.user["usher l"]).allowed


def test_an_agency_record_follows_its_category(units: Units, at: Cases) -> None:
    for category, expected in (
        (Category.TREATMENT, MASKED), (Category.NEEDS, FULL), (Category.HEALTH, SUMMARY),
        (Category.INTELLIGENCE, ABSENT),
    ):  # fmt: skip
        row = at.held(AgencyRecord, "DRUG", category=category, summary="short", detail="long", state=RecordState.OPEN)
        assert at.see("judge a", row) is expected, category
