"""What is withheld can be asked for; the owner's lead answers with a rule and a last day, or refuses with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.cards.sharing import RuleTerms
from db.tables.system import AuditEvent
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import Category, Level, Outcome, Recipient, RequestState
from db.words.families.places import AgencyKind
from tests.support.sharing_court import Sharing

WHY = "Needed for the sentence today."


def _terms(sharing: Sharing, *, days: int | None = 7) -> RuleTerms:
    last = None if days is None else sharing.lead.today + timedelta(days=days)
    return RuleTerms(Category.TREATMENT, Level.FULL, Recipient.USER, "judge", not_after=last)


def test_what_is_withheld_or_summarised_can_be_asked_for_and_nothing_that_is_hidden(sharing: Sharing) -> None:
    found = {(one.category, one.given) for one in sharing.desk(sharing.judge).share_requests.askable(sharing.person)}
    assert (Category.TREATMENT, Outcome.MASKED) in found
    assert (Category.RISK, Outcome.SUMMARY) in found
    hidden = sharing.desk(sharing.prosecutor).share_requests
    assert Category.TREATMENT not in {one.category for one in hidden.askable(sharing.person)}
    with pytest.raises(NotFound, match="Nothing of this kind"):
        hidden.ask(sharing.person, Category.TREATMENT, sharing.agency[AgencyKind.DRUG], WHY)


def test_a_request_is_asked_once_reaches_the_owners_lead_and_is_granted_by_a_rule(sharing: Sharing) -> None:
    asker = sharing.desk(sharing.judge).share_requests
    drug = sharing.agency[AgencyKind.DRUG]
    card = asker.ask(sharing.person, Category.TREATMENT, drug, WHY)
    with pytest.raises(Conflict):
        asker.ask(sharing.person, Category.TREATMENT, drug, WHY)
    lead = sharing.desk(sharing.drug_lead)
    (waiting,) = lead.share_requests.inbox().items
    assert (waiting.id, waiting.reason, waiting.asker, waiting.courts) == (card.id, WHY, "Judge", ("B01LY",))
    assert "asked by Judge (judge, Judiciary)" in waiting.words
    assert sharing.desk(sharing.lead).share_requests.inbox().items == (), "another agency's"
    answered = lead.share_requests.grant(card.id, _terms(sharing), answer="For this sentence.")
    assert answered.state is RequestState.GRANTED
    assert "treatment" not in sharing.partly(sharing.judge), "given in full"
    assert [one.answer for one in asker.mine()] == ["For this sentence."]
    assert lead.share_requests.inbox().items == ()
    assert [one.id for one in lead.share_requests.inbox(answered=True).items] == [card.id]
    with pytest.raises(Conflict, match="answered already"):
        lead.share_requests.refuse(card.id, "No longer needed by anybody.")
    with sharing.record.units.raw("keeper") as connection:
        event = AuditEvent.__table__
        wanted = sa.select(event.c.action).where(event.c.object_id == card.id).order_by(event.c.happened_at)
        assert connection.scalars(wanted).all() == ["share.ask", "share.answer"]


def test_an_answer_wants_a_last_day_and_the_category_that_was_asked_for(sharing: Sharing) -> None:
    card = sharing.desk(sharing.judge).share_requests.ask(
        sharing.person, Category.TREATMENT, sharing.agency[AgencyKind.DRUG], WHY
    )
    lead = sharing.desk(sharing.drug_lead).share_requests
    with pytest.raises(BadInput, match="until when"):
        lead.grant(card.id, _terms(sharing, days=None))
    other = RuleTerms(Category.RISK, Level.FULL, Recipient.USER, "judge", not_after=sharing.lead.today)
    with pytest.raises(BadInput, match="They asked for"):
        lead.grant(card.id, other)
    assert sharing.desk(sharing.drug_lead).sharing.list(history=True).items == ()


def test_a_refusal_has_a_reason_that_the_asker_reads(sharing: Sharing) -> None:
    asker = sharing.desk(sharing.judge).share_requests
    card = asker.ask(sharing.person, Category.TREATMENT, sharing.agency[AgencyKind.DRUG], WHY)
    lead = sharing.desk(sharing.drug_lead).share_requests
    with pytest.raises(BadInput):
        lead.refuse(card.id, "no")
    lead.refuse(card.id, "The patient did not consent.")
    (mine,) = asker.mine()
    assert (mine.state, mine.answer) == (RequestState.REFUSED, "The patient did not consent.")
    assert sharing.partly(sharing.judge)["treatment"] == "withheld"


def test_nobody_else_reads_or_answers_requests(sharing: Sharing) -> None:
    card = sharing.desk(sharing.judge).share_requests.ask(
        sharing.person, Category.TREATMENT, sharing.agency[AgencyKind.DRUG], WHY
    )
    assert sharing.desk(sharing.clerk).share_requests.mine() == ()
    with pytest.raises(Refused):
        sharing.desk(sharing.clerk).share_requests.inbox()
    with pytest.raises(NotFound):
        sharing.desk(sharing.lead).share_requests.show(card.id)
    with pytest.raises(NotFound):
        sharing.desk(sharing.lead).share_requests.refuse(card.id, "It is not mine to refuse.")


def test_who_read_what_of_ours_is_told_to_the_lead_alone_and_is_itself_on_record(sharing: Sharing) -> None:
    sharing.desk(sharing.judge).file.open(sharing.person)
    sharing.desk(sharing.judge).file.open(sharing.person)
    sharing.desk(sharing.probation).file.open(sharing.person)
    card = sharing.desk(sharing.lead).ours.read()
    assert [(one.who, one.acts, one.people, one.kinds) for one in card.lines] == [("Judge", 2, 1, ("opened the file",))]
    assert card.total == 2
    with pytest.raises(Refused):
        sharing.desk(sharing.judge).ours.read()
    with sharing.record.units.raw("keeper") as connection:
        event = AuditEvent.__table__
        acts = connection.scalars(sa.select(event.c.action).where(event.c.user_id == sharing.lead.user_id)).all()
    assert acts == ["audit.read"]
