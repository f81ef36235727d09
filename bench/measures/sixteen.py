"""Sixteen processes read and write one database for half a minute: no busy error, nothing lost."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from bench.figures import Figure, spread
from bench.places import databases
from bench.programs import settings
from db.cards.drafts import Draft
from db.notes.service import NoteService
from db.store.engine import make_engine
from db.tables.notes import Note
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.errors import TrackerError
from db.words.keys import uuid7
from tests.support.databases import Database
from tests.support.record import Record

PROCESSES = 16
SECONDS = 30.0
ONE_IN = 5
NOTE: sa.Table = Note.__table__  # type: ignore[attr-defined]


def measure() -> Iterator[Figure]:
    """Four reads to a save without a pause, each in a unit of its own, audited and chained."""
    with databases() as found:
        for database in found:
            yield from _on(database)


def _on(database: Database) -> Iterator[Figure]:
    units = Units(make_engine(database.url), Clock())
    record = Record(units)
    agency, court = record.agency(), record.court()
    known = record.person(agency, "TREVANION", "Ada")
    record.listing(known, record.case(known, court), court)
    users = [record.user(f"clerk{n}", agency, Role.CLERK, courts=[court]) for n in range(PROCESSES)]
    begin = time.time() + 15  # until then all have loaded their models
    words = [str(agency), str(court), str(known.person), str(begin)]
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.measures.sixteen", database.url, str(user.user_id), *words],
            env=settings(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for user in users
    ]
    said = [json.loads(child.communicate()[0]) for child in children]
    with units.raw("bulk") as connection:
        kept = {str(each) for each in connection.execute(sa.select(NOTE.c.id)).scalars()}
    units.close()
    acknowledged = [each for one in said for each in one["saved"]]
    errors = [each for one in said for each in one["errors"]]
    lost = [each for each in acknowledged if each not in kept]
    reads = sum(one["reads"] for one in said)
    saves = [each for one in said for each in one["saves"]]
    where = "SQLite" if database.dialect == "sqlite" else "PostgreSQL"
    how = f"{PROCESSES} processes, {SECONDS:g} s, 4 reads to a save, no pause; {reads:,} reads, {len(saves):,} saves"
    yield Figure(f"16 processes on {where}: errors", len(errors), "", 0, errors[0] if errors else spread(saves), how)
    yield Figure(
        f"16 processes on {where}: lost", len(lost), "", 0, f"{len(acknowledged):,} acknowledged, p50 of a save "
        f"{statistics.median(saves) * 1000:,.0f} ms", how
    )  # fmt: skip


def child(url: str, *given: str) -> None:
    """One process (user, agency, court, person, when to begin); prints what it saved, what failed, how long."""
    user, agency, court, person, begin = given
    units = Units(make_engine(url), Clock())
    posted = frozenset({UUID(court)})
    roles = frozenset({Role.CLERK})
    actor = Actor(UUID(user), user[:8], "C", UUID(agency), roles, posted, units.clock.today(), "bench", uuid7())
    notes = NoteService(units, actor)
    notes.of_person(UUID(person))
    saved, errors, saves, reads = [], [], [], 0
    time.sleep(max(0.0, float(begin) - time.time()))
    end, turn = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        turn += 1
        began = time.perf_counter()
        try:
            if turn % ONE_IN:
                notes.undoable(UUID(person))
                reads += 1
                continue
            draft = Draft(uuid7(), UUID(person), f"Turn {turn}.", units.clock.now())
            saved.append(str(notes.save(draft).id))
            saves.append(time.perf_counter() - began)
        except TrackerError as problem:
            errors.append(problem.sentence)
    print(json.dumps({"saved": saved, "errors": errors, "saves": saves, "reads": reads}))


if __name__ == "__main__":
    child(*sys.argv[1:])
