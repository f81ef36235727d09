"""Who comes in: one answer for every wrong proof, each try in the audit, a judge's key opened in memory only."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.accounts import credentials, sign_in
from db.accounts.admitted import Admitted, Terminal
from db.accounts.credentials import key_proof, no_proof, password_proof
from db.accounts.gate import Asked
from db.accounts.judge_key import JudgeKey
from db.accounts.sign_in import SignIn
from db.accounts.verifier import Derived, Params, derive, verifier_of
from db.tables.places import Agency
from db.tables.system import AuditEvent
from db.tables.users import Credential, UserAccount, UserCourt, UserRole
from db.unit import Units
from db.words.actor import Role
from db.words.errors import Misconfigured, Refused
from db.words.families.places import AgencyKind, UserState
from tests.support.record import Record

PASSWORD = "walnut ferry blanket"
_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]


@pytest.fixture
def agency(record: Record) -> Agency:
    """The installation's own account, which every database has, and one agency."""
    own = Agency(code="TRACKER", name="Own", kind=AgencyKind.PROGRAMME)
    system = _account(record, credentials.SYSTEM_USER, own, state=UserState.CLOSED)
    record.put(own, system, no_proof(system.id))
    return own


def _account(
    record: Record,
    name: str,
    agency: Agency,
    *,
    state: UserState = UserState.ACTIVE,
    ended: bool = False,
    every_court: bool = False,
) -> UserAccount:
    now = record.clock.now()
    return UserAccount(
        user_name=name,
        display_name=name.title(),
        agency_id=agency.id,
        state=state,
        created_at=now,
        expires_at=now - timedelta(days=1) if ended else None,
        every_court=every_court,
    )


def _user(record: Record, agency: Agency, name: str = "j.moss", role: Role = Role.CLERK) -> UserAccount:
    account = _account(record, name, agency)
    record.put(account, UserRole(user_id=account.id, role=role))
    record.put(password_proof(account.id, PASSWORD, judge=role is Role.JUDGE))
    return account


def _door(units: Units, *, demo: bool = False, published: tuple[bytes, ...] = ()) -> SignIn:
    return SignIn(units, Terminal("dock 2"), demo=demo, published=published)


def _acts(units: Units) -> list[str]:
    with units.raw("keeper") as connection:
        return list(connection.execute(sa.select(_event.c.action).order_by(_event.c.happened_at)).scalars())


def test_a_right_password_gives_the_roles_and_courts_of_the_account(record: Record, agency: Agency) -> None:
    account = _user(record, agency)
    court = record.court()
    record.put(UserCourt(user_id=account.id, court_id=court))
    first = _door(record.units).admit(" J.Moss ", PASSWORD)
    second = _door(record.units).admit("j.moss", PASSWORD)
    assert (first.actor.user_id, first.actor.roles, first.actor.courts) == (
        account.id,
        frozenset({Role.CLERK}),
        frozenset({court}),
    )
    assert first.actor.terminal == "dock 2"
    assert first.last_sign_in_at is None
    assert second.last_sign_in_at is not None
    assert first.actor.audit_session != second.actor.audit_session


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(record: Record, agency: Agency) -> None:
    _user(record, agency)
    said = []
    for name, password in (("j.moss", "not this one, no"), ("nobody", PASSWORD), (credentials.SYSTEM_USER, PASSWORD)):
        with pytest.raises(Refused) as refused:
            _door(record.units).admit(name, password)
        said.append(refused.value.sentence)
    assert len(set(said)) == 1


def test_wrong_tries_are_counted_and_told_at_the_next_right_one(record: Record, agency: Agency) -> None:
    _user(record, agency)
    door = _door(record.units)
    for _ in range(2):
        with pytest.raises(Refused):
            door.admit("j.moss", "not this one, no")
    assert door.admit("j.moss", PASSWORD).failures == 2
    assert door.admit("j.moss", PASSWORD).failures == 0


def test_every_try_is_in_the_audit_also_for_a_name_that_does_not_exist(record: Record, agency: Agency) -> None:
    _user(record, agency)
    door = _door(record.units)
    for name in ("nobody", "j.moss"):
        with pytest.raises(Refused):
            door.admit(name, "not this one, no")
    actor = door.admit("j.moss", PASSWORD).actor
    door.unlock(actor, PASSWORD)
    refused = ["user.sign_in.refused", "user.sign_in.refused"]
    assert _acts(record.units) == [*refused, "user.sign_in.after_failure", "user.unlock"]


def test_the_same_sign_in_is_unlocked_by_its_own_password_alone(record: Record, agency: Agency) -> None:
    _user(record, agency)
    door = _door(record.units)
    actor = door.admit("j.moss", PASSWORD).actor
    with pytest.raises(Refused):
        door.unlock(actor, "not this one, no")
    door.unlock(actor, PASSWORD)


@pytest.mark.parametrize(("state", "ended"), [(UserState.SUSPENDED, False), (UserState.ACTIVE, True)])
def test_an_account_that_is_not_active_is_told_so_after_the_right_password_only(
    record: Record, agency: Agency, state: UserState, ended: bool
) -> None:
    account = _account(record, "j.moss", agency, state=state, ended=ended)
    record.put(account, password_proof(account.id, PASSWORD, judge=False))
    with pytest.raises(Refused, match=r"suspended|expired"):
        _door(record.units).admit("j.moss", PASSWORD)
    with pytest.raises(Refused, match="wrong"):
        _door(record.units).admit("j.moss", "not this one, no")


