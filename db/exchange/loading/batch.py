"""One file as a batch: read whole before a row is written, loaded in chunks, shown at once by its last step."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.audit.chain import Act, append, open_chain
from db.cards.feeds import FileOutcome, Oddity
from db.exchange.loading.chunk import Loader, Tally
from db.exchange.loading.known import Known
from db.exchange.loading.places import Places
from db.exchange.loading.resume import resumed
from db.exchange.loading.rows import Pending, blank, fetch, table_of
from db.exchange.loading.snapshot import vacate, vanished
from db.exchange.loading.sync import Sync
from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import HearingRecord, ListScope, Record, RefusedRecord
from db.store.changes import Touched, write_changes
from db.tables.system import FeedBatch
from db.unit import Units
from db.words.actor import Actor
from db.words.errors import Conflict, TryLater
from db.words.families.access import AuditOperation
from db.words.families.exchange import BatchState, FeedFormat, RecordOutcome
from db.words.keys import uuid7

# A transaction longer than this makes clerks wait (measured: 2.8 s p50 behind one long transaction).
CHUNK_SECONDS = 0.08
CHUNK_ROWS = 2_000
FIRST_CHUNK = 16
PAUSE_SHARE = 0.5
# Change rows beyond this are told by court, so that the last transaction stays small.
TOLD_SINGLY = 5_000
_batch = table_of(FeedBatch)

Progress = Callable[[int, int], None]
Loadable = HearingRecord | RefusedRecord


@dataclass(frozen=True, slots=True)
class Job:
    """What to import, for whom; `dry_run` works everything out and writes nothing."""

    path: Path
    agency_id: UUID
    dry_run: bool = False
    progress: Progress | None = None


def import_file(units: Units, actor: Actor, job: Job) -> FileOutcome:
    """Import one file; raises a TrackerError when it is refused, after which nothing of it is recorded."""
    began = time.monotonic()
    kind = recognise(job.path)
    total = sum(1 for record in read(job.path, kind) if not isinstance(record, ListScope))
    digest = _hash(job.path)
    found = _batch_of(units, job.agency_id, digest)
    if found is not None and found["state"] is BatchState.ACCEPTED:
        return _repeat(units, actor, job, found, began)
    batch_id: UUID = found["id"] if found is not None else uuid7()
    if not job.dry_run:
        _open(units, actor, job, batch_id, kind=kind, digest=digest, exists=found is not None)
    work = _Work(units, actor, job, batch_id, total)
    work.run(read(job.path, kind))
    tally = work.tally
    if not job.dry_run:
        work.accept()
    return FileOutcome(
        file=job.path.name,
        format=kind,
        batch=None if job.dry_run else batch_id,
        read=tally.read,
        new=tally.count(RecordOutcome.NEW),
        changed=tally.count(RecordOutcome.CHANGED),
        unchanged=tally.count(RecordOutcome.UNCHANGED),
        flagged=tally.flagged,
        quarantined=tally.count(RecordOutcome.QUARANTINED),
        vacated=work.vacated,
        seconds=time.monotonic() - began,
        problems=tuple(Oddity(p.at, p.code.value, p.reason) for p in tally.problems),
    )


class _Work:
    """The state of one file's import: what is known, what waits, what its lists named."""

    def __init__(self, units: Units, actor: Actor, job: Job, batch_id: UUID, total: int) -> None:
        self.units, self.actor, self.job, self.batch_id, self.total = units, actor, job, batch_id, total
        self.tally = Tally()
        self.vacated = 0
        self._scopes: list[ListScope] = []
        self._touched: dict[tuple[str, UUID], Touched] = {}
        self._size = FIRST_CHUNK
        self._dry: Loader | None = None

    def run(self, records: Iterator[Record]) -> None:
        """Load every record, chunk by chunk; a resumed file goes on after its last written record."""
        done = 0
        if not self.job.dry_run:
            with self.units.raw("bulk") as connection:
                done = resumed(connection, self.batch_id, self.tally)
        waiting: list[Loadable] = []
        for number, record in enumerate(self._loadable(records), 1):
            if number <= done:
                continue
            waiting.append(record)
            if len(waiting) >= self._size:
                self._chunk(waiting)
                waiting = []
        if waiting:
            self._chunk(waiting)
        if self.job.dry_run:
            with self.units.raw("bulk") as connection:
                self.vacated = len(vanished(connection, self._scopes, self.tally.seen))

    def accept(self) -> None:
        """The last, small transaction: vacate what vanished, show everything, tell the open screens."""
        now = self.units.clock.now()
        with self.units.raw("bulk", writes=True) as connection:
            gone = vanished(connection, self._scopes, self.tally.seen)
            told = [*self._touched.values(), *vacate(connection, gone, now)]
            self.vacated = len(gone)
            tally = self.tally
            connection.execute(
                sa.update(_batch)
                .where(_batch.c.id == self.batch_id)
                .values(
                    state=BatchState.ACCEPTED,
                    finished_at=now,
                    read=tally.read,
                    new=tally.count(RecordOutcome.NEW),
                    changed=tally.count(RecordOutcome.CHANGED),
                    unchanged=tally.count(RecordOutcome.UNCHANGED),
                    flagged=tally.flagged,
                    quarantined=tally.count(RecordOutcome.QUARANTINED),
                    version=_batch.c.version + 1,
                )
            )
            act = Act(AuditOperation.COLLECTION, "feed.file", "feed_batch", self.batch_id, rows=tally.read)
            append(connection, self.actor, now, [act])
            write_changes(connection, now, _told(told))

    def _loadable(self, records: Iterator[Record]) -> Iterator[Loadable]:
        for record in records:
            if isinstance(record, ListScope):
                self._scopes.append(record)
                self.tally.problems.extend(record.problems)
            else:
                yield record

    def _chunk(self, records: Sequence[Loadable]) -> None:
        began = time.monotonic()
        if self.job.dry_run:
            with self.units.raw("bulk") as connection:
                self._dry = self._dry or self._loader(connection)
                self._dry.load(connection, records)
        else:
            rows = self._write(records)
            spent = time.monotonic() - began
            self._pace(spent, rows, len(records))
        if self.job.progress is not None:
            self.job.progress(self.tally.read, self.total)

    def _write(self, records: Sequence[Loadable]) -> int:
        """One transaction; a chunk that fails leaves the tally as it was."""
        before = replace(self.tally, outcomes=dict(self.tally.outcomes), problems=list(self.tally.problems))
        try:
            with self.units.raw("bulk", writes=True) as connection:
                loader = self._loader(connection)
                loader.load(connection, records)
                rows = loader.sync.pending.count
                loader.write(connection)
        except Conflict:
            self.tally = before
            raise TryLater(
                "Another import is writing the same records.",
                kept="What was accepted before stays; this file is not shown yet.",
                to_do="Start it again in a moment; it goes on where it stopped.",
            ) from None
        self._touched.update(loader.sync.touched)
        return rows

    def _loader(self, connection: Connection) -> Loader:
        pending = Pending()
        sync = Sync(pending, Known(), self.units.clock.now(), self.batch_id)
        return Loader(sync, Places(connection, pending), self.actor, agency_id=self.job.agency_id, tally=self.tally)

    def _pace(self, spent: float, rows: int, records: int) -> None:
        """Aim each chunk at the time and rows a clerk can wait behind, and leave room between chunks."""
        speed = CHUNK_SECONDS / max(spent, 0.001)
        room = CHUNK_ROWS / max(rows, 1)
        self._size = max(4, int(records * min(speed, room, 2.0)))
        time.sleep(min(spent * PAUSE_SHARE, CHUNK_SECONDS))


