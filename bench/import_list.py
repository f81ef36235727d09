"""How long an invented court list of 745 cases takes, with provenance, audit and change rows.

`python -m bench.import_list [--cases 745] [--database URL]` works on a temporary SQLite file, or on an empty
PostgreSQL database that is named, and prints seconds, rows by table and the peak memory. The bound is 3 s.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from bench.make_court_list import write_list
from db.cards.feeds import FileOutcome
from db.exchange.loading.batch import import_file
from db.exchange.loading.work import Job
from db.store.engine import make_engine
from db.store.upgrade import upgrade
from db.tables.registry import models
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from tests.support.record import Record

CASES = 745
BOUND = 3.0


@dataclass(frozen=True, slots=True)
class Ready:
    """An empty database with one clerk of one agency."""

    url: str
    units: Units
    record: Record
    clerk: Actor
    agency_id: UUID


@contextmanager
def ready(folder: Path, database: str = "") -> Iterator[Ready]:
    """A database with its tables, an agency and a clerk."""
    url = database or f"sqlite:///{folder / 'bench.db'}"
    upgrade(url)
    units = Units(make_engine(url), Clock())
    record = Record(units)
    agency = record.agency()
    try:
        yield Ready(url, units, record, record.user("bench", agency, Role.CLERK, every_court=True), agency)
    finally:
        units.close()


def made_list(folder: Path, cases: int) -> Path:
    """An invented list of so many cases in one session."""
    path = folder / "list.xml"
    with path.open("w", encoding="utf-8", newline="\n") as out:
        write_list(out, cases=cases, day=date(2026, 3, 2))
    return path


def rows_by_table(units: Units) -> dict[str, int]:
    """How many rows each table holds, the fullest first."""
    with units.raw("bulk") as connection:
        tables: list[sa.Table] = [model.__table__ for model in models().values()]  # type: ignore[attr-defined]
        found = {t.name: connection.execute(sa.select(sa.func.count()).select_from(t)).scalar() or 0 for t in tables}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def measure_once(folder: Path, *, cases: int = CASES, database: str = "") -> tuple[FileOutcome, dict[str, int]]:
    """Import the list into an empty database; what it did, and the rows there are now."""
    path = made_list(folder, cases)
    with ready(folder, database) as home:
        outcome = import_file(home.units, home.clerk, Job(path, home.agency_id))
        return outcome, rows_by_table(home.units)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; else a temporary SQLite file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trk-") as name:
        outcome, rows = measure_once(Path(name), cases=given.cases, database=given.database)
    print(f"{outcome.read} cases, {outcome.new} new: {outcome.seconds:.2f} s (bound {BOUND} s for {CASES})")
    print(", ".join(f"{table} {count:,}" for table, count in rows.items() if count))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{sum(rows.values()):,} rows; peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
