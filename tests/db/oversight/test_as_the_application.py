"""Where a terminal is to PostgreSQL the application alone, notes, the log, "why?" and recovery answer as elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from db.access.decisions import PersonFact
from db.access.facts import person_fact, record_fact
from db.access.facts_told import RECORDS, person_told, record_told, rules_told
from db.access.told_of import file_acts
from db.accounts.credentials import password_proof
from db.accounts.judge_key import JudgeKey, unwrap
from db.accounts.judges import settle
from db.accounts.verifier import derive
from db.cards.audit import LogLine, LogQuery
from db.cards.drafts import Draft
from db.cards.page import Page
from db.cards.recovery import Custodian
from db.cards.sharing import RuleTerms
from db.desk import Desk
from db.file.sharing.why import WhyService
from db.notes.recovering import RecoveryService
from db.notes.service import NoteService
from db.oversight.log import LogService
from db.oversight.ours import OursService
from db.oversight.seen import SeenService
from db.tables.held import RiskAssessment
from db.tables.registry import governance_of, models
from db.tables.sharing import ExclusionEntry, SharingGrant
from db.tables.users import Credential
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import Conflict, NotFound, Refused, TryLater
from db.words.families.access import Category, Exclusion, Level, Outcome, Purpose, Recipient
from db.words.families.notes import NoteKind
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from tests.support.app_login import acting
from tests.support.sharing_court import Sharing

FOR_JUDGES = RuleTerms(Category.RISK, Level.FULL, Recipient.ROLE, word="judge")
ONE = Custodian("keeper one", "marmalade heron violet ladder")
TWO = Custodian("keeper two", "granite teapot willow sixpence")
OLD, NEW = "the first of two passwords", "the second of two passwords"


def note(house: Sharing, text: str, kind: NoteKind = NoteKind.AGENCY) -> Draft:
    return Draft(uuid7(), house.person, text, house.record.clock.now(), note_kind=kind)


def shared(house: Sharing, terminal: Units) -> tuple[tuple[str, ...], tuple[str, ...]]:
    clerk = acting(house, terminal, house.clerk)
    (found,) = [one for one in NoteService(terminal, clerk).form(house.person).kinds if one.kind is NoteKind.AGENCY]
    return found.seen_by, found.not_by


def test_a_note_names_its_readers_with_the_exceptions_for_others_and_is_saved(house: Sharing, terminal: Units) -> None:
    plain = shared(house, terminal)
    now, today = house.record.clock.now(), house.record.clock.today()
    court = house.agency[AgencyKind.COURT]
    house.record.put(
        SharingGrant(
            owner_agency_id=court, category=Category.AGENCY_NOTE, level=Level.FULL, recipient=Recipient.USER,
            recipient_id=house.prosecutor.user_id, purpose=Purpose.ANY, starts_on=today, set_by_id=house.admin.user_id,
            set_at=now,
        ),
        ExclusionEntry(
            person_id=house.person, owner_agency_id=court, kind=Exclusion.EXCLUDE, user_id=house.judge.user_id,
            set_by_id=house.admin.user_id, set_at=now, reason="a relative",
        ),
    )  # fmt: skip
    seen, unseen = shared(house, terminal)
    assert ("CPS" in plain[0], "CPS" in seen) == (False, True)
    assert ("judges" in (*plain[0], *plain[1]), "judges" in (*seen, *unseen)) == (True, False)
    saved = NoteService(terminal, acting(house, terminal, house.clerk)).save(note(house, "an interpreter is booked"))
    assert saved.body == "an interpreter is booked"


def test_who_has_seen_a_file_is_told_to_each_as_far_as_the_rules_say(house: Sharing, terminal: Units) -> None:
    Desk(house.record.units, house.judge).file.open(house.person)
    Desk(house.record.units, house.clerk).file.open(house.person)
    clerk, lead, auditor = (
        SeenService(terminal, acting(house, terminal, who)).who_saw(house.person)
        for who in (house.clerk, house.lead, house.auditor)
    )
    assert [one.who for one in clerk.lines] == [house.clerk.display_name, ""]
    assert {one.who for one in lead.lines} == {house.clerk.display_name, house.judge.display_name}
    assert {"audit.who_saw"} <= {one.action for one in _log(house, terminal).items}
    assert auditor.total >= lead.total == clerk.total == 2
    stranger = house.record.user("stranger", house.agency[AgencyKind.CPS], Role.PROSECUTOR)
    for who in (stranger, house.admin):
        with pytest.raises(NotFound):
            SeenService(terminal, acting(house, terminal, who)).who_saw(house.person)


def _log(house: Sharing, terminal: Units) -> Page[LogLine]:
    auditor = LogService(terminal, acting(house, terminal, house.auditor))
    return auditor.list(LogQuery(person=str(house.person), since=house.record.clock.today()))


def test_the_auditor_lists_the_log_and_nobody_else_does(house: Sharing, terminal: Units) -> None:
    Desk(house.record.units, house.judge).file.open(house.person)
    assert [one.user_name for one in _log(house, terminal).items] == [house.judge.user_name]
    query = LogQuery(user=house.judge.user_name, since=house.record.clock.today())
    assert LogService(terminal, acting(house, terminal, house.auditor)).list(query).total == 1
    with pytest.raises(Refused):
        LogService(terminal, acting(house, terminal, house.admin)).list(query)


def test_a_sharing_lead_is_told_who_read_what_the_agency_holds(house: Sharing, terminal: Units) -> None:
    Desk(house.record.units, house.judge).file.open(house.person)
    told = OursService(terminal, acting(house, terminal, house.lead)).read()
    assert [(one.who, one.acts, one.people) for one in told.lines] == [(house.judge.display_name, 1, 1)]
    for who in (house.clerk, house.auditor):
        with pytest.raises(Refused):
            OursService(terminal, acting(house, terminal, who)).read()


def test_why_about_another_is_told_to_who_may_ask_and_as_the_house_itself_sees_it(
    house: Sharing, terminal: Units
) -> None:
    Desk(house.record.units, house.lead).sharing.add(FOR_JUDGES)
    record = f"risk_assessment:{house.risk}"
    for who in (house.admin, house.auditor, house.lead):
        here = WhyService(terminal, acting(house, terminal, who))
        risk = here.why("judge", record).first
        assert (risk.outcome, risk.set_by, risk.reason) == (Outcome.FULL, "Lead", "G: sharing rule for role")
        card = here.why("judge", str(house.person))
        assert card.first.reason == "R1: a case at a court you are posted to"
        owners = {one.owner for one in card.lines if one.what == "risk"}
        assert owners == ({"Probation"} if who is house.lead else {""})
    with pytest.raises(Refused):
        WhyService(terminal, acting(house, terminal, house.clerk)).why("judge", record)
    with pytest.raises(NotFound):
        WhyService(terminal, acting(house, terminal, house.drug_lead)).why("judge", record)


def test_what_the_server_tells_of_another_is_what_the_tables_say(house: Sharing, terminal: Units) -> None:
    clock = house.record.clock
    house.record.put(
        ExclusionEntry(
            person_id=house.person, owner_agency_id=house.probation_id, kind=Exclusion.EXCLUDE,
            user_id=house.usher.user_id, set_by_id=house.lead.user_id, set_at=clock.now(),
        )
    )  # fmt: skip
    auditor = acting(house, terminal, house.auditor)
    kinds = {name: model for name, model in models().items() if governance_of(model).reach in RECORDS}
    told: dict[object, object] = {}
    plain: dict[object, object] = {}
    with house.record.units.raw("keeper") as ours, terminal.raw("lookup", actor=auditor) as theirs:
        for user in (house.judge, house.usher, house.prosecutor, house.lead):
            standing = house.record.units.standing(ours, user)
            plain[user.user_id] = _sorted(person_fact(ours, standing, house.person))
            told[user.user_id] = _sorted(person_told(theirs, standing, house.person))
        for model in kinds.values():
            for key in ours.scalars(sa.select(model.__table__.c.id)):
                plain[key] = record_fact(ours, model, key)
                found = record_told(theirs, model, key)
                told[key] = None if found is None else found[:2]
    assert told == plain
    assert len(plain) > 8


def _sorted(fact: PersonFact) -> PersonFact:
    return replace(fact, relevances=tuple(sorted(fact.relevances, key=repr)))


def test_who_may_ask_about_nobody_is_told_no_fact(house: Sharing, terminal: Units) -> None:
    stranger = house.record.user("stranger", house.agency[AgencyKind.CPS], Role.PROSECUTOR)
    with terminal.raw("lookup", actor=acting(house, terminal, stranger)) as theirs:
        standing = terminal.standing(theirs, stranger)
        assert person_told(theirs, standing, house.person) == PersonFact(house.person)
        assert record_told(theirs, RiskAssessment, house.risk) is None
        assert rules_told(theirs).rules == ()
        assert file_acts(theirs, house.person, clock_start(house), house.record.clock.now()) == []


def clock_start(house: Sharing) -> datetime:
    return house.record.clock.now() - timedelta(days=30)


def test_an_administrator_sets_up_the_recovery_key_and_two_custodians_recover(house: Sharing, terminal: Units) -> None:
    for one in (ONE, TWO):
        person = house.record.user(one.user_name, house.admin.agency_id, Role.COURT_MANAGER)
        house.record.put(password_proof(person.user_id, OLD, judge=False))
    proof = password_proof(house.judge.user_id, OLD, judge=True)
    house.record.put(proof)
    judge, admin = acting(house, terminal, house.judge), acting(house, terminal, house.admin)
    service = RecoveryService(terminal, admin)
    assert service.state() is None
    assert service.set_up([ONE, TWO]).custodians == ("Keeper One", "Keeper Two")
    with pytest.raises(Conflict):
        service.set_up([ONE, TWO])
    old = _opened(proof, judge, OLD)
    assert settle(terminal, judge, old)
    NoteService(terminal, judge, judge_key=old).save(note(house, "not for others", NoteKind.JUDGE_PERSONAL))

    again = password_proof(house.judge.user_id, NEW, judge=True)
    with house.record.units.raw("keeper", writes=True) as connection:
        table: sa.Table = Credential.__table__
        values = {name: getattr(again, name) for name in ("salt", "verifier", "public_key", "wrapped_private_key")}
        connection.execute(sa.update(table).where(table.c.user_id == judge.user_id).values(**values))
    new = _opened(again, judge, NEW)
    assert settle(terminal, judge, new)
    assert service.recover(judge.user_name, [TWO, ONE]).opened == 1
    (found,) = NoteService(terminal, judge, judge_key=new).of_person(house.person)
    assert found.body == "not for others"
    with pytest.raises(TryLater), terminal.raw("lookup", actor=acting(house, terminal, house.auditor)) as connection:
        connection.execute(sa.select(sa.func.tracker.recovery_box(uuid7(), uuid7(), uuid7())))


def _opened(proof: Credential, judge: Actor, password: str) -> JudgeKey:
    half = derive(password, proof.salt).private_half
    return unwrap(proof.wrapped_private_key or b"", half, judge.user_id, public=proof.public_key)
