"""The sharing cases S20 to S38, each as a test of the policy and of the sessions that obey it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from db.access import rules
from db.people.service import PeopleService
from db.tables.care import Marker
from db.tables.cases import Case
from db.tables.held import (
    AgencyRecord,
    Compliance,
    PpoRegistration,
    ReportRequest,
    VictimWitness,
)
from db.tables.notes import Note
from db.tables.people import Address, PersonName
from db.tables.sharing import ExclusionEntry, Seal
from db.tables.users import UserAccount
from db.unit import Units
from db.words.errors import Refused
from db.words.families.access import Category, Exclusion, Level, Outcome, Recipient, Scope
from db.words.families.court import MarkerKind
from db.words.families.held import ComplianceKind, RecordState, ReportKind, WitnessKind
from db.words.families.notes import NoteKind
from db.words.families.people import AddressKind
from db.words.keys import uuid7
from tests.support.case_rows import (
    charge,
    compliance,
    emergency,
    finds,
    sealed,
    shared_note,
    stamp,
    treatment,
    works_in,
)
from tests.support.cases import Cases
from tests.support.record import Record

FULL, SUMMARY, MASKED, ABSENT = Outcome.FULL, Outcome.SUMMARY, Outcome.MASKED, Outcome.ABSENT


@pytest.fixture
def at(record: Record) -> Cases:
    return Cases(record)


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


def test_S21_S22_a_restricted_case_is_there_for_the_named_roles_of_its_court_alone(at: Cases) -> None:
    sealed(at)
    with at.units.read(at.user["clerk sealed"]) as unit:
        assert unit.session.get(Case, at.case.case).case_no == "2600000001"
        assert unit.session.exec(select(Seal.id)).all() != []
    assert charge(at, "clerk sealed") is FULL
    for name in ("clerk l", "cps", "judge a", "police", "usher l"):
        assert at.who(name).outcome is ABSENT, name
        assert charge(at, name) is ABSENT
        assert finds(at, name, "2600000001") == finds(at, name, "exworthy") == set()
        with at.units.read(at.user[name]) as unit:
            assert unit.session.exec(select(Case.id)).all() == []
    at.owns("CPS")
    assert at.who("cps").outcome is FULL  # by another case or record, and still without this one
    assert finds(at, "cps", "2600000001") == set()


def test_S24_S25_a_youth_record_is_a_line_to_others_and_whole_to_youth_staff(at: Cases) -> None:
    at.youth(at.case)
    at.relevant(Scope.AREA, at.area["LPL"], "resident")
    at.record.put(works_in(at, "yot"))
    assert charge(at, "clerk l") is MASKED
    assert at.who("clerk l").outcome is FULL
    with at.units.read(at.user["clerk l"]) as unit:
        assert unit.session.exec(select(Case.id)).all() == []
    assert finds(at, "clerk l", "2600000001") == set()
    assert charge(at, "yot") is FULL


def test_S26_a_scheme_officer_of_another_area_does_not_find_a_registered_offender(at: Cases) -> None:
    row = at.held(PpoRegistration, "PROB", area_id=at.area["BOL"], nominated_on=at.today)
    at.relevant(Scope.AREA, at.area["BOL"], "registered")
    at.record.put(works_in(at, "ppo", "LPL"))
    assert at.who("ppo").outcome is ABSENT
    assert at.see("ppo", row) is ABSENT
    at.record.put(works_in(at, "ppo", "BOL"))
    assert at.see("ppo", row) is FULL


def test_S27_S31_an_analyst_and_an_auditor_read_no_record(at: Cases) -> None:
    rows = [compliance(at), treatment(at), at.fact(Marker, kind=MarkerKind.VIOLENCE)]
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
        assert finds(at, name, "L9 9ZZ") == finds(at, name, "hidden victim") == set()


def test_S29_emergency_access_opens_five_categories_of_one_person_and_ends(at: Cases) -> None:
    night = at.record.person(at.agency["POL"], "NOCTURNE", "Ned")
    other = at.record.person(at.agency["POL"], "NOBODY", "Al")
    marker = at.fact(Marker, known=night, kind=MarkerKind.VIOLENCE)
    address = at.fact(Address, known=night, kind=AddressKind.HOME, lines="1 High Street")
    compliance = at.held(Compliance, "PROB", known=night, kind=ComplianceKind.BREACH, happened_on=at.today)
    assert at.who("clerk m", night).outcome is ABSENT
    emergency(at, "clerk m", night)
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
    emergency(at, "clerk m", night)
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
    stamp(at)
    with pytest.raises(Refused, match=rf"expired.*({boss.display_name}|who authorised it)"), at.units.read(clerk):
        raise AssertionError("no unit is opened")


def test_S34_an_account_for_one_network_is_refused_on_another(at: Cases) -> None:
    clerk = replace(at.user["clerk l"], network_class="gsi", audit_session=uuid7())
    at._set(UserAccount, UserAccount.id == clerk.user_id, network_classes="cjx")
    stamp(at)
    with pytest.raises(Refused, match=r"not for (the network )?GSI"), at.units.read(clerk):
        raise AssertionError("no unit is opened")
    with at.units.read(replace(clerk, network_class="cjx", audit_session=uuid7())):
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
    row = treatment(at)
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
    note = shared_note(at)
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
