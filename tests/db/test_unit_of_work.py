"""A unit commits its act with its audit or not at all, on the court's present day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.audit.chain import Act
from db.tables.people import Person
from db.tables.users import UserAccount
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import NotFound, Refused
from db.words.families.access import AuditOperation
from tests.support.record import Record


def _administrator(record: Record) -> Actor:
    return record.user("admin", record.agency(), Role.ADMINISTRATOR)


def _rename(units: Units, actor: Actor, act: Act | None, *, whom: Actor) -> None:
    with units.act(actor, act) as unit:
        unit.get(UserAccount, whom.user_id).display_name = "Another"


def _name(units: Units, actor: Actor) -> str:
    with units.read(actor) as unit:
        return unit.get(UserAccount, actor.user_id).display_name


def test_no_audit_no_act(units: Units, record: Record) -> None:
    admin = _administrator(record)
    clerk = record.user("clerk", admin.agency_id, Role.CLERK)
    with pytest.raises(Refused, match="No audit"):
        _rename(units, admin, None, whom=clerk)
    assert _name(units, clerk) == "Clerk"
    _rename(units, admin, Act(AuditOperation.ACCOUNT, "account.change", "user_account", clerk.user_id), whom=clerk)
    assert _name(units, clerk) == "Another"


def test_a_unit_that_did_nothing_needs_no_audit(units: Units, record: Record) -> None:
    with units.act(_administrator(record)) as unit:
        assert unit.session is not None


def test_who_may_see_whom_goes_by_the_present_day_of_a_terminal_left_open(units: Units, record: Record) -> None:
    court = record.court()
    known = record.person(record.agency("OTHER"), "QUARMBY", "Aled")
    today = units.clock.today()
    record.listing(known, record.case(known, court), court, day=today + timedelta(days=29))
    clerk = record.user("clerk", record.agency(), Role.CLERK, courts=[court])
    with units.read(clerk) as unit, pytest.raises(NotFound):
        unit.get(Person, known.person)
    units.clock.set_day(today + timedelta(days=1))
    with units.read(clerk) as unit:
        assert unit.get(Person, known.person).id == known.person
        assert unit.actor.today == today + timedelta(days=1)
