"""Sign-ins that stand: one at a time, taken over, locked, over; and the account gate with its reasons (U1, U2)."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.access.sign_ins import insist_password, standing
from db.accounts.admitted import Admitted
from db.accounts.credentials import site_ids
from db.accounts.gate import SCREEN
from db.accounts.reading import factors_off
from db.tables.sessions import SignInRule, UserSession
from db.tables.system import AuditEvent
from db.tables.users import UserAccount
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import Misconfigured, Refused, StepUpNeeded
from db.words.families.places import UserState
from db.words.refusals import SignedInElsewhere, WrongPassword
from tests.support.door import PASSWORD, WRONG, House

_session: sa.Table = UserSession.__table__  # type: ignore[attr-defined]
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]


def _sit(house: House, name: str = "j.moss", terminal: str = "dock 2", *, take_over: bool = False) -> Admitted:
    return house.door(terminal).admit(name, PASSWORD, kind=SCREEN, take_over=take_over)


def _over(house: House, actor: Actor) -> str:
    with house.units.raw("sign-in") as connection:
        return standing(connection, actor.audit_session, now=house.units.clock.now()).over


def _acts(house: House) -> list[str]:
    with house.units.raw("keeper") as connection:
        return list(connection.execute(sa.select(_event.c.action).order_by(_event.c.happened_at)).scalars())


def test_a_second_terminal_is_offered_to_take_over_and_the_first_one_is_told(house: House) -> None:
    house.user()
    first = _sit(house)
    with pytest.raises(SignedInElsewhere) as elsewhere:
        _sit(house, terminal="office 1")
    assert elsewhere.value.terminal == "dock 2"
    assert not _over(house, first.actor)
    second = _sit(house, terminal="office 1", take_over=True)
    assert _over(house, first.actor) == "This sign-in has ended: taken over at office 1."
    assert not _over(house, second.actor)
    assert "session.take_over" in _acts(house)


def test_a_judge_sits_in_chambers_and_on_the_bench_and_not_at_a_third_place(house: House) -> None:
    house.user("h.judge", Role.JUDGE)
    oldest = _sit(house, "h.judge", "chambers")
    bench = _sit(house, "h.judge", "bench")
    with pytest.raises(SignedInElsewhere, match="chambers"):
        _sit(house, "h.judge", "office")
    _sit(house, "h.judge", "office", take_over=True)
    assert _over(house, oldest.actor)
    assert not _over(house, bench.actor)


def test_the_same_terminal_again_and_one_that_was_not_heard_of_are_in_nobodys_way(house: House) -> None:
    house.user()
    first = _sit(house)
    _sit(house)
    assert "signed in again at this terminal" in _over(house, first.actor)
    house.times.pass_by(200)
    _sit(house, terminal="office 1")


def test_a_command_stands_beside_the_screen_and_ends_with_its_work(house: House) -> None:
    house.user()
    screen = _sit(house)
    door = house.door("office 1")
    command = door.admit("j.moss", PASSWORD)
    assert not _over(house, screen.actor)
    door.leave(command.actor, command.token)
    assert _over(house, command.actor) == "This sign-in has ended: signed out."


def test_a_sign_in_lasts_twelve_hours(house: House) -> None:
    house.user()
    admitted = _sit(house)
    house.times.pass_by(12 * 3600 - 60)
    assert not _over(house, admitted.actor)
    house.times.pass_by(60)
    assert _over(house, admitted.actor) == "This sign-in has lasted its twelve hours."
    with pytest.raises(Refused):
        house.door().unlock(admitted.actor, PASSWORD)


@pytest.mark.parametrize(
    ("change", "why"),
    [({"state": UserState.SUSPENDED}, "suspended"), ({"expires_at": timedelta(seconds=-1)}, "expired")],
)
def test_an_account_that_ends_ends_its_sign_ins_at_once(house: House, change: dict[str, object], why: str) -> None:
    account = house.user()
    admitted = _sit(house)
    now = house.units.clock.now()
    values = {key: now + value if isinstance(value, timedelta) else value for key, value in change.items()}
    with house.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(_account).where(_account.c.id == account.id).values(values))
    assert why in _over(house, admitted.actor)
    with pytest.raises(Refused):
        house.door().unlock(admitted.actor, PASSWORD)


def test_a_sign_in_that_nobody_made_does_not_stand(house: House) -> None:
    actor = house.record.user("x", house.own.id, Role.CLERK)
    assert _over(house, actor) == "This sign-in is not known."
    with house.units.raw("sign-in") as connection:
        assert not standing(connection, actor.audit_session, now=house.units.clock.now()).known
    with pytest.raises(Refused):
        house.door().unlock(actor, PASSWORD)


def test_locking_is_noted_and_unlocking_brings_another_token(house: House) -> None:
    house.user()
    door = house.door()
    admitted = door.admit("j.moss", PASSWORD, kind=SCREEN)
    assert door.mark(admitted.actor, admitted.token, "locked")
    with house.units.raw("sign-in") as connection:
        assert standing(connection, admitted.actor.audit_session, now=house.units.clock.now()).locked
    token = door.unlock(admitted.actor, PASSWORD)
    assert token != admitted.token
    assert not door.mark(admitted.actor, admitted.token, "used")
    assert door.mark(admitted.actor, token, "used")
    assert door.mark(admitted.actor, token, "ended")
    assert not door.mark(admitted.actor, token, "used")
    assert _acts(house) == ["user.sign_in", "user.lock", "user.unlock", "user.sign_out"]


def test_nobody_unlocks_the_sign_in_of_another(house: House) -> None:
    house.user()
    house.user("k.lee")
    mine = _sit(house).actor
    yours = _sit(house, "k.lee").actor
    from dataclasses import replace

    with pytest.raises(Refused, match=r"wrong|not for you"):
        house.door().unlock(replace(yours, audit_session=mine.audit_session), PASSWORD)


def test_wrong_passwords_at_the_cover_lead_to_a_wait_too(house: House) -> None:
    house.user()
    door = house.door()
    actor = _sit(house).actor
    for _ in range(3):
        with pytest.raises(Refused, match="wrong"):
            door.unlock(actor, WRONG)
    from db.words.refusals import TooSoon

    with pytest.raises(TooSoon):
        door.unlock(actor, PASSWORD)
    assert _acts(house)[-2:] == ["user.unlock.refused", "account.lockout"]


def test_an_act_that_wants_the_password_gets_it_for_five_minutes(house: House) -> None:
    house.user()
    door = house.door()
    actor = door.admit("j.moss", PASSWORD, kind=SCREEN).actor

    def insist(action: str) -> None:
        with house.units.raw("sign-in") as connection:
            state = standing(connection, actor.audit_session, now=house.units.clock.now())
        insist_password(state, action, now=house.units.clock.now())

    insist("note.save")
    with pytest.raises(StepUpNeeded):
        insist("share.change")
    door.step_up(actor, PASSWORD)
    insist("share.change")
    house.times.pass_by(301)
    with pytest.raises(StepUpNeeded):
        insist("share.change")
    with pytest.raises(WrongPassword, match="That password is wrong"):
        door.step_up(actor, WRONG)
    assert "step_up" in _acts(house)
    assert "step_up.refused" in _acts(house)


def test_locking_takes_the_given_password_back_and_a_commands_password_was_given_for_it(house: House) -> None:
    house.user()
    door = house.door()
    admitted = door.admit("j.moss", PASSWORD)
    now = house.units.clock.now()
    with house.units.raw("sign-in") as connection:
        insist_password(standing(connection, admitted.actor.audit_session, now=now), "user.add", now=now)
    door.mark(admitted.actor, admitted.token, "locked")
    with house.units.raw("sign-in") as connection, pytest.raises(StepUpNeeded):
        insist_password(standing(connection, admitted.actor.audit_session, now=now), "user.add", now=now)


# -- the account gate (sharing rules U1, U2) ---------------------------------------------------------------------


def test_an_expired_account_is_refused_with_the_name_of_who_authorised_it(house: House) -> None:
    boss = house.user("a.boss")
    house.user("j.moss", expires_at=house.units.clock.now() - timedelta(days=1), authorised_by=boss)
    house.user("k.lee", expires_at=house.units.clock.now() - timedelta(days=1))
    with pytest.raises(Refused, match=r"expired.*A\.Boss"):
        house.door().admit("j.moss", PASSWORD)
    with pytest.raises(Refused, match=r"expired.*the administrator"):
        house.door().admit("k.lee", PASSWORD)
    with pytest.raises(Refused, match="wrong"):
        house.door("office").admit("k.lee", WRONG)


def test_an_account_is_used_on_its_networks_only_and_the_reason_is_said(house: House) -> None:
    house.user("j.moss", network_classes="secure local")
    house.door().admit("j.moss", PASSWORD)
    with pytest.raises(Refused, match="these networks only: local secure"):
        house.door(network_class="remote").admit("j.moss", PASSWORD)


def test_an_account_bound_to_a_user_of_the_machine_is_refused_to_another(house: House) -> None:
    house.user("j.moss", os_user="jmoss")
    house.door(os_user="jmoss").admit("j.moss", PASSWORD)
    with pytest.raises(Refused, match="bound to another user"):
        house.door(os_user="root").admit("j.moss", PASSWORD)


def test_the_token_is_kept_nowhere(house: House) -> None:
    house.user()
    admitted = _sit(house)
    with house.units.raw("keeper") as connection:
        stored = connection.execute(sa.select(_session.c.token_hash)).scalar_one()
    assert len(admitted.token) == 32
    assert bytes(stored) != admitted.token
    assert admitted.token.hex() not in repr(admitted)


def test_a_token_is_256_bits_of_the_operating_systems(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file the terminal's system draws it, on PostgreSQL the server's; no two are alike."""
    house.user()
    drawn: list[bytes] = []
    real = os.urandom

    def kept(size: int) -> bytes:
        drawn.append(real(size))
        return drawn[-1]

    monkeypatch.setattr(os, "urandom", kept)
    tokens = {_sit(house).token for _ in range(3)}
    assert {len(token) for token in tokens} == {32}
    assert len(tokens) == 3
    assert house.units.dialect == "postgresql" or tokens <= set(drawn)


def test_without_its_base_rows_an_installation_says_how_it_is_made(units: Units) -> None:
    with units.raw("sign-in") as connection, pytest.raises(Misconfigured, match="tracker init"):
        site_ids(connection)


def test_whose_an_act_without_a_sign_in_is_and_whether_factors_are_off_is_known(house: House) -> None:
    with house.units.raw("sign-in") as connection:
        assert site_ids(connection)[1] == house.own.id
        assert not factors_off(connection)
    boss = house.user("a.boss", Role.ADMINISTRATOR)
    now = house.units.clock.now()
    house.record.put(SignInRule(name="second_factor", value="off", decided_by_id=boss.id, decided_at=now))
    with house.units.raw("sign-in") as connection:
        assert factors_off(connection)
