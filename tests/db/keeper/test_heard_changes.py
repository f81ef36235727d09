"""What others commit is heard as record keys, also after the database was away."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

import psycopg
import pytest

from db.keeper.changes import Changes
from db.store.changes import Touched, write_changes
from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from db.words.errors import TrackerError
from db.words.keys import uuid7


def _touch(units: Units, person: UUID | None = None, court: UUID | None = None) -> UUID:
    note = uuid7()
    with units.raw("keeper", writes=True) as connection:
        write_changes(connection, Clock().now(), [Touched("note", note, person, court)])
    return note


def test_a_commit_is_heard_once_by_row_person_and_court(units: Units) -> None:
    changes, person, court = Changes(units), uuid7(), uuid7()
    assert changes.wait(0.0) == frozenset()
    note = _touch(units, person, court)
    assert changes.wait(2.0) == {f"note:{note}", f"person:{person}", f"court:{court}"}
    assert changes.wait(0.0) == frozenset()
    changes.close()


def test_what_was_committed_before_is_no_news(units: Units) -> None:
    _touch(units)
    changes = Changes(units)
    assert changes.wait(0.0) == frozenset()
    changes.close()


def _wait_often(changes: Changes) -> None:
    for _ in range(5):
        changes.wait(0.2)


def test_a_lost_connection_is_told_and_a_later_call_hears_again(pg_url: str) -> None:
    units = Units(make_engine(pg_url), Clock())
    changes = Changes(units)
    changes.wait(0.0)
    with psycopg.connect(pg_url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    with pytest.raises(TrackerError):
        _wait_often(changes)
    with suppress(TrackerError):
        _wait_often(changes)
    changes.wait(0.0)
    note = _touch(units)
    assert f"note:{note}" in changes.wait(2.0)
    changes.close()
    units.close()
