"""Why somebody gets what: the rule, who set it and since when, for those who may ask, and nothing of the record."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from db.cards.sharing import RuleTerms
from db.tables.notes import Note
from db.tables.system import AuditChain, AuditEvent
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import Category, Level, Outcome, Recipient
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from tests.support.sharing_court import Sharing

FOR_JUDGES = RuleTerms(Category.RISK, Level.FULL, Recipient.ROLE, word="judge")


def test_a_reader_is_told_of_every_category_which_rule_shows_or_withholds_it(sharing: Sharing) -> None:
    sharing.desk(sharing.lead).sharing.add(FOR_JUDGES)
    card = sharing.desk(sharing.judge).why.of_person(sharing.person)
    lines = {(one.what, one.owner): one for one in card.lines}
    assert card.first.reason == "R1: a case at a court you are posted to"
    assert card.first.since
    risk = lines["risk", "Probation"]
    assert (risk.outcome, risk.reason, risk.set_by) == (Outcome.FULL, "G: sharing rule for role", "Lead")
    assert risk.since
    withheld = lines["drug tests and treatment", "Drug Service"]
    assert (withheld.outcome, withheld.reason) == (Outcome.MASKED, "D: default for judge")


def test_a_gap_is_answered_alike_whether_there_is_something_or_nothing(sharing: Sharing) -> None:
    lines = {one.what: one for one in sharing.desk(sharing.prosecutor).why.of_person(sharing.person).lines}
    treatment, intelligence = lines["drug tests and treatment"], lines["intelligence"]
    assert (treatment.owner, treatment.outcome) == ("", Outcome.ABSENT), "there is a record, and it is not said"
    assert (intelligence.owner, intelligence.outcome) == ("", Outcome.ABSENT), "there is none"


def test_a_record_is_answered_by_its_id_with_the_rules_that_spoke(sharing: Sharing) -> None:
    lead = sharing.desk(sharing.lead)
    lead.sharing.add(FOR_JUDGES)
    lead.sharing.add(replace(FOR_JUDGES, recipient=Recipient.ALL, word="", level=Level.NONE))
    card = lead.why.why("judge", f"risk_assessment:{sharing.risk}")
    assert (card.first.outcome, card.first.set_by) == (Outcome.FULL, "Lead")
    assert [(one.wins, one.why) for one in card.weighed] == [
        (True, "it wins: the most specific that holds is the one for role"),
        (False, "the rule for role is more specific"),
    ]
    assert "high" not in str(card)


def test_administrators_and_auditors_ask_about_anybody_and_learn_of_no_record(sharing: Sharing) -> None:
    sharing.desk(sharing.drug_lead).sharing.add(replace(FOR_JUDGES, category=Category.TREATMENT))
    for actor in (sharing.admin, sharing.auditor):
        card = sharing.desk(actor).why.why("judge", str(sharing.person))
        assert card.first.outcome is Outcome.FULL
        assert {one.owner for one in card.lines} == {""}
        known = sharing.desk(actor).why.why("judge", f"treatment:{sharing.treatment}")
        assert known.first.outcome is Outcome.FULL


def test_a_lead_asks_about_the_own_agencys_records_only(sharing: Sharing) -> None:
    why = sharing.desk(sharing.lead).why
    assert {one.owner for one in why.why("judge", str(sharing.person)).lines} <= {"", "Probation"}
    with pytest.raises(NotFound):
        why.why("judge", f"treatment:{sharing.treatment}")
    nobody_of_ours = sharing.record.person(sharing.clerk.agency_id, "OTHER", "Ann")
    with pytest.raises(NotFound):
        why.why("judge", str(nobody_of_ours.person))


def test_nobody_else_asks_about_another_and_nobody_about_what_is_hidden(sharing: Sharing) -> None:
    with pytest.raises(Refused):
        sharing.desk(sharing.clerk).why.why("judge", str(sharing.person))
    with pytest.raises(Refused):
        sharing.desk(sharing.clerk).why.why("no.such.user", str(sharing.person))
    with pytest.raises(NotFound):
        sharing.desk(sharing.prosecutor).why.why("prosecutor", f"treatment:{sharing.treatment}")
    for wrong in ("weather:1", "treatment:1", "user_account:1"):
        with pytest.raises(BadInput):
            sharing.desk(sharing.admin).why.why("judge", wrong)
    for unknown in (f"treatment:{uuid7()}", "P-NOBODY"):
        with pytest.raises(NotFound):
            sharing.desk(sharing.admin).why.why("judge", unknown)
    with pytest.raises(NotFound):
        sharing.desk(sharing.admin).why.why("no.such.user", str(sharing.person))


def test_a_personal_note_is_as_if_it_were_not_there_for_everybody_but_its_judge(sharing: Sharing) -> None:
    now = sharing.record.clock.now()
    chain = AuditChain(id=uuid7(), user_id=sharing.judge.user_id, terminal="t", opened_at=now)
    note = Note(
        kind=NoteKind.JUDGE_PERSONAL, person_id=sharing.person, author_id=sharing.judge.user_id,
        owner_agency_id=sharing.judge.agency_id, sealed=b"sealed", written_at=now, audit_session=chain.id,
    )  # fmt: skip
    sharing.record.put(chain, note)
    for actor in (sharing.admin, sharing.auditor, sharing.lead):
        with pytest.raises(NotFound):
            sharing.desk(actor).why.why("judge", f"note:{note.id}")


def test_the_asking_is_on_record_and_one_who_may_not_sign_in_gets_nothing(sharing: Sharing) -> None:
    from db.tables.users import UserAccount
    from db.words.families.places import UserState

    table = UserAccount.__table__
    with sharing.record.units.raw("keeper", writes=True) as connection:
        connection.execute(
            sa.update(table).where(table.c.id == sharing.clerk.user_id).values(state=UserState.SUSPENDED)
        )
    card = sharing.desk(sharing.admin).why.why("clerk", str(sharing.person))
    assert (card.first.outcome, card.first.reason) == (Outcome.ABSENT, "U: The account is suspended.")
    assert card.lines == ()
    event = AuditEvent.__table__
    with sharing.record.units.raw("keeper") as connection:
        acts = connection.scalars(sa.select(event.c.action).where(event.c.person_id == sharing.person)).all()
    assert acts == ["file.why"]
