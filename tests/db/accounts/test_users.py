"""Accounts are made by administrators, under the rules for names and passwords, and come in afterwards."""

from __future__ import annotations

import pytest

from db.accounts.admitted import Terminal
from db.accounts.credentials import SYSTEM_USER, no_proof
from db.accounts.sign_in import SignIn
from db.accounts.users import UsersService
from db.cards.accounts import NewUser
from db.tables.places import Agency
from db.tables.users import UserAccount
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.places import AgencyKind, UserState
from tests.support.record import Record

PASSWORD = "walnut ferry blanket"


@pytest.fixture
def admin(record: Record) -> Actor:
    """The first administrator, as `tracker init` leaves it."""
    agency = Agency(code="HMCTS", name="HM Courts & Tribunals Service", kind=AgencyKind.COURT)
    now = record.clock.now()
    own = UserAccount(
        user_name=SYSTEM_USER, display_name="Own", agency_id=agency.id, state=UserState.CLOSED, created_at=now
    )
    record.put(agency, own, no_proof(own.id))
    record.court("B01LY")
    return record.user("p.hale", agency.id, Role.ADMINISTRATOR)


def _new(name: str = "j.moss", *roles: Role, password: str = PASSWORD, courts: tuple[str, ...] = ()) -> NewUser:
    return NewUser(name, name.title(), "HMCTS", frozenset(roles or {Role.CLERK}), courts, password=password)


def test_a_new_user_comes_in_with_the_roles_and_courts_given(record: Record, admin: Actor) -> None:
    card = UsersService(record.units, admin).add(_new("J.Moss", courts=("b01ly",)))
    assert (card.user_name, card.agency, card.roles, card.courts) == ("j.moss", "HMCTS", ("clerk",), ("B01LY",))
    admitted = SignIn(record.units, Terminal("t")).admit("j.moss", PASSWORD)
    assert admitted.actor.courts == {record.courts["B01LY"]}
    assert admitted.judge_key is None


def test_a_judges_first_password_makes_the_key_to_the_notes(record: Record, admin: Actor) -> None:
    UsersService(record.units, admin).add(_new("h.farrow", Role.JUDGE))
    assert SignIn(record.units, Terminal("t")).admit("h.farrow", PASSWORD).judge_key is not None


def test_a_service_account_gets_a_key_and_no_password(record: Record, admin: Actor) -> None:
    card, key = UsersService(record.units, admin).add_service(_new("feeds", Role.SERVICE, password=""))
    assert card.roles == ("service",)
    assert SignIn(record.units, Terminal("t")).admit("feeds", key).actor.has(Role.SERVICE)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_makes_accounts(record: Record, admin: Actor, role: Role) -> None:
    other = record.user("other", admin.agency_id, role)
    with pytest.raises(Refused, match="administrator"):
        UsersService(record.units, other).add(_new())
    with pytest.raises(Refused, match="administrator"):
        UsersService(record.units, other).check(_new())


def test_what_breaks_a_rule_is_refused_before_anything_is_written(record: Record, admin: Actor) -> None:
    users = UsersService(record.units, admin)
    with pytest.raises(BadInput, match="too short"):
        users.add(_new(password="short"))
    with pytest.raises(BadInput, match="user name"):
        users.add(_new("a b"))
    with pytest.raises(BadInput, match="no role"):
        users.add(NewUser("j.moss", "J", "HMCTS", frozenset(), password=PASSWORD))
    with pytest.raises(NotFound, match="no court"):
        users.add(_new(courts=("B99ZZ",)))
    with pytest.raises(NotFound, match="no agency"):
        users.add(NewUser("j.moss", "J", "NONE", frozenset({Role.CLERK}), password=PASSWORD))
    assert {card.user_name for card in users.list().items} == {"p.hale", SYSTEM_USER}


def test_a_name_is_given_once_in_whatever_case(record: Record, admin: Actor) -> None:
    users = UsersService(record.units, admin)
    users.add(_new())
    with pytest.raises(Conflict):
        users.add(_new("J.MOSS"))


def test_checking_an_account_writes_nothing(record: Record, admin: Actor) -> None:
    users = UsersService(record.units, admin)
    users.check(_new())
    assert "j.moss" not in {card.user_name for card in users.list().items}
