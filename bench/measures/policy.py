"""What the policy adds to opening a file: the rules in every statement, and reading what the reader stands on."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.figures import Figure, in_turn, ratio
from bench.long_records import long_file
from bench.places import Unwalled, databases
from db.access.guard import Guard
from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from tests.support.databases import Database
from tests.support.signed_in import sign_in

ROUNDS, OPENINGS, GOAL = 11, 5, 0.5


def measure() -> Iterator[Figure]:
    """A file of 21 cases and 102 charges opened with the policy and without, by turns."""
    with databases() as found:
        for database in found:
            yield from _on(database)


def _on(database: Database) -> Iterator[Figure]:
    local = database.dialect == "sqlite"
    ruled_units, free_units = (kind(make_engine(database.url), Clock()) for kind in (Units, Unwalled))
    at = long_file(ruled_units)
    if not local:
        token = sign_in(ruled_units, at.clerk)
        for units in (ruled_units, free_units):
            units.admit(at.clerk.audit_session, token)
    with ruled_units.read(at.clerk) as unit:
        standing = unit.standing

    def opened(units: Units) -> float:
        desk, servers = Desk(units, at.clerk), [] if local else [_server(units)]
        began = _spent(servers)
        for _ in range(OPENINGS):
            desk.file.open(at.person.person)
        return (_spent(servers) - began) * 1000 / OPENINGS

    def without() -> float:
        with _put(Guard, "_add_rules", lambda *_: None), _put(free_units._standings, "of", lambda *_: standing):
            return opened(free_units)

    ruled, guarded, free = in_turn(ROUNDS, lambda: opened(ruled_units), lambda: opened(free_units), without)
    for units in (ruled_units, free_units):
        units.close()
    of_server = "" if local else ", of Tracker and of the server's process"
    yield Figure(
        f"the policy's part of a file open, {'SQLite' if local else 'PostgreSQL'}",
        _added(ruled, free),
        "ms",
        GOAL,
        f"{statistics.median(ruled):.1f} ms against {statistics.median(free):.1f} ms without, "
        f"{ratio(ruled, free):.2f} x",
        f"{OPENINGS} openings a round, 21 cases and 102 charges; CPU of the median round{of_server}; "
        "without: no statement looked at, no rule in any, no second wall, the standing at hand",
    )
    if not local:
        yield Figure(
            "of that the second wall",
            _added(ruled, guarded),
            "ms",
            None,
            f"{statistics.median(guarded):.1f} ms with the guard alone",
            "the same openings, past row security",
        )


def _server(units: Units) -> Path:
    """What Linux tells of the server's process behind the one connection of these units."""
    with units.raw("keeper") as connection:
        return Path(f"/proc/{connection.scalar(sa.select(sa.func.pg_backend_pid()))}/schedstat")


def _spent(servers: Sequence[Path]) -> float:
    """Seconds of CPU: a busy machine makes others wait, and takes nothing from them."""
    return time.process_time() + sum(int(each.read_text().split()[0]) for each in servers) / 1e9


def _added(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return statistics.median(one - other for one, other in zip(ours, theirs, strict=True))


@contextmanager
def _put(where: Any, name: str, instead: object) -> Iterator[None]:  # noqa: ANN401 - a module, or an object
    """Another thing by that name, for as long as this is entered."""
    before = getattr(where, name)
    setattr(where, name, instead)
    try:
        yield
    finally:
        setattr(where, name, before)
