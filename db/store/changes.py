"""Change rows: what each commit touched, by id, and the watcher that hears of other sessions' commits."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from db.store.many import insert_many
from db.tables.system import Change

CHANNEL = "tracker_change"
POLL_SECONDS = 0.05
POSTGRES_POLL_SECONDS = 1.0
_change: sa.Table = Change.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Touched:
    """One changed row: the name of its table, its id, and the person and court it concerns."""

    kind: str
    object_id: UUID
    person_id: UUID | None = None
    court_id: UUID | None = None


def write_changes(connection: Connection, now: datetime, touched: Iterable[Touched]) -> None:
    """Add change rows in the caller's transaction; on PostgreSQL listeners are woken when it commits."""
    rows = [
        {"at": now, "kind": t.kind, "object_id": t.object_id, "person_id": t.person_id, "court_id": t.court_id}
        for t in touched
    ]
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        transaction = connection.exec_driver_sql("SELECT pg_current_xact_id()::text::bigint").scalar_one()
        rows = [{**row, "transaction_id": transaction} for row in rows]
    # Without asking for the numbers: on PostgreSQL whoever asked would have to be signed in.
    insert_many(connection, _change, rows, walled=True)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_notify('{CHANNEL}', '')")


class Watcher:
    """Hears of commits by anybody; one thread owns it. `wait` returns ids only, at most once each."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect().execution_options(tracker_raw="watch")
        self._postgres = engine.dialect.name == "postgresql"
        self._last = 0
        self._horizon = 0
        self._seen: frozenset[int] = frozenset()
        self._version = -1
        if self._postgres:
            self._listen()
        self._start()

    def wait(self, seconds: float) -> list[Touched]:
        """What changed since the last call; waits up to `seconds` for something, else an empty list."""
        end = time.monotonic() + seconds
        while True:
            found = self._look()
            left = end - time.monotonic()
            if found or left <= 0:
                return found
            self._pause(left)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _start(self) -> None:
        self._last = self._connection.execute(sa.select(sa.func.max(_change.c.seq))).scalar() or 0
        if self._postgres:
            self._horizon = self._snapshot()
            rows = self._connection.execute(sa.select(_change.c.seq).where(_change.c.transaction_id >= self._horizon))
            self._seen = frozenset(row.seq for row in rows)
        self._connection.rollback()

    def _look(self) -> list[Touched]:
        if not self._postgres:
            driver = self._connection.connection.driver_connection
            version = driver.execute("PRAGMA data_version").fetchone()[0] if driver is not None else 0
            if version == self._version:
                return []
            self._version = version
        try:
            return self._read()
        finally:
            self._connection.rollback()

    def _read(self) -> list[Touched]:
        c = _change.c
        columns = sa.select(c.seq, c.kind, c.object_id, c.person_id, c.court_id).order_by(c.seq)
        if not self._postgres:
            rows = self._connection.execute(columns.where(c.seq > self._last)).all()
            self._last = rows[-1].seq if rows else self._last
            return [Touched(r.kind, r.object_id, r.person_id, r.court_id) for r in rows]
        horizon = self._snapshot()
        wanted = columns.add_columns(c.transaction_id).where(c.transaction_id >= self._horizon)
        rows = self._connection.execute(wanted).all()
        fresh = [row for row in rows if row.seq not in self._seen]
        # Only what the next question can give again: a transaction that stays open for hours holds the horizon.
        self._seen = frozenset(row.seq for row in rows if row.transaction_id >= horizon)
        self._horizon = horizon
        return [Touched(r.kind, r.object_id, r.person_id, r.court_id) for r in fresh]

    def _snapshot(self) -> int:
        """The oldest transaction still running: later commits carry this number or a greater one."""
        statement = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        return int(self._connection.exec_driver_sql(statement).scalar_one())

    def _listen(self) -> None:
        self._connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        self._connection.commit()

    def _pause(self, left: float) -> None:
        if not self._postgres:
            time.sleep(min(POLL_SECONDS, left))
            return
        driver = self._connection.connection.driver_connection
        if driver is not None:
            for _ in driver.notifies(timeout=min(POSTGRES_POLL_SECONDS, left), stop_after=1):
                return
