"""An administrator sees who is signed in, ends a sign-in, ends a wait, resets a lost code generator; nobody else."""

from __future__ import annotations

import pytest

from db.access.sign_ins import standing
from db.accounts.enrolling import begin, finish
from db.accounts.gate import SCREEN
from db.accounts.sign_in_keeping import SignInKeeping
from db.accounts.totp import code_at
from db.tables.sessions import SignInRule
from db.words.actor import Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.keys import uuid7
from db.words.refusals import CodeWanted, TooSoon
from tests.support.door import PASSWORD, WRONG, House


@pytest.fixture
def keeping(house: House) -> SignInKeeping:
    """As an administrator who has just given the password."""
    house.record.put(SignInRule(name="second_factor", value="off", decided_at=house.units.clock.now()))
    house.user("p.hale", Role.ADMINISTRATOR)
    return SignInKeeping(house.units, house.door("office").admit("p.hale", PASSWORD).actor)


def test_who_is_signed_in_where(house: House, keeping: SignInKeeping) -> None:
    house.user()
    admitted = house.door().admit("j.moss", PASSWORD, kind=SCREEN)
    (card,) = keeping.list("J.Moss")
    assert (card.id, card.terminal, card.kind, card.locked) == (admitted.actor.audit_session, "dock 2", SCREEN, False)
    assert [one.user_name for one in keeping.list()] == ["j.moss", "p.hale"]


def test_a_sign_in_is_ended_with_a_reason_and_once(house: House, keeping: SignInKeeping) -> None:
    house.user()
    actor = house.door().admit("j.moss", PASSWORD, kind=SCREEN).actor
    with pytest.raises(BadInput):
        keeping.end(actor.audit_session, reason=" ")
    keeping.end(actor.audit_session, reason="left the desk", dry_run=True)
    with pytest.raises(NotFound):
        keeping.end(uuid7(), reason="left the desk", dry_run=True)
    assert keeping.check_account(" J.Moss ") == "j.moss"
    with pytest.raises(NotFound):
        keeping.check_account("nobody")
    keeping.end(actor.audit_session, reason="left the desk")
    with house.units.raw("sign-in") as connection:
        state = standing(connection, actor.audit_session, now=house.units.clock.now())
    assert state.over == "This sign-in has ended: left the desk."
    for gone in (actor.audit_session, uuid7()):
        with pytest.raises(NotFound):
            keeping.end(gone, reason="again")


def test_a_wait_is_ended_and_then_there_is_nothing_to_wait_for(house: House, keeping: SignInKeeping) -> None:
    house.user()
    for number in range(3):
        with pytest.raises(Refused, match="wrong"):
            house.door(f"dock {number}").admit("j.moss", WRONG)
    with pytest.raises(TooSoon):
        house.door().admit("j.moss", PASSWORD)
    assert keeping.end_wait("j.moss")
    house.door().admit("j.moss", PASSWORD)
    assert not keeping.end_wait("j.moss")


def test_a_lost_code_generator_is_reset_and_another_one_set_up(house: House, keeping: SignInKeeping) -> None:
    house.user()
    door = house.door(network_class="other")
    for _ in range(2):
        with pytest.raises(NotFound):
            keeping.reset_factor("j.moss", reason="lost")
        enrolment = begin(door, "j.moss")
        finish(door, enrolment, PASSWORD, code=code_at(enrolment.secret, _step(house)))
        with pytest.raises(CodeWanted):
            door.admit("j.moss", PASSWORD)
        keeping.reset_factor("j.moss", reason="lost")
        with pytest.raises(Refused, match="wrong"):
            door.admit("j.moss", enrolment.recovery[0])
        house.door().admit("j.moss", PASSWORD)


def _step(house: House) -> int:
    return int(house.units.clock.now().timestamp()) // 30


def test_nobody_but_an_administrator_does_any_of_this(house: House) -> None:
    house.user()
    clerk = SignInKeeping(house.units, house.door().admit("j.moss", PASSWORD).actor)
    for act in (
        clerk.list,
        lambda: clerk.end(uuid7(), reason="x"),
        lambda: clerk.end_wait("j.moss"),
        lambda: clerk.check_account("j.moss"),
        lambda: clerk.reset_factor("j.moss", reason="x"),
    ):
        with pytest.raises(Refused):
            act()
