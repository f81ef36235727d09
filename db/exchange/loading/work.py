"""The work on one file: its records in chunks that clerks can get in between, then the step that shows them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from uuid import UUID

from sqlalchemy.engine import Connection

from db.access.sign_ins import is_nobody_else
from db.court.joining import join_hand_made
from db.exchange.loading import books
from db.exchange.loading.chunk import InPlace, Loadable, Loader, Tally
from db.exchange.loading.days import days_of
from db.exchange.loading.fresh import FreshPeople, are_fresh
from db.exchange.loading.issues import remember
from db.exchange.loading.known import Known
from db.exchange.loading.places import Places
from db.exchange.loading.plain import PlainDossiers, dossiers_of
from db.exchange.loading.resume import resumed
from db.exchange.loading.rows import Pending
from db.exchange.loading.settling import settle
from db.exchange.loading.snapshot import speaking, vacate, vanished
from db.exchange.loading.sync import FileRows, Sync
from db.exchange.loading.told import EVERY_ROW, Told
from db.exchange.oddities import Problem
from db.exchange.records import ListScope, Record
from db.store.changes import write_changes
from db.unit import Units
from db.words.actor import Actor
from db.words.errors import Conflict, TryLater
from db.words.families.exchange import System

# A transaction longer than this makes clerks wait (measured: 2.8 s p50 behind one long transaction).
CHUNK_SECONDS = 0.08
UNHURRIED_SECONDS = 0.4
CHUNK_ROWS = 2_000
# While nobody else is signed in there is nobody to wait: fewer commits, and no pauses.
ALONE_SECONDS = 2.0
ALONE_ROWS = 150_000
# Of people who are all new at least so many: in a large record every chunk writes most pages of the indexes anew.
FRESH_RECORDS = 10_000
FIRST_CHUNK = 16
# Of records as they came: memory stays flat however long each of them is.
CHUNK_BYTES = 4 * 2**20
PAUSE_SHARE = 0.5
KEPT = "What was read of it is kept and stays out of sight."
AGAIN = "Start it again; it goes on where it stopped."

Progress = Callable[[int, int], None]


@contextmanager
def _no_collection() -> Iterator[None]:
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Job:
    """What to import, for whom; `dry_run` works everything out and writes nothing."""

    path: Path
    agency_id: UUID
    dry_run: bool = False
    progress: Progress | None = None
    decided: bool = False
    """Whether a person said that a prison's weekly file is taken in whatever may be wrong with it."""
    mends: bool = False
    """Whether it is one record of a list, read by itself: it speaks for nothing else that the list names."""
    again: bool = False
    """Whether a file that was taken in before is read once more."""


