"""The log: what its chain costs a write, and how quickly it is verified."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from bench.figures import Figure, against, in_turn, ratio
from bench.places import Unwalled, databases
from db import unit as unit_module
from db.audit.chain import Act, append, open_chain
from db.audit.reading import log_of
from db.audit.verify import verify
from db.cards.drafts import Draft
from db.notes.service import NoteService
from db.store.engine import make_engine
from db.tables.system import AuditEvent
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.families.access import AuditOperation
from db.words.keys import uuid7
from tests.support.databases import Database
from tests.support.record import Record
from tests.support.signed_in import sign_in

ROUNDS, SAVES = 15, 20
SIGN_INS, ACTS, AT_ONCE = 400, 500, 100
NEEDED = 90_000
EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]


def measure() -> Iterator[Figure]:
    """Notes saved with rows that are chained and with the same rows that are not; then 200,000 rows verified."""
    with databases() as found:
        for database in found:
            yield from _on(database)


def _on(database: Database) -> Iterator[Figure]:
    where = "SQLite" if database.dialect == "sqlite" else "PostgreSQL"
    units = Unwalled(make_engine(database.url), Clock())
    record = Record(units)
    agency, court = record.agency(), record.court()
    known = record.person(agency, "TREVANION", "Ada")
    record.listing(known, record.case(known, court), court)
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    if database.dialect != "sqlite":
        units.admit(clerk.audit_session, sign_in(units, clerk))
    notes = NoteService(units, clerk)
    loose = Loose(clerk)
    none, plain, chained = in_turn(
        ROUNDS,
        lambda: _saved_with(_nothing, notes, known.person),
        lambda: _saved_with(loose, notes, known.person),
        lambda: _saved(notes, known.person),
    )
    how = f"{SAVES} notes a round, each in a unit of its own with its audit row, past row security"
    yield Figure(
        f"a save with the audit's chain, {where}",
        ratio(chained, plain),
        "x",
        1.05,
        against(chained, plain),
        f"{how}; peer: the same rows without number, link and digest",
    )
    yield Figure(
        f"a save with audit against none at all, {where}",
        ratio(chained, none),
        "x",
        None,
        against(chained, none),
        f"{how}; peer: no audit row is written",
    )
    _fill(database, clerk)
    paces = [_pace(database) for _ in range(5)]
    best = max(paces)
    yield Figure(
        f"verify of {NEEDED:,} rows, {where}",
        NEEDED / best,
        "s",
        1.0,
        f"{best:,.0f} rows a second, median {statistics.median(paces):,.0f}",
        f"{SIGN_INS * ACTS:,} rows of {SIGN_INS} sign-ins read, hashed, compared; CPU of this process, 5 runs",
    )
    units.close()


def _saved(notes: NoteService, person: UUID) -> float:
    began, now = time.perf_counter(), Clock().now()
    for turn in range(SAVES):
        notes.save(Draft(uuid7(), person, f"Turn {turn}.", now))
    return time.perf_counter() - began


class Loose:
    """Stands in for the log's own `append`: the same rows, neither linked nor hashed, in one chain it counts itself."""

    def __init__(self, clerk: Actor) -> None:
        self._apart = replace(clerk, audit_session=uuid7())
        self._number = 0

    def __call__(self, connection: sa.Connection, actor: Actor, now: datetime, acts: list[Act]) -> None:
        """Write the rows."""
        if not self._number:
            open_chain(connection, self._apart, now)
        rows = []
        for act in acts:
            self._number += 1
            rows.append({
                "id": uuid7(), "version": 1, "chain_id": self._apart.audit_session, "number": self._number,
                "happened_at": now, "user_id": actor.user_id, "operation": act.operation, "action": str(act.action),
                "object_kind": act.object_kind, "object_id": act.object_id, "person_id": act.person_id,
                "reason": act.reason, "rows": act.rows, "milliseconds": act.milliseconds,
                "before_hash": act.before_hash, "after_hash": act.after_hash, "previous": b"", "digest": b"",
            })  # fmt: skip
        connection.execute(sa.insert(EVENT), rows)


def _nothing(connection: sa.Connection, actor: Actor, now: datetime, acts: list[Act]) -> None:
    """No audit at all."""


@contextmanager
def _instead(other: Callable[[sa.Connection, Actor, datetime, list[Act]], None]) -> Iterator[None]:
    """Another way to write the acts of a unit."""
    kept = vars(unit_module)["append"]
    vars(unit_module)["append"] = other
    try:
        yield
    finally:
        vars(unit_module)["append"] = kept


def _saved_with(other: Callable[..., None], notes: NoteService, person: UUID) -> float:
    with _instead(other):
        return _saved(notes, person)


def _fill(database: Database, clerk: Actor) -> None:
    engine = make_engine(database.url)
    clock = Clock()
    act = Act(AuditOperation.CONSULTATION, "file.open", "person", milliseconds=12, after_hash=b"\x01" * 32)
    with engine.connect() as connection:
        for _ in range(SIGN_INS):
            actor = replace(clerk, audit_session=uuid7())
            open_chain(connection, actor, clock.now())
            for _ in range(ACTS // AT_ONCE):
                acts = [replace(act, object_id=uuid7(), person_id=uuid7()) for _ in range(AT_ONCE)]
                append(connection, actor, clock.now(), acts)
        connection.commit()
    engine.dispose()


def _pace(database: Database) -> float:
    engine = make_engine(database.url)
    with engine.connect() as connection:
        began = time.process_time()
        report = verify(log_of(connection))
        spent = time.process_time() - began
    engine.dispose()
    if report.rows < SIGN_INS * ACTS:
        sys.stderr.write(f"only {report.rows} rows\n")
    return report.rows / spent
