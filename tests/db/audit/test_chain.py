"""The chain of a sign-in: numbered without gaps, each digest over its row and the one before."""

from __future__ import annotations

import threading
from typing import Any

import pytest
import sqlalchemy as sa

from db.audit.chain import Act, append, digest, under_emergency
from db.audit.form import genesis, moment
from db.tables.system import AuditChain, AuditEvent
from db.tables.users import UserAccount
from db.unit import Units
from db.words.actor import Role
from db.words.errors import Refused, TrackerError, TryLater
from db.words.families.access import AuditOperation
from db.words.keys import uuid7
from tests.support.record import Record

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
LOOK = Act(AuditOperation.CONSULTATION, "file.open")


def _rows(units: Units) -> list[dict[str, Any]]:
    with units.raw("keeper") as connection:
        return [dict(row) for row in connection.execute(sa.select(EVENT).order_by(EVENT.c.number)).mappings()]


def test_each_digest_covers_its_row_and_the_one_before(units: Units, record: Record) -> None:
    clerk = record.user("clerk", record.agency(), Role.CLERK)
    for _ in range(3):
        with units.act(clerk, LOOK):
            pass
    with units.raw("keeper") as connection:
        chain = connection.execute(sa.select(AuditChain.__table__)).one()
    previous = bytes.fromhex(genesis(chain.id.hex, clerk.user_id.hex, "test", moment(chain.opened_at)))
    for number, row in enumerate(_rows(units), 1):
        assert row["number"] == number
        assert bytes(row["previous"]) == previous
        assert digest(row) == bytes(row["digest"])
        previous = bytes(row["digest"])


def test_many_threads_of_one_sign_in_make_one_unbroken_chain(units: Units, record: Record) -> None:
    clerk = record.user("clerk", record.agency(), Role.CLERK)

    def look() -> None:
        for _ in range(5):
            with units.act(clerk, LOOK):
                pass

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row["number"] for row in _rows(units)] == list(range(1, 21))


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_written_row_is_neither_edited_nor_deleted(units: Units, record: Record, act: str) -> None:
    clerk = record.user("clerk", record.agency(), Role.CLERK)
    with units.act(clerk, LOOK):
        pass
    statement = sa.update(EVENT).values(action="nothing") if act == "update" else sa.delete(EVENT)
    with pytest.raises(TrackerError), units.raw("keeper", writes=True) as connection:
        connection.execute(statement)
    assert len(_rows(units)) == 1


def test_what_nobody_declared_cannot_be_done() -> None:
    with pytest.raises(ValueError, match="not declared"):
        Act(AuditOperation.CONSULTATION, "file.lick")
    with pytest.raises(ValueError, match="not declared"):
        Act(AuditOperation.ERASURE, "file.open")


def test_without_a_chain_nothing_is_written(units: Units, record: Record) -> None:
    clerk = record.user("clerk", record.agency(), Role.CLERK)
    with pytest.raises(Refused, match="No audit"), units.raw("keeper", writes=True) as connection:
        append(connection, clerk, units.clock.now(), [LOOK])


def test_an_act_whose_audit_fails_is_not_done(units: Units, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = record.user("admin", record.agency(), Role.ADMINISTRATOR)
    clerk = record.user("clerk", admin.agency_id, Role.CLERK)

    def fail(*_: object) -> None:
        raise TryLater("The disk is full.")

    monkeypatch.setattr("db.unit.append", fail)
    act = Act(AuditOperation.ACCOUNT, "account.change", "user_account", clerk.user_id)
    with pytest.raises(TryLater), units.act(admin, act) as unit:
        unit.get(UserAccount, clerk.user_id).display_name = "Another"
    with units.read(admin) as unit:
        assert unit.get(UserAccount, clerk.user_id).display_name == "Clerk"


def test_a_row_of_an_activity_says_how_much_and_how_long(units: Units, record: Record) -> None:
    clerk = record.user("clerk", record.agency(), Role.CLERK)
    with units.act(clerk, Act(AuditOperation.CONSULTATION, "file.open", "person", clerk.user_id)):
        pass
    (row,) = _rows(units)
    assert row["rows"] == 1
    assert row["milliseconds"] >= 0


def test_a_reading_under_emergency_access_says_so_and_what_it_was_and_nothing_else_does() -> None:
    person, other = uuid7(), uuid7()
    reading = Act(AuditOperation.CONSULTATION, "file.open", person_id=person, reason="list")
    under = under_emergency(reading, frozenset({person}))
    assert (under.action, under.reason, under.person_id) == ("emergency.read", "file.open list", person)
    assert under_emergency(reading, frozenset({other})) == reading
    for action, operation in (
        ("emergency.open", AuditOperation.CONSULTATION),
        ("note.save", AuditOperation.ALTERATION),
    ):
        act = Act(operation, action, person_id=person)
        assert under_emergency(act, frozenset({person})) == act
