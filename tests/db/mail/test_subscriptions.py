"""Who asks for a weekly list, who says yes or no, who sees and ends it, and whom to ask who may not."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from db.cards.mail import NewSubscription
from db.tables.places import Agency
from db.tables.schemes import Contact
from db.tables.system import AuditEvent
from db.words.actor import Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.mail import SubscriptionState, WeeklyList
from db.words.families.places import AgencyKind
from db.words.families.schemes import ContactKind
from tests.support.mail_house import ADDRESS, MONDAY, MailHouse, house

__all__ = ["house"]


def test_a_subscription_waits_for_an_authoriser_of_the_area_and_then_stands_until_its_day(house: MailHouse) -> None:
    card = house.ask()
    assert card.state is SubscriptionState.ASKED
    assert card.reference.startswith("S-")
    assert [one.reference for one in house.desk(house.authoriser).subscriptions.list(everybody=True)] == [
        card.reference
    ]
    answered = house.desk(house.authoriser).subscriptions.authorise(card.reference, expires_on=date(2027, 1, 31))
    assert (answered.state, answered.expires_on) == (SubscriptionState.AUTHORISED, date(2027, 1, 31))
    (mine,) = house.desk(house.reader).subscriptions.list()
    assert (mine.decided_by, mine.mine) == ("Authoriser", True)


def test_nobody_authorises_their_own_nor_that_of_another_area(house: MailHouse) -> None:
    card = house.ask()
    for actor in (house.elsewhere, house.reader, house.service):
        with pytest.raises((Refused, NotFound)):
            house.desk(actor).subscriptions.authorise(card.reference)
    own = house.ask(actor=house.colleague)
    with pytest.raises(Refused, match="their own"):
        house.desk(house.colleague).subscriptions.authorise(own.reference)
    with pytest.raises(Refused, match="authoriser"):
        house.desk(house.admin).subscriptions.authorise(card.reference)


def test_who_may_not_is_told_whom_to_ask(house: MailHouse) -> None:
    clerk = house.record.user("trainer", house.court, Role.TRAINER)
    with pytest.raises(Refused) as told:
        house.ask(actor=clerk)
    assert "Ask your authoriser: Authoriser or Colleague." in told.value.sentence
    with pytest.raises(Refused, match="not among yours"):
        house.ask(area="GMP")


def test_a_request_is_checked_before_it_is_kept(house: MailHouse) -> None:
    for address in ("", "no address", "a@b", 'x"y@secure.example', "a@secure.example\nBcc: b@c.example", "ä@b.example"):
        with pytest.raises(BadInput):
            house.ask(address=address)
    with pytest.raises(BadInput):
        house.ask(reason="")
    with pytest.raises(NotFound):
        house.ask(area="NOWHERE")
    assert house.desk(house.reader).subscriptions.list(over=True) == ()
    house.ask()
    with pytest.raises(Conflict):
        house.ask()
    dry = NewSubscription(WeeklyList.CHANGED, "LPL", ADDRESS, "weekly meeting")
    assert house.desk(house.reader).subscriptions.ask(dry, dry_run=True) is None
    assert len(house.desk(house.reader).subscriptions.list()) == 1


def test_a_refusal_says_why_and_is_final(house: MailHouse) -> None:
    card = house.ask()
    authoriser = house.desk(house.authoriser).subscriptions
    with pytest.raises(BadInput):
        authoriser.refuse(card.reference, reason=" ")
    assert authoriser.refuse(card.reference, reason="ask for LPL only").answer == "ask for LPL only"
    with pytest.raises(Refused, match="already"):
        authoriser.authorise(card.reference)
    (mine,) = house.desk(house.reader).subscriptions.list(over=True)
    assert mine.state is SubscriptionState.REFUSED


def test_a_day_that_is_past_or_too_far_is_refused(house: MailHouse) -> None:
    card = house.ask()
    for day in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=400)):
        with pytest.raises(BadInput):
            house.desk(house.authoriser).subscriptions.authorise(card.reference, expires_on=day)


def test_it_is_ended_by_whose_it_is_by_an_authoriser_or_an_administrator(house: MailHouse) -> None:
    for number, actor in enumerate((house.reader, house.authoriser, house.admin)):
        card = house.subscribed(address=f"reader{number}@secure.example")
        assert house.desk(actor).subscriptions.revoke(card.reference, reason="x").state is SubscriptionState.REVOKED
    card = house.ask()
    with pytest.raises(NotFound):
        house.desk(house.elsewhere).subscriptions.revoke(card.reference)
    with pytest.raises(Refused, match="already"):
        house.desk(house.reader).subscriptions.revoke(
            house.desk(house.admin).subscriptions.list(everybody=True, over=True)[0].reference
        )


def test_nobody_reads_the_subscriptions_of_others(house: MailHouse) -> None:
    card = house.ask()
    other = house.record.user("other", house.police, Role.POLICE_OFFICER)
    assert house.desk(other).subscriptions.list() == ()
    with pytest.raises(NotFound):
        house.desk(other).subscriptions.find(card.reference)
    with pytest.raises(Refused):
        house.desk(other).subscriptions.list(everybody=True)
    assert house.desk(house.elsewhere).subscriptions.list(everybody=True) == ()


def test_every_step_stands_in_the_log_with_no_name_in_it(house: MailHouse) -> None:
    card = house.subscribed(at=time(9, 30))
    house.desk(house.reader).subscriptions.revoke(card.reference, reason="moved on")
    event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
    with house.units.raw("keeper") as connection:
        rows = connection.execute(sa.select(event.c.action, event.c.reason, event.c.object_id)).all()
    steps = [row for row in rows if row.action.startswith("subscription.")]
    assert [row.action for row in steps] == ["subscription.ask", "subscription.authorise", "subscription.revoke"]
    assert {row.object_id for row in steps} == {card.id}
    assert not any(ADDRESS in row.reason or "moved" in row.reason for row in steps)


def test_a_role_that_takes_nothing_out_gets_nothing_by_mail(house: MailHouse) -> None:
    viewer = house.record.user("viewer", house.police, Role.PROGRAMME_VIEWER)
    with pytest.raises(Refused, match="mail"):
        house.ask(actor=viewer)


def test_the_telephone_of_an_authoriser_stands_beside_the_name(house: MailHouse) -> None:
    house.record.put(
        Contact(
            kind=ContactKind.AUTHORISER, name="Authoriser", name_folded="authoriser", area_id=house.force.id,
            phone="0151 496 0107", confirmed_on=MONDAY, changed_at=house.units.clock.now(),
            changed_by_id=house.admin.user_id,
        )
    )  # fmt: skip
    (first, _) = house.desk(house.reader).subscriptions.authorisers("LPL")
    assert first.words == "Authoriser, 0151 496 0107"


def test_a_mailbox_lies_in_a_secure_domain_when_it_is_asked_for(house: MailHouse) -> None:
    house.set_up()
    with pytest.raises(Refused, match=r"not on the list of secure domains, which is: secure\.example"):
        house.ask(address="a.reader@evil.example")
    house.ask()


def test_a_mailbox_that_takes_lists_of_another_agency_is_not_named(house: MailHouse) -> None:
    probation = Agency(code="MERPROB", name="Probation", kind=AgencyKind.PROBATION, area_id=house.force.id)
    house.record.put(probation)
    officer = house.record.user("officer", probation.id, Role.PROBATION_OFFICER)
    card = house.ask()
    with pytest.raises(Refused, match="takes lists for another agency"):
        house.ask(actor=officer)
    house.ask(actor=house.colleague)
    house.desk(house.reader).subscriptions.revoke(card.reference)
    house.ask(actor=officer, address="p.officer@secure.example")


def test_who_is_told_in_summary_who_is_registered_asks_for_no_list(house: MailHouse) -> None:
    court = Agency(code="MERCOURT", name="Court", kind=AgencyKind.COURT, area_id=house.force.id)
    house.record.put(court)
    clerk = house.record.user("clerk", court.id, Role.CLERK)
    with pytest.raises(Refused, match="not told in full who is a PPO"):
        house.ask(actor=clerk)


def test_an_authoriser_is_shown_what_waits_for_an_answer(house: MailHouse) -> None:
    card = house.ask()
    waiting = house.desk(house.authoriser).subscriptions
    assert [one.reference for one in waiting.list()] == [card.reference]
    assert house.desk(house.elsewhere).subscriptions.list() == ()
    waiting.authorise(card.reference)
    assert waiting.list() == ()
    assert [one.reference for one in waiting.list(everybody=True)] == [card.reference]
