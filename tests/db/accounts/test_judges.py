"""What a judge's sign-in publishes: the own public key, and the pair once more sealed to the recovery key in force."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from db.accounts.judge_key import JudgeKey, make_judge_keys, unwrap
from db.accounts.judges import notes_after_reset, public_keys, recovery_key, settle
from db.accounts.recovery import make, open_box, open_copy
from db.audit.acts import Deed
from db.tables.notes import JudgePublicKey, RecoveryCopy, RecoveryKey
from db.tables.system import AuditEvent
from db.words.actor import Actor, Role
from db.words.keys import uuid7
from tests.support.record import Record

HALF = b"h" * 32


@pytest.fixture
def judge(record: Record) -> Actor:
    """A judge who has published nothing yet."""
    return record.user("h.judge", record.agency("JUD"), Role.JUDGE)


@pytest.fixture
def keeper(record: Record) -> Actor:
    """Who sets up recovery keys."""
    return record.user("p.hale", record.agency("HMCTS"), Role.ADMINISTRATOR)


def pair(judge: Actor) -> JudgeKey:
    """A key pair, as a password opens it."""
    public, wrapped = make_judge_keys(HALF, judge.user_id)
    return unwrap(wrapped, HALF, judge.user_id, public=public)


def recovery(record: Record, keeper: Actor) -> tuple[RecoveryKey, bytes]:
    """A recovery key in force, and its private half."""
    key_id, custodians = uuid7(), {uuid7(): b"a" * 64, uuid7(): b"b" * 64}
    made = make(custodians, key_id=key_id)
    (box,) = made.boxes.values()
    row = RecoveryKey(id=key_id, public_key=made.public, made_at=record.clock.now(), made_by_id=keeper.user_id)
    record.put(row)
    return row, open_box(box, custodians, key_id=key_id)


def rows(record: Record, model: type[SQLModel]) -> list[sa.Row[tuple[object, ...]]]:
    with record.units.raw("keeper") as connection:
        return list(connection.execute(sa.select(model.__table__)))  # type: ignore[attr-defined]


def deeds(record: Record) -> list[str]:
    event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
    with record.units.raw("keeper") as connection:
        return list(connection.scalars(sa.select(event.c.action).order_by(event.c.number)))


def test_the_first_sign_in_publishes_the_key_and_the_next_one_nothing(record: Record, judge: Actor) -> None:
    key = pair(judge)
    assert settle(record.units, judge, key)
    assert not settle(record.units, judge, key)
    with record.units.read(judge) as unit:
        assert public_keys(unit) == public_keys(unit, [judge.user_id]) == {judge.user_id: key.public}
        assert public_keys(unit, [uuid7()]) == {}
        assert recovery_key(unit) is None
    assert deeds(record) == [Deed.JUDGE_KEY_PUBLISH]


def test_another_pair_takes_the_place_of_the_published_one(record: Record, judge: Actor) -> None:
    settle(record.units, judge, pair(judge))
    other = pair(judge)
    assert settle(record.units, judge, other)
    ((*_,),) = rows(record, JudgePublicKey)
    with record.units.read(judge) as unit:
        assert public_keys(unit) == {judge.user_id: other.public}


def test_a_pair_is_sealed_to_the_recovery_key_in_force_once_and_to_the_next_one_again(
    record: Record, judge: Actor, keeper: Actor
) -> None:
    key = pair(judge)
    for _ in range(2):
        in_force, private = recovery(record, keeper)
        assert settle(record.units, judge, key)
        assert not settle(record.units, judge, key)
        (copy,) = rows(record, RecoveryCopy)
        assert copy.recovery_key_id == in_force.id
        opened = open_copy(bytes(copy.sealed), judge.user_id, public=key.public, recovery_private=private)
        assert opened.private == key.private
    assert deeds(record) == [Deed.JUDGE_KEY_PUBLISH, Deed.RECOVERY_KEY_SEAL, Deed.RECOVERY_KEY_SEAL]


def test_a_copy_of_an_earlier_pair_stays_for_the_earlier_notes(record: Record, judge: Actor, keeper: Actor) -> None:
    recovery(record, keeper)
    settle(record.units, judge, pair(judge))
    settle(record.units, judge, pair(judge))
    assert len(rows(record, RecoveryCopy)) == 2


def test_who_is_no_judge_publishes_nothing(record: Record, judge: Actor, keeper: Actor) -> None:
    assert not settle(record.units, keeper, pair(judge))
    assert rows(record, JudgePublicKey) == []


def test_a_reset_says_what_becomes_of_the_notes(record: Record, judge: Actor, keeper: Actor) -> None:
    def told() -> str:
        with record.units.read(keeper) as unit:
            return notes_after_reset(unit, judge.user_id)

    assert told() == ""
    key = pair(judge)
    settle(record.units, judge, key)
    assert "for ever" in told()
    recovery(record, keeper)
    settle(record.units, judge, key)
    assert "recover-notes" in told()
