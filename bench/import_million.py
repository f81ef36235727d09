"""Whether clerks can save while a very large list is imported: errors, and how long a save takes.

`python -m bench.import_million [--rows 1000000] [--database URL]` imports an invented list that makes so many
rows of tables in a process of its own, and meanwhile saves a note as a clerk would, ten times a second.
The bounds are 0 errors and a p95 of 300 ms.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from bench.import_list import made_list, ready, rows_by_table
from db.cards.drafts import Draft
from db.exchange.loading.batch import import_file
from db.exchange.loading.work import Job
from db.notes.service import NoteService
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.errors import TrackerError
from db.words.keys import uuid7

ROWS = 1_000_000
ROWS_A_CASE = 24
BOUND = 0.3
PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Found:
    """What happened to the clerk: seconds of every save, and the sentences of those that failed."""

    saves: tuple[float, ...]
    errors: tuple[str, ...]
    seconds: float
    rows: int
    peak: int

    @property
    def p95(self) -> float:
        """Seconds below which 95 saves of a hundred stay."""
        return statistics.quantiles(self.saves, n=20)[-1] if len(self.saves) > 1 else 0.0


def measure_once(folder: Path, *, rows: int = ROWS, database: str = "") -> Found:
    """Import in another process and save in this one until it is done."""
    path = made_list(folder, max(1, rows // ROWS_A_CASE))
    with ready(folder, database) as home:
        person = home.record.person(home.agency_id, "PENHALIGON", "Tamsin").person
        who = [str(home.clerk.user_id), str(home.agency_id)]
        began = time.monotonic()
        command = [sys.executable, "-m", "bench.import_million", "--child", home.url, str(path), *who]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        saves, errors = [], []
        notes = NoteService(home.units, home.clerk)
        while child.poll() is None:
            draft = Draft(uuid7(), person, "Said the list was long today.", home.units.clock.now())
            start = time.perf_counter()
            try:
                notes.save(draft)
            except TrackerError as fault:
                errors.append(fault.sentence)
            saves.append(time.perf_counter() - start)
            time.sleep(PAUSE)
        said, _ = child.communicate()
        if child.returncode:
            raise SystemExit(f"the import failed with {child.returncode}")
        seconds = time.monotonic() - began
        return Found(tuple(saves), tuple(errors), seconds, sum(rows_by_table(home.units).values()), int(said))


def child(url: str, path: str, user: str, agency: str) -> None:
    """The import; prints its peak memory in MiB."""
    # Read by the parent alone, which has no use for it otherwise.
    import resource

    units = Units(make_engine(url), Clock())
    roles = frozenset({Role.CLERK})
    actor = Actor(UUID(user), "bench", "Bench", UUID(agency), roles, frozenset(), units.clock.today(), "bench", uuid7())
    import_file(units, actor, Job(Path(path), UUID(agency)))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def main() -> None:
    """Measure and print; with --child, import."""
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; else a temporary SQLite file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trk-") as name:
        found = measure_once(Path(name), rows=given.rows, database=given.database)
    print(f"{found.rows:,} rows in {found.seconds:.0f} s, peak memory of the import {found.peak} MiB")
    times = [1000 * each for each in (statistics.median(found.saves), found.p95, max(found.saves))]
    p50, p95, worst = (f"{each:.0f}" for each in times)
    print(f"{len(found.saves)} saves: {len(found.errors)} errors, p50 {p50}, p95 {p95}, worst {worst} ms")
    for each in found.errors[:5]:
        print(each)
    if found.errors or found.p95 > BOUND:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
