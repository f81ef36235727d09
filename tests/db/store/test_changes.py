"""A commit by anybody is heard within two seconds, once, also when it commits out of order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from db.store.changes import Touched, Watcher, write_changes
from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from db.words.keys import uuid7
from tests.support.databases import Database

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def elsewhere(database: Database) -> Iterator[Units]:
    """Another process's units on the same database."""
    made = Units(make_engine(database.url), Clock())
    yield made
    made.close()


@pytest.fixture
def two_on_postgresql(pg_url: str) -> Iterator[tuple[Units, Units]]:
    """Two processes' units on PostgreSQL; on SQLite, with one writer at a time, numbers and commits have one order."""
    both = (Units(make_engine(pg_url), Clock()), Units(make_engine(pg_url), Clock()))
    yield both
    for each in both:
        each.close()


def _touch(units: Units) -> Touched:
    touched = Touched("note", uuid7(), uuid7())
    with units.raw("keeper", writes=True) as connection:
        write_changes(connection, NOW, [touched])
    return touched


def test_a_change_is_heard_within_two_seconds_and_once(units: Units, elsewhere: Units) -> None:
    watcher = Watcher(units.engine_for("watch"))
    began = time.monotonic()
    touched = _touch(elsewhere)
    assert watcher.wait(2) == [touched]
    assert time.monotonic() - began < 2
    assert watcher.wait(0) == []
    watcher.close()


def test_what_was_before_the_watch_began_is_not_told(units: Units, elsewhere: Units) -> None:
    _touch(elsewhere)
    watcher = Watcher(units.engine_for("watch"))
    assert watcher.wait(0) == []
    watcher.close()


def test_a_late_committer_with_an_early_number_is_not_missed(two_on_postgresql: tuple[Units, Units]) -> None:
    units, elsewhere = two_on_postgresql
    watcher = Watcher(units.engine_for("watch"))
    slow = Touched("note", uuid7())
    with elsewhere.raw("keeper", writes=True) as connection:
        write_changes(connection, NOW, [slow])
        quick = _touch(units)
        assert watcher.wait(2) == [quick]
    assert watcher.wait(2) == [slow]
    assert watcher.wait(0) == []
    watcher.close()


def test_changes_behind_a_transaction_that_stays_open_are_told_once_however_many(
    two_on_postgresql: tuple[Units, Units],
) -> None:
    units, elsewhere = two_on_postgresql
    watcher = Watcher(units.engine_for("watch"))
    with elsewhere.raw("keeper", writes=True) as connection:
        connection.exec_driver_sql("SELECT pg_current_xact_id()")
        with units.raw("keeper", writes=True) as other:
            write_changes(other, NOW, [Touched("note", uuid7()) for _ in range(12_000)])
        assert len(watcher.wait(2)) == 12_000
        assert watcher.wait(0) == []
        late = _touch(units)
        assert watcher.wait(2) == [late]
        assert watcher.wait(0) == []
    watcher.close()
