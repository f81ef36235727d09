"""One file as a batch: read whole before a row is written, loaded in chunks, shown at once by its last step."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from pathlib import Path

from db.cards.feeds import FileOutcome, Oddity
from db.exchange.limits import unreadable
from db.exchange.loading import books, weekly
from db.exchange.loading.chunk import Tally
from db.exchange.loading.rows import RowDict
from db.exchange.loading.survey import surveyed
from db.exchange.loading.work import AGAIN, KEPT, Job, Work
from db.exchange.oddities import FileRefused, Problem
from db.exchange.reading import first_row, quick_numbers, read
from db.exchange.recognise import recognise
from db.people.settling.running import settle_file
from db.people.settling.settle import Settled
from db.store.statistics import are_wanted, count_tables
from db.unit import Units
from db.words.actor import Actor
from db.words.errors import Conflict, TryLater
from db.words.families.exchange import BatchState, FeedFormat, RecordOutcome
from db.words.keys import uuid7

# An import at work writes a chunk at least this often, so an entry that stands still for as long was left behind.
STILL_SECONDS = 1.0

__all__ = ["Job", "import_file"]


def import_file(units: Units, actor: Actor, job: Job) -> FileOutcome:
    """Import one file.

    Raises FileRefused when it cannot be read: nothing of its content is recorded, the refusal is, and it says
    as what the file was recognised and which entry tells of it. Raises TryLater when the database cannot take
    it now or another import is at the same file.
    """
    began = time.monotonic()
    stamp = _stamp(job.path)
    digest = books.digest_of(job.path)
    if job.again:
        digest = hashlib.sha256(digest + uuid7().bytes).digest()
    found = books.entry_of(units, job.agency_id, digest)
    if found is not None and found["state"] is BatchState.OPEN and not job.dry_run:
        found = _insist_left_behind(units, job, found)
    if found is not None and found["state"] is BatchState.ACCEPTED:
        return replace(_repeat(units, actor, job, found), seconds=time.monotonic() - began)
    entry = books.Entry(
        found["id"] if found is not None else uuid7(), job.agency_id, job.path, FeedFormat.UNKNOWN, digest
    )
    try:
        entry = replace(entry, format=recognise(job.path))
        entry = replace(entry, head=first_row(job.path, entry.format))
        total, rows = surveyed(lambda: read(job.path, entry.format), quick_numbers(job.path, entry.format))
    except FileRefused as refusal:
        if not job.dry_run:
            books.refuse_entry(units, actor, entry, known=found is not None, problem=refusal.problem)
            refusal.batch = entry.batch_id
        refusal.format = None if entry.format is FeedFormat.UNKNOWN else entry.format
        raise
    week: books.Week | None = None
    aside: list[Problem] = []
    if weekly.looks_like(entry.format, total) and not (job.dry_run or job.again):
        decided = job.decided or (found is not None and _was_decided(found))
        week = _looked_over(units, actor, entry, known=found is not None, decided=decided, aside=aside)
    if not job.dry_run:
        _open(units, actor, entry, known=found is not None)
    work = Work(units, actor, job, entry.batch_id, total=total, rows=rows)
    work.week = week
    work.aside.extend(aside)
    work.run(read(job.path, entry.format))
    if _stamp(job.path) != stamp:
        raise TryLater(
            "The file was written to while it was read.", kept=KEPT, to_do="Start it again when it is whole."
        )
    held: Settled | None = None
    if not job.dry_run:
        work.accept()
        if are_wanted(units.dialect):
            with units.raw("bulk", writes=True) as connection:
                count_tables(connection)
        held = settle_file(units, actor, entry.batch_id)
    outcome = _outcome(entry, work, dry_run=job.dry_run)
    if held is not None:
        outcome = replace(outcome, linked=held.linked, asked=held.asked)
    return replace(outcome, seconds=time.monotonic() - began)


def _looked_over(
    units: Units, actor: Actor, entry: books.Entry, *, known: bool, decided: bool, aside: list[Problem]
) -> books.Week | None:
    """What is kept of a prison's weekly file; None for other records of prisoners, and `aside` says why.

    Raises FileRefused where somebody has to decide.
    """
    if not weekly.may_be(books.kind_of(units, entry.agency_id)):
        if entry.format is FeedFormat.PRISONER_CSV:
            aside.append(weekly.no_week(None))
        return None
    seen = weekly.looked_over(read(entry.path, entry.format), entry.format)
    seen = seen.less(books.on_record(units, entry.agency_id, seen.nameless))
    before, today = books.weeks_before(units), units.clock.today()
    why = weekly.why_not(seen, before, today=today) if seen.is_list and not decided else ""
    if why:
        refusal = weekly.waits(why)
        books.hold_entry(units, actor, entry, known=known, seen=seen, problem=refusal.problem)
        refusal.batch, refusal.format = entry.batch_id, entry.format
        raise refusal
    held = weekly.week_of(seen, before)
    if held is None:
        aside.append(weekly.no_week(seen))
        return None
    return books.Week(weekly.told_by(seen, today), held)


def _was_decided(found: RowDict) -> bool:
    """Whether somebody took the file in before it was interrupted."""
    return found["state"] is BatchState.OPEN and found["decided_by_id"] is not None


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError as fault:
        raise unreadable(fault) from fault
    return state.st_size, state.st_mtime_ns


def _insist_left_behind(units: Units, job: Job, found: RowDict) -> RowDict | None:
    """The entry as it is now, unless another import is at work on it."""
    with units.raw("bulk") as connection:
        before = books.written(connection, found["id"])
    time.sleep(STILL_SECONDS)
    with units.raw("bulk") as connection:
        after = books.written(connection, found["id"])
    now = books.entry_of(units, job.agency_id, found["file_hash"])
    if after != before and now is not None and now["state"] is BatchState.OPEN:
        raise TryLater(
            "Another import is reading this very file.", kept="Nothing was changed.", to_do="Wait until it is done."
        )
    return now


def _open(units: Units, actor: Actor, entry: books.Entry, *, known: bool) -> None:
    try:
        books.open_entry(units, actor, entry, known=known)
    except Conflict:
        raise TryLater("Another import has just begun with this very file.", to_do=AGAIN) from None


def _outcome(entry: books.Entry, work: Work, *, dry_run: bool) -> FileOutcome:
    tally: Tally = work.tally
    return FileOutcome(
        file=books.shown_name(entry.path),
        format=entry.format,
        batch=None if dry_run else entry.batch_id,
        read=tally.read,
        new=tally.count(RecordOutcome.NEW),
        changed=tally.count(RecordOutcome.CHANGED),
        unchanged=tally.count(RecordOutcome.UNCHANGED),
        flagged=tally.flagged,
        quarantined=tally.count(RecordOutcome.QUARANTINED),
        vacated=work.vacated,
        problems=books.few(
            (Oddity(p.at, p.code.value, p.reason) for p in (*tally.problems, *work.aside)), untold=tally.untold
        ),
    )


def _repeat(units: Units, actor: Actor, job: Job, batch: RowDict) -> FileOutcome:
    """The very same file again: nothing changes, and one row says that it came."""
    if not job.dry_run:
        books.enter_repeat(units, actor, batch["id"], batch["read"])
    return FileOutcome(
        file=books.shown_name(job.path),
        format=batch["format"],
        batch=batch["id"],
        read=batch["read"],
        unchanged=batch["read"] - batch["quarantined"],
        flagged=batch["flagged"],
        quarantined=batch["quarantined"],
        problems=books.problems_of(units, batch),
        repeat=True,
    )