def _told(touched: list[Touched]) -> list[Touched]:
    if len(touched) <= TOLD_SINGLY:
        return touched
    courts = {each.court_id for each in touched if each.court_id is not None}
    return [Touched("list", court, None, court) for court in sorted(courts)]


def _hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _batch_of(units: Units, agency_id: UUID, digest: bytes) -> dict[str, object] | None:
    with units.raw("bulk") as connection:
        rows = fetch(connection, FeedBatch, "file_hash", [digest], agency_id=agency_id)
    return rows[0] if rows else None


def _open(
    units: Units, actor: Actor, job: Job, batch_id: UUID, *, kind: FeedFormat, digest: bytes, exists: bool
) -> None:
    now = units.clock.now()
    with units.raw("bulk", writes=True) as connection:
        open_chain(connection, actor, now)
        if exists:
            return
        connection.execute(
            sa.insert(_batch).values(
                {
                    **blank(FeedBatch),
                    "id": batch_id,
                    "agency_id": job.agency_id,
                    "format": kind,
                    "file_name": job.path.name,
                    "file_hash": digest,
                    "taken_at": now,
                    "taken_by_id": actor.user_id,
                    "state": BatchState.OPEN,
                }
            )
        )


def _repeat(units: Units, actor: Actor, job: Job, batch: dict[str, object], began: float) -> FileOutcome:
    """The very same file again: nothing changes, and one row says that it came."""
    read_before, quarantined = int(str(batch["read"])), int(str(batch["quarantined"]))
    if not job.dry_run:
        now = units.clock.now()
        with units.raw("bulk", writes=True) as connection:
            open_chain(connection, actor, now)
            act = Act(AuditOperation.COLLECTION, "feed.repeat", "feed_batch", UUID(str(batch["id"])), rows=read_before)
            append(connection, actor, now, [act])
    return FileOutcome(
        file=job.path.name,
        format=FeedFormat(str(batch["format"])),
        batch=UUID(str(batch["id"])),
        read=read_before,
        unchanged=read_before - quarantined,
        flagged=int(str(batch["flagged"])),
        quarantined=quarantined,
        seconds=time.monotonic() - began,
        repeat=True,
    )
