"""Where a terminal is to PostgreSQL the application alone, a lead previews and a clerk is told who will see."""

from __future__ import annotations

from db.access.relevance import own_record
from db.cards.sharing import RuleTerms
from db.desk import Desk
from db.unit import Units
from db.words.actor import Actor
from db.words.families.access import Category, Level, Outcome, Recipient
from db.words.families.notes import NoteKind
from db.words.keys import uuid7
from tests.support.app_login import acting
from tests.support.sharing_court import Sharing

FOR_JUDGES = RuleTerms(Category.RISK, Level.FULL, Recipient.ROLE, word="judge")


def _desk(house: Sharing, terminal: Units, actor: Actor) -> Desk:
    return Desk(terminal, acting(house, terminal, actor))


def test_a_lead_previews_and_saves_with_the_own_eyes(house: Sharing, terminal: Units) -> None:
    lead = _desk(house, terminal, house.lead)
    (line,) = lead.sharing_effect.preview(FOR_JUDGES).lines
    assert (line.users, line.people, line.before, line.after) == (1, 1, Outcome.SUMMARY, Outcome.FULL)
    lead.sharing.add(FOR_JUDGES)
    assert "risk" not in house.partly(house.judge)
    assert lead.sharing.undo()


def test_a_reader_asks_why_and_for_more_with_the_own_eyes(house: Sharing, terminal: Units) -> None:
    judge = _desk(house, terminal, house.judge)
    lines = {one.what: one for one in judge.why.of_person(house.person).lines}
    assert lines["drug tests and treatment"].outcome is Outcome.MASKED
    assert lines["intelligence"].outcome is Outcome.ABSENT
    asked = [one for one in judge.share_requests.askable(house.person) if one.category is Category.TREATMENT]
    card = judge.share_requests.ask(house.person, Category.TREATMENT, asked[0].owner_id, "Needed for the sentence.")
    drug = _desk(house, terminal, house.drug_lead)
    assert [one.id for one in drug.share_requests.inbox().items] == [card.id]


def test_a_clerk_is_told_who_will_see_a_note(house: Sharing, terminal: Units) -> None:
    house.record.relevant(own_record(house.person, house.probation_id, uuid7()))
    form = _desk(house, terminal, house.clerk).notes.form(house.person)
    (shared,) = [one for one in form.kinds if one.kind is NoteKind.SHARED]
    assert {"court staff", "judges", "Probation"} <= set(shared.seen_by)
    assert "CPS" in shared.not_by
