"""Sharing rules are kept by the owner's lead, never edited in place, and count at once (S12, S13, S36, S37)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.access import decisions
from db.access.facts import person_fact, record_fact
from db.access.resolve import resolve
from db.cards.sharing import RuleTerms
from db.tables.held import RiskAssessment, Treatment
from db.tables.sharing import SharingGrant
from db.tables.system import AuditEvent, Change
from db.unit import Units
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import Category, Level, Outcome, Purpose, Recipient
from db.words.families.places import AgencyKind
from db.words.families.sharing import RuleState
from db.words.keys import uuid7
from tests.support.sharing_court import Sharing

TERMS = RuleTerms(Category.TREATMENT, Level.SUMMARY, Recipient.ROLE_AT_COURT, "B01LY", "judge", Purpose.SENTENCING)
FOR_JUDGES = RuleTerms(Category.RISK, Level.FULL, Recipient.ROLE, word="judge")


def test_a_rule_for_sentencing_gives_the_judge_a_summary_on_the_hearing_day_only(sharing: Sharing) -> None:
    assert sharing.partly(sharing.judge)["treatment"] == "withheld"
    sharing.desk(sharing.drug_lead).sharing.add(TERMS)
    assert sharing.partly(sharing.judge)["treatment"] == "summary"
    assert "treatment" not in sharing.partly(sharing.prosecutor), "S11: hidden from the prosecution"
    tomorrow = replace(sharing.judge, today=sharing.judge.today + timedelta(days=1), audit_session=uuid7())
    with sharing.record.units.raw("keeper") as connection:
        standing = resolve(connection, tomorrow, sharing.record.clock.now())
        person = person_fact(connection, standing, sharing.person)
        found = record_fact(connection, Treatment, sharing.treatment)
    assert found is not None
    assert decisions.record(standing, person, found[0]).outcome is Outcome.MASKED, "the day after"


def test_a_revoked_rule_withholds_at_the_next_reading_and_tells_open_screens(sharing: Sharing) -> None:
    lead = sharing.desk(sharing.drug_lead).sharing
    rule = lead.add(TERMS)
    sharing.desk(sharing.judge).file.open(sharing.person)
    lead.end(rule.id)
    assert sharing.partly(sharing.judge)["treatment"] == "withheld"
    with sharing.record.units.raw("keeper") as connection:
        change, event = Change.__table__, AuditEvent.__table__
        kinds = connection.scalars(sa.select(change.c.kind).where(change.c.object_id == rule.id)).all()
        seen = connection.scalars(sa.select(event.c.action).where(event.c.user_id == sharing.judge.user_id)).all()
        acts = connection.scalars(sa.select(event.c.action).where(event.c.object_id == rule.id)).all()
    assert kinds == ["sharing_grant", "sharing_grant"]
    assert "file.open" in seen, "the audit shows the earlier view"
    assert acts == ["share.add", "share.end"]


def test_at_equal_rank_the_rule_that_gives_nothing_wins(sharing: Sharing) -> None:
    lead = sharing.desk(sharing.lead).sharing
    lead.add(RuleTerms(Category.RISK, Level.FULL, Recipient.COURT, "B01LY"))
    assert "risk" not in sharing.partly(sharing.judge), "given in full"
    lead.add(RuleTerms(Category.RISK, Level.NONE, Recipient.ROLE, word="usher"))
    assert "risk" not in sharing.partly(sharing.usher)
    with sharing.record.units.read(sharing.usher) as unit:
        assert unit.session.get(RiskAssessment, sharing.risk) is None
    with sharing.record.units.read(sharing.clerk) as unit:
        assert unit.session.get(RiskAssessment, sharing.risk) is not None


def test_a_rule_counts_from_its_first_to_its_last_day_without_an_edit(sharing: Sharing) -> None:
    today = sharing.lead.today
    first, last = today + timedelta(days=1), today + timedelta(days=30)
    lead = sharing.desk(sharing.lead).sharing
    rule = lead.add(replace(FOR_JUDGES, starts_on=first, not_after=last))
    assert rule.state is RuleState.LATER
    given = []
    for day in (today, first, last, last + timedelta(days=1)):
        with sharing.record.units.raw("keeper") as connection:
            actor = replace(sharing.judge, today=day, audit_session=uuid7())
            standing = resolve(connection, actor, sharing.record.clock.now())
        given.append(bool(standing.chains))
    assert given == [False, True, True, False]


def test_a_change_ends_one_rule_and_puts_another_in_its_place(sharing: Sharing) -> None:
    lead = sharing.desk(sharing.lead).sharing
    old = lead.add(FOR_JUDGES)
    new = lead.change(old.id, replace(FOR_JUDGES, level=Level.SUMMARY))
    assert [one.id for one in lead.list().items] == [new.id]
    history = {one.id: one for one in lead.list(history=True).items}
    assert (new.replaces, history[old.id].state, history[old.id].ended_by) == (old.id, RuleState.ENDED, "Lead")
    with pytest.raises(Conflict, match="changed this rule meanwhile"):
        lead.change(old.id, FOR_JUDGES)
    with pytest.raises(Conflict, match="stands already"):
        lead.add(replace(FOR_JUDGES, level=Level.SUMMARY))


def test_undo_takes_back_the_last_change_by_a_further_entry_and_again_brings_it_back(sharing: Sharing) -> None:
    lead = sharing.desk(sharing.lead).sharing
    with pytest.raises(Refused):
        lead.undo()
    assert lead.undoable() == ""

    def standing() -> list[Level]:
        return [one.terms.level for one in lead.list().items]

    old = lead.add(FOR_JUDGES)
    assert "it was added" in lead.undoable()
    lead.undo()
    assert standing() == []
    lead.undo()
    assert standing() == [Level.FULL]
    (again,) = lead.list().items
    lead.change(again.id, replace(FOR_JUDGES, level=Level.SUMMARY))
    lead.undo()
    assert standing() == [Level.FULL]
    lead.undo()
    assert standing() == [Level.SUMMARY]
    lead.end(lead.list().items[0].id)
    lead.undo()
    assert standing() == [Level.SUMMARY]
    lead.undo()
    assert standing() == []
    assert old.id in {one.id for one in lead.list(history=True).items}


def test_rules_that_end_within_sixty_days_are_marked_and_stand_first(sharing: Sharing) -> None:
    lead, today = sharing.desk(sharing.lead).sharing, sharing.lead.today
    lead.add(FOR_JUDGES)
    lead.add(replace(FOR_JUDGES, category=Category.COMPLIANCE, not_after=today + timedelta(days=60)))
    lead.add(replace(FOR_JUDGES, category=Category.NEEDS, not_after=today + timedelta(days=61)))
    assert [one.ends_soon for one in lead.list().items] == [True, False, False]


@pytest.mark.parametrize(
    "terms",
    [
        replace(FOR_JUDGES, category=Category.PERSONAL_NOTE),
        replace(FOR_JUDGES, purpose=Purpose.AUDIT),
        replace(FOR_JUDGES, purpose=Purpose.TRAINING),
        replace(FOR_JUDGES, word="administrator"),
        replace(FOR_JUDGES, recipient=Recipient.AGENCY, name="PROBATION", word=""),
        replace(FOR_JUDGES, recipient=Recipient.AGENCY_KIND, word="board"),
        replace(FOR_JUDGES, agreement="x" * 201),
    ],
)
def test_terms_that_cannot_be_or_can_never_count_are_refused(sharing: Sharing, terms: RuleTerms) -> None:
    with pytest.raises(BadInput):
        sharing.desk(sharing.lead).sharing.check(terms)


def test_days_in_the_wrong_order_and_recipients_that_are_not_there_are_refused(sharing: Sharing) -> None:
    lead, today = sharing.desk(sharing.lead).sharing, sharing.lead.today
    for wrong in (
        replace(FOR_JUDGES, starts_on=today - timedelta(days=1)),
        replace(FOR_JUDGES, starts_on=today + timedelta(days=2), not_after=today),
    ):
        with pytest.raises(BadInput):
            lead.add(wrong)
    for recipient in (Recipient.USER, Recipient.COURT, Recipient.AGENCY):
        with pytest.raises(NotFound):
            lead.add(RuleTerms(Category.RISK, Level.FULL, recipient, "nobody"))
    assert lead.list(history=True).items == ()


def test_nobody_but_a_lead_sees_or_changes_rules_and_a_lead_only_the_own_agencys(
    sharing: Sharing, units: Units
) -> None:
    rule = sharing.desk(sharing.lead).sharing.add(FOR_JUDGES)
    for actor in (sharing.judge, sharing.probation, sharing.admin):
        with pytest.raises(Refused):
            sharing.desk(actor).sharing.list()
        with pytest.raises(Refused):
            sharing.desk(actor).sharing.end(rule.id)
    other = sharing.desk(sharing.drug_lead).sharing
    assert other.list().items == ()
    with pytest.raises(NotFound):
        other.end(rule.id)
    with units.read(sharing.judge) as unit:
        assert unit.session.get(SharingGrant, rule.id) is None


def test_the_matrix_shows_what_the_rules_come_to_and_names_whom_a_rule_names(sharing: Sharing) -> None:
    sharing.desk(sharing.drug_lead).sharing.add(TERMS)
    card = sharing.desk(sharing.drug_lead).sharing_effect.matrix()
    rows = dict(card.rows)
    named = card.whom.index("judge at Northtown")
    assert "drug service" not in card.whom, "the own agency has everything"
    assert rows[Category.TREATMENT][card.whom.index("judge")].sign == "W"
    assert rows[Category.TREATMENT][named].sign == "W+"
    assert rows[Category.TREATMENT][named].more == (("on the hearing day", "summary"),)
    assert Category.PERSONAL_NOTE not in rows
    sharing.desk(sharing.drug_lead).sharing.add(RuleTerms(Category.TREATMENT, Level.FULL, Recipient.ALL))
    rows = dict(sharing.desk(sharing.drug_lead).sharing_effect.matrix().rows)
    assert rows[Category.TREATMENT][card.whom.index("CPS")].sign == "F*"


def test_a_preview_says_what_changes_for_whom_and_changes_nothing(sharing: Sharing) -> None:
    desk = sharing.desk(sharing.lead)
    card = desk.sharing_effect.preview(replace(FOR_JUDGES, category=Category.RISK))
    (line,) = card.lines
    assert line.words == "judge, Judiciary, at 1 court (1 user): 1 person, summary -> full"
    assert desk.sharing.list(history=True).items == ()
    rule = desk.sharing.add(FOR_JUDGES)
    (back,) = desk.sharing_effect.preview_end(rule.id).lines
    assert (back.before, back.after) == (line.after, line.before)
    same = desk.sharing_effect.preview(replace(FOR_JUDGES, level=Level.FULL), replaces=rule.id)
    assert same.lines == ()
    assert "Nothing changes" in same.notes[-1]


def test_a_preview_says_under_which_condition_and_that_a_marker_cannot_be_hidden(sharing: Sharing) -> None:
    effect = sharing.desk(sharing.drug_lead).sharing_effect
    (line,) = effect.preview(TERMS).lines
    assert line.words.endswith("1 person, withheld -> summary, on the hearing day")
    card = effect.preview(RuleTerms(Category.SAFETY, Level.NONE, Recipient.ALL))
    assert card.lines == ()
    assert "no rule hides it" in card.notes[0]


def test_the_preview_is_what_then_happens(sharing: Sharing) -> None:
    """Every reader's answer after saving is the one that the preview gave."""
    desk = sharing.desk(sharing.lead)
    terms = RuleTerms(Category.COMPLIANCE, Level.EXIST, Recipient.AGENCY_KIND, word=AgencyKind.CPS.value)
    before = sharing.partly(sharing.prosecutor)["compliance"]
    (line,) = desk.sharing_effect.preview(terms).lines
    desk.sharing.add(terms)
    assert (before, sharing.partly(sharing.prosecutor)["compliance"]) == (line.before.label, line.after.label)
