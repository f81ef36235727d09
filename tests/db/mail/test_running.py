"""What is due is sent once in its week, to whom it may go, made for who reads it; everything else is told."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from db.mail.claims import Claims
from db.mail.post import NotSent, PerhapsSent
from db.mail.schedule import GIVEN_UP, Week, week_of
from db.tables.system import AuditEvent
from db.words.errors import BadInput, Refused
from db.words.families.mail import MailMode, SendState, WeeklyList
from db.words.keys import uuid7
from tests.support.mail_house import ADDRESS, FOUND, MONDAY, MailHouse, certificate, house
from tests.support.post_office import Certified, certified

__all__ = ["certificate", "house"]
WEEK = Week(2026, 48)


@pytest.fixture
def ready(house: MailHouse, certificate: Certified) -> MailHouse:
    """A Monday morning at eight: the prison file is in, and a subscription is authorised."""
    house.set_up(certificate=certificate)
    house.prison_file()
    house.subscribed()
    return house


def states(house: MailHouse) -> list[SendState]:
    return [one.state for one in house.run().outcomes]


def acts(house: MailHouse) -> list[str]:
    event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
    with house.units.raw("keeper") as connection:
        found = connection.scalars(sa.select(event.c.action).where(event.c.action.startswith("mail.")))
        return [action for action in found if action not in ("mail.settings", "mail.certificate")]


def test_a_second_run_in_the_week_sends_nothing_and_the_next_week_sends_again(ready: MailHouse) -> None:
    assert states(ready) == [SendState.SENT]
    again = ready.run()
    assert (again.outcomes, again.before) == ((), 1)
    assert len(ready.tray.mails) == 1
    ready.at(time(8), MONDAY + timedelta(days=7))
    ready.prison_file()
    assert states(ready) == [SendState.SENT]
    assert len({one.message_id for one in ready.sends()}) == 2
    assert acts(ready) == ["mail.send", "mail.send"]


def test_the_list_is_made_for_its_reader_and_not_for_who_sends(ready: MailHouse) -> None:
    ready.run()
    ((actor, query),) = ready.asked
    assert actor.user_id == ready.reader.user_id
    assert actor.roles == ready.reader.roles
    assert (query.area, query.as_of) == ("LPL", MONDAY)
    (sent,) = ready.sends()
    assert (sent.rows, sent.week, sent.late) == (1, "2026-W48", False)


def test_nothing_is_written_in_the_name_of_a_reader(ready: MailHouse) -> None:
    from db.mail.behalf import Behalf

    behalf = Behalf(ready.units, ready.service)
    with pytest.raises(Refused):
        behalf.act(ready.reader)
    with pytest.raises(Refused):
        Behalf(ready.units, ready.reader)
    with pytest.raises(Refused):
        ready.run(ready.reader)


def test_before_its_hour_it_waits(ready: MailHouse) -> None:
    ready.at(time(6, 59))
    ran = ready.run()
    assert (ran.outcomes, ran.waiting) == ((), 1)
    assert ready.sends() == []


def test_without_the_prison_file_it_goes_at_noon_with_a_banner(house: MailHouse, certificate: Certified) -> None:
    house.set_up(certificate=certificate)
    house.subscribed()
    assert house.run().waiting == 1
    house.at(time(12, 1))
    assert states(house) == [SendState.SENT]
    assert house.sends()[0].late


def test_the_same_prison_file_is_not_sent_twice_without_saying_so(ready: MailHouse) -> None:
    ready.run()
    ready.at(time(8), MONDAY + timedelta(days=7))
    assert ready.run().waiting == 1
    ready.at(time(12, 1), MONDAY + timedelta(days=7))
    assert states(ready) == [SendState.SENT]
    assert [one.late for one in ready.sends()] == [False, True]


def test_an_empty_list_is_sent_too(ready: MailHouse) -> None:
    ready.found = ()
    assert states(ready) == [SendState.SENT]
    assert ready.sends()[0].rows == 0


def test_changes_are_told_since_the_file_of_the_last_mail(house: MailHouse, certificate: Certified) -> None:
    house.set_up(certificate=certificate)
    first = house.prison_file()
    house.subscribed(kind=WeeklyList.CHANGED)
    house.run()
    house.at(time(8), MONDAY + timedelta(days=14))
    house.prison_file(house.units.clock.now() - timedelta(days=7))
    house.prison_file()
    house.run()
    assert [query.since for _, query in house.asked] == [None, first]


@pytest.mark.parametrize("way", ["expired", "revoked", "account", "domain", "certificate", "role"])
def test_what_may_not_go_is_refused_logged_once_and_shown(house: MailHouse, certificate: Certified, way: str) -> None:
    house.set_up(certificate=None if way == "certificate" else certificate)
    house.prison_file()
    house.subscribed()
    if way == "domain":
        house.set_up(domains=("another.example", ".secure.example"))
    card = house.desk(house.reader).subscriptions.list()[0]
    if way == "expired":
        house.at(time(8), date(2027, 11, 22))
        house.prison_file()
    elif way == "revoked":
        house.desk(house.admin).subscriptions.revoke(card.reference)
        assert house.run().outcomes == ()
        return
    elif way == "account":
        house.suspend(house.reader)
    elif way == "role":
        house.set_role(house.reader, "programme_viewer")
    assert states(house) == [SendState.REFUSED]
    assert states(house) == [SendState.REFUSED]
    assert house.tray.mails == []
    assert acts(house) == ["mail.refused"]
    last = house.desk(house.admin).subscriptions.list(everybody=True)[0].last
    assert last is not None
    assert last.last_error


def test_a_refusal_is_over_when_its_cause_is(house: MailHouse, certificate: Certified) -> None:
    house.set_up()
    house.prison_file()
    house.subscribed()
    assert states(house) == [SendState.REFUSED]
    house.set_up(certificate=certificate)
    assert states(house) == [SendState.SENT]


def test_a_certificate_that_has_expired_is_not_used(house: MailHouse) -> None:
    now = house.units.clock.now()
    short = certified(address=ADDRESS, starts=now - timedelta(days=2), ends=now + timedelta(days=1))
    house.set_up(certificate=short)
    house.prison_file()
    house.subscribed()
    house.at(time(8), MONDAY + timedelta(days=2))
    assert [one.said for one in house.run().outcomes] == ["The certificate of the address has expired."]
    with pytest.raises(BadInput, match="expired"):
        house.set_up(certificate=short)


def test_a_notice_needs_no_certificate_and_holds_no_list(house: MailHouse) -> None:
    house.set_up()
    house.prison_file()
    house.subscribed(mode=MailMode.NOTICE)
    assert states(house) == [SendState.SENT]
    ((address, content),) = house.tray.mails
    assert address == ADDRESS
    assert b"Your weekly list is ready." in content
    assert house.asked == []


def test_an_installation_may_send_notices_alone(ready: MailHouse) -> None:
    ready.set_up(notice_only=True)
    assert states(ready) == [SendState.SENT]
    assert b"Your weekly list is ready." in ready.tray.mails[0][1]


def test_a_failure_is_tried_again_after_a_growing_delay(ready: MailHouse) -> None:
    ready.tray.fails = [NotSent("The mail server does not answer."), NotSent("The mail server does not answer.")]
    assert states(ready) == [SendState.FAILED]
    told = ready.run().outcomes
    assert [(one.state, one.said) for one in told] == [(SendState.FAILED, "The mail server does not answer.")]
    assert len(ready.tray.fails) == 1
    ready.at(time(8, 16))
    assert states(ready) == [SendState.FAILED]
    ready.at(time(8, 32))
    assert ready.tray.mails == []
    assert states(ready) == [SendState.FAILED]
    ready.at(time(8, 47))
    assert states(ready) == [SendState.SENT]
    assert [one.tries for one in ready.sends()] == [3]
    assert acts(ready) == ["mail.fail", "mail.fail", "mail.send"]


def test_a_mail_that_perhaps_left_is_not_sent_again_by_itself(ready: MailHouse) -> None:
    ready.tray.fails = [PerhapsSent("The mail server broke off.")]
    assert states(ready) == [SendState.UNKNOWN]
    ready.at(time(20))
    assert states(ready) == [SendState.UNKNOWN]
    assert ready.tray.mails == []
    first = ready.sends()[0].message_id
    card = ready.desk(ready.admin).subscriptions.list(everybody=True)[0]
    assert Claims(ready.units, ready.admin).again(card.id, WEEK)
    assert states(ready) == [SendState.SENT]
    assert ready.sends()[0].message_id == first
    assert not Claims(ready.units, ready.admin).again(card.id, WEEK)


def test_a_process_that_died_before_handing_over_is_followed_by_another(ready: MailHouse) -> None:
    card = ready.desk(ready.reader).subscriptions.list()[0]
    dead = Claims(ready.units, ready.service).take(card.id, WEEK, sender="tracker@mail.example")
    assert dead is not None
    assert states(ready) == [SendState.CLAIMED]
    ready.at((datetime.combine(MONDAY, time(8)) + GIVEN_UP + timedelta(minutes=1)).time())
    assert states(ready) == [SendState.SENT]
    # What was given up for dead cannot go on.
    assert not Claims(ready.units, ready.service).hand_over(dead, batch_id=None, rows=1, late=False)
    assert len(ready.tray.mails) == 1


def test_a_process_that_died_while_handing_over_is_told_and_left_to_a_person(ready: MailHouse) -> None:
    card = ready.desk(ready.reader).subscriptions.list()[0]
    claims = Claims(ready.units, ready.service)
    dead = claims.take(card.id, WEEK, sender="tracker@mail.example")
    assert dead is not None
    assert claims.hand_over(dead, batch_id=None, rows=1, late=False)
    assert states(ready) == [SendState.HANDING]
    assert not claims.again(card.id, WEEK)
    ready.at(time(9))
    assert states(ready) == [SendState.UNKNOWN]
    assert ready.tray.mails == []
    assert claims.again(card.id, WEEK)
    assert states(ready) == [SendState.SENT]


def test_runs_at_the_same_moment_send_each_mail_once(ready: MailHouse) -> None:
    for number in range(4):
        ready.subscribed(kind=WeeklyList.CHANGED, address=f"r{number}@secure.example", mode=MailMode.NOTICE)
    gate = threading.Barrier(3)

    def one() -> None:
        gate.wait()
        # Every process writes a chain of the log of its own.
        ready.run(replace(ready.service, audit_session=uuid7()))

    with ThreadPoolExecutor(3) as runs:
        for run in [runs.submit(one) for _ in range(3)]:
            run.result()
    assert sorted(address for address, _ in ready.tray.mails) == [ADDRESS, *(f"r{n}@secure.example" for n in range(4))]
    assert {one.state for one in ready.sends()} == {SendState.SENT}


def test_the_week_is_that_of_the_clock_of_the_court(ready: MailHouse) -> None:
    assert week_of(ready.units.clock.now()) == WEEK
    assert str(FOUND) == f"Row({FOUND.person_id})"