class Work:
    """The state of one file's import: what became of its records, and what its lists named."""

    def __init__(self, units: Units, actor: Actor, job: Job, batch_id: UUID, *, total: int, rows: FileRows) -> None:
        self.units, self.actor, self.job, self.batch_id = units, actor, job, batch_id
        self.total = total
        self._rows = rows
        self.tally = Tally()
        self.vacated = 0
        self.aside: list[Problem] = []
        self.week: books.Week | None = None
        self._scopes: list[ListScope] = []
        self._told = Told()
        self._size = FIRST_CHUNK
        self._nobody_else = self._fresh = False
        self._dry: Loader | None = None

    def run(self, records: Iterator[Record]) -> None:
        """Load every record, chunk by chunk; a resumed file goes on after its last written record."""
        done = 0
        if not self.job.dry_run:
            with self.units.raw("bulk") as connection:
                done = resumed(connection, self.batch_id, self.tally)
        # A chunk is a heap of records and rows that all go with it: looking through them for rings takes long.
        with _no_collection():
            self._run(record for number, record in enumerate(self._loadable(records), 1) if number > done)
        if self.job.dry_run:
            with self.units.raw("bulk") as connection:
                self.vacated = len(vanished(connection, self._scopes, self.tally.seen, self.units.clock.now()))

    def accept(self) -> None:
        """The last, small transaction: vacate what vanished, show everything, tell the open screens."""
        now = self.units.clock.now()
        with self.units.raw("bulk", writes=True) as connection:
            self._alone(connection)
            gone = vanished(connection, self._scopes, self.tally.seen, now)
            self._told.add(vacate(connection, gone, now))
            self.vacated = len(gone)
            remember(connection, speaking(self._scopes, now))
            days = days_of(connection, self.batch_id)
            join_hand_made(connection, days, actor=self.actor, now=now)
            self._told.add(settle(connection, days, now, waiting=books.waiting(connection, self.batch_id)))
            books.accept_entry(
                connection, self.actor, self.batch_id, self.tally, now=now, aside=self.aside, week=self.week
            )
            write_changes(connection, now, self._told.rows())

    def _run(self, records: Iterator[Loadable]) -> None:
        waiting: list[Loadable] = []
        held = 0
        for record in records:
            waiting.append(record)
            held += len(record.raw)
            if len(waiting) >= self._size or held >= CHUNK_BYTES:
                self._take(waiting)
                waiting, held = [], 0
                gc.collect(1)
        if waiting:
            self._take(waiting)

    def _loadable(self, records: Iterator[Record]) -> Iterator[Loadable]:
        for record in records:
            if isinstance(record, ListScope):
                if not self.job.mends:
                    self._scopes.append(record)
                self.aside.extend(record.problems)
            else:
                yield record

    def _take(self, records: Sequence[Loadable]) -> None:
        began = time.monotonic()
        if self.job.dry_run:
            with self.units.raw("bulk") as connection:
                self._dry = self._dry or self._loader(connection)
                self._dry.load(connection, records)
            self._dry.forget()
        else:
            rows = self._write(records)
            self._pace(time.monotonic() - began, rows, len(records))
        if self.job.progress is not None:
            self.job.progress(self.tally.read, self.total)

    def _write(self, records: Sequence[Loadable]) -> int:
        """One transaction; a chunk that fails is read again by the next start, from the database."""
        try:
            with self.units.raw("bulk", writes=True) as connection:
                self._alone(connection)
                self._nobody_else = is_nobody_else(connection, self.actor, self.units.clock.now())
                loader = self._loader(connection)
                self._fresh = self._nobody_else and are_fresh(connection, loader.sync, records)
                if self._fresh:
                    return self._write_fresh(connection, loader.sync, records)
                system = dossiers_of(records) if self._nobody_else else None
                if system is not None:
                    return self._write_plain(connection, loader, records, system=system)
                loader.load(connection, records)
                rows = loader.sync.pending.count
                loader.write(connection)
        except Conflict:
            raise TryLater("Another import is writing the same records.", kept=KEPT, to_do=AGAIN) from None
        self._told.add(loader.sync.touched.values())
        return rows

    def _write_fresh(self, connection: Connection, sync: Sync, records: Sequence[Loadable]) -> int:
        fresh = FreshPeople(sync, self.tally)
        fresh.load(records, tell=not self._told.full)
        fresh.write(connection, self.actor)
        self._told.add(fresh.touched)
        return fresh.count

    def _write_plain(
        self, connection: Connection, loader: Loader, records: Sequence[Loadable], *, system: System
    ) -> int:
        """What is plain by columns, the rest as ever; each is counted in the place that it has in the file."""
        counted = loader.tally = InPlace()
        plain = PlainDossiers(connection, loader.sync, counted, system)
        rest = sorted(plain.load(enumerate(records, self.tally.read + 1)), key=itemgetter(0))
        loader.learn(connection, [record for _, record in rest])
        for number, record in rest:
            counted.read = number - 1
            loader.take(record)
        rows = loader.sync.pending.count
        plain.write(self.actor)
        loader.write(connection)
        counted.hand_over(self.tally)
        if not self._told.full:
            self._told.add(plain.touched(EVERY_ROW))
        self._told.add(loader.sync.touched.values())
        self._fresh = True
        return rows + plain.count

    def _alone(self, connection: Connection) -> None:
        """Raises TryLater where another import has gone on with this very file."""
        books.alone(connection)
        if books.written(connection, self.batch_id) != self.tally.read:
            raise TryLater("Another import is reading this very file.", kept=KEPT, to_do="Wait until it is done.")

    def _loader(self, connection: Connection) -> Loader:
        pending = Pending()
        clock = self.units.clock
        known = Known(self.job.agency_id, books.waiting(connection, self.batch_id))
        sync = Sync(pending, known, clock.now(), self.batch_id, clock.today(), self._rows)
        return Loader(sync, Places(connection, pending), self.actor, tally=self.tally)

    def _pace(self, spent: float, rows: int, records: int) -> None:
        """Aim each chunk at the time and rows a clerk can wait behind, and leave room between chunks.

        Who signs in waits behind one larger chunk at most.

        On PostgreSQL nobody waits behind an import: there is no pause, and rows alone bound a chunk.
        """
        alone = self._nobody_else
        waited_for = self.units.dialect == "sqlite" and not alone
        seconds = ALONE_SECONDS if alone else CHUNK_SECONDS if waited_for else UNHURRIED_SECONDS
        speed = seconds / max(spent, 0.001)
        room = (ALONE_ROWS if alone else CHUNK_ROWS) / max(rows, 1)
        least = min(FRESH_RECORDS, records * 2) if self._fresh else 4
        self._size = max(least, int(records * min(speed, room, 2.0)))
        if waited_for:
            pause(min(spent * PAUSE_SHARE, CHUNK_SECONDS))


def pause(seconds: float) -> None:
    """Let those who wait for the database have it."""
    time.sleep(seconds)