def test_a_judges_key_opens_with_the_password_and_nobody_else_has_one(record: Record, agency: Agency) -> None:
    _user(record, agency, "h.judge", Role.JUDGE)
    _user(record, agency)
    door = _door(record.units)
    key = door.admit("h.judge", PASSWORD).judge_key
    assert isinstance(key, JudgeKey)
    assert repr(key.private) not in repr(door.admit("h.judge", PASSWORD))
    assert door.admit("j.moss", PASSWORD).judge_key is None


def test_old_parameters_are_renewed_and_the_judges_key_stays_the_same(record: Record, agency: Agency) -> None:
    account = _account(record, "h.judge", agency)
    old, salt = Params(time_cost=2, memory_kib=19_456), b"\x07" * 16
    halves = derive(PASSWORD, salt, old)
    from db.accounts.judge_key import make_judge_keys

    public, wrapped = make_judge_keys(halves.private_half, account.id)
    proof = Credential(
        user_id=account.id,
        salt=salt,
        parameters=old.written(),
        verifier=verifier_of(halves.sign_in_key),
        public_key=public,
        wrapped_private_key=wrapped,
    )
    record.put(account, UserRole(user_id=account.id, role=Role.JUDGE), proof)
    before: Admitted = _door(record.units).admit("h.judge", PASSWORD)
    with record.units.raw("keeper") as connection:
        stored = credentials.find(connection, "h.judge")
    assert stored is not None
    assert stored.parameters == Params().written()
    assert stored.salt != salt
    after = _door(record.units).admit("h.judge", PASSWORD)
    assert before.judge_key == after.judge_key
    assert after.last_sign_in_at is not None


def test_a_service_account_comes_in_with_its_key_and_with_nothing_else(record: Record, agency: Agency) -> None:
    account = _account(record, "feeds", agency)
    proof, key = key_proof(account.id)
    record.put(account, UserRole(user_id=account.id, role=Role.SERVICE), proof)
    assert _door(record.units).admit("feeds", key).actor.roles == {Role.SERVICE}
    with pytest.raises(Refused, match="wrong"):
        _door(record.units).admit("feeds", "00" * 32)
    # Worded as any wrong password, so that nobody learns at the door which name is a service's.
    with pytest.raises(Refused, match="wrong"):
        _door(record.units).admit("feeds", PASSWORD)


def test_a_live_home_refuses_a_password_that_the_program_itself_publishes(record: Record, agency: Agency) -> None:
    account = _account(record, "clerk", agency, every_court=True)
    proof = password_proof(account.id, PASSWORD, judge=False)
    record.put(account, UserRole(user_id=account.id, role=Role.CLERK), proof)
    with pytest.raises(Refused, match="demo"):
        _door(record.units, published=(proof.verifier,)).admit("clerk", PASSWORD)
    demo = _door(record.units, demo=True, published=(proof.verifier,))
    assert demo.admit("clerk", PASSWORD).actor.every_court
    assert not _door(record.units).admit("clerk", PASSWORD).actor.every_court


def test_only_a_demo_home_lets_a_command_act_without_a_password(record: Record, agency: Agency) -> None:
    _user(record, agency)
    with pytest.raises(Refused):
        _door(record.units).actor_of("j.moss")
    if record.units.dialect == "postgresql":  # where no demo home is
        with pytest.raises(Refused, match="password"):
            _door(record.units, demo=True).actor_of("j.moss")
        return
    assert _door(record.units, demo=True).actor_of("j.moss").actor.has(Role.CLERK)
    with pytest.raises(Refused, match=r"It has: j\.moss"):
        _door(record.units, demo=True).actor_of("nobody")


def test_a_database_without_base_rows_says_what_to_run(record: Record) -> None:
    with pytest.raises(Misconfigured, match="tracker init"):
        _door(record.units).admit("anybody", PASSWORD)


def test_the_salt_of_an_unknown_name_is_the_same_each_time(
    record: Record, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []
    real = sign_in.prove

    def watch(known: Asked, password: str) -> Derived:
        asked.append(known.salt)
        return real(known, password)

    monkeypatch.setattr(sign_in, "prove", watch)
    for name in ("ghost", " GHOST", "other"):
        with pytest.raises(Refused):
            _door(record.units).admit(name, PASSWORD)
    assert asked[0] == asked[1] != asked[2]


def test_a_clerks_old_parameters_are_renewed_too(record: Record, agency: Agency) -> None:
    account, old, salt = _account(record, "k.lee", agency), Params(time_cost=2, memory_kib=19_456), b"\x07" * 16
    verifier = verifier_of(derive(PASSWORD, salt, old).sign_in_key)
    proof = Credential(user_id=account.id, salt=salt, parameters=old.written(), verifier=verifier)
    record.put(account, UserRole(user_id=account.id, role=Role.CLERK), proof)
    _door(record.units).admit("k.lee", PASSWORD)
    with record.units.raw("keeper") as connection:
        stored = credentials.find(connection, "k.lee")
    assert stored is not None
    assert stored.parameters == Params().written()
    assert _door(record.units).admit("k.lee", PASSWORD).last_sign_in_at is not None
