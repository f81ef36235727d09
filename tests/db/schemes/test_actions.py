"""Joint actions: taken on by an agency about somebody registered, seen by its partners, done by its own word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.cards.records import NewRecord
from db.tables.system import AuditEvent
from db.words.errors import BadInput, Conflict, NotFound, Refused, TrackerError
from db.words.families.access import Category
from tests.support.schemes import Schemes


def test_an_action_stands_at_every_partner_of_the_area_and_ends_by_its_own_agency_alone(at: Schemes) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL")
    mine, theirs = at.desk().actions, at.desk(at.probation).actions
    card = mine.take_on(addy.person, "Visit at home", at.today + timedelta(days=7))
    assert card is not None
    assert (card.owner, card.taken_by, card.own, card.done_on) == ("POL agency", "N.Corrie", True, None)
    (seen,) = theirs.of(addy.person)
    assert (seen.id, seen.what, seen.own) == (card.id, "Visit at home", False)
    with pytest.raises(TrackerError):
        theirs.done(card.id)
    with pytest.raises(NotFound):
        at.desk(at.other).actions.of(addy.person)
    assert mine.done(card.id, version=card.version).done_on == at.today
    with pytest.raises(Conflict):
        mine.done(card.id, version=card.version)


def test_what_is_open_comes_first_and_what_was_due_before_today_is_overdue(at: Schemes) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL")
    actions = at.desk().actions
    for what, days in (("later", 9), ("today", 0), ("soon", 2)):
        actions.take_on(addy.person, what, at.today + timedelta(days=days))
    today = next(one for one in actions.read(addy.person) if one.what == "today")
    assert [one.what for one in actions.read(addy.person)] == ["today", "soon", "later"]
    assert (today.overdue_at(at.today), today.overdue_at(at.today + timedelta(days=1))) == (False, True)
    assert not actions.done(today.id).overdue_at(at.today + timedelta(days=1))
    assert [one.what for one in actions.read(addy.person)] == ["soon", "later", "today"]


def test_nothing_is_taken_on_for_a_day_gone_by_or_about_who_is_not_registered(at: Schemes) -> None:
    addy, baines = at.person("ADDY"), at.person("BAINES")
    at.registered(addy, "LPL", since=50, deregistered_on=at.today)
    at.registered(baines, "LPL")
    actions = at.desk().actions
    with pytest.raises(Refused, match="on no register"):
        actions.take_on(addy.person, "Visit", at.today)
    with pytest.raises(BadInput, match="has passed"):
        actions.take_on(baines.person, "Visit", at.ago(1))
    before = at.count(AuditEvent)
    assert actions.take_on(baines.person, "Visit", at.today, dry_run=True) is None
    assert (actions.read(baines.person), at.count(AuditEvent)) == ((), before)
    actions.of(baines.person)
    assert at.count(AuditEvent) == before + 1, "looking is a consultation"


def test_another_record_is_no_action(at: Schemes) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL")
    desk = at.desk()
    other = desk.records.add(NewRecord(addy.person, Category.PPO, "Plan of the month"))
    assert desk.actions.read(addy.person) == ()
    with pytest.raises(BadInput, match="no action"):
        desk.actions.done(other.id)
