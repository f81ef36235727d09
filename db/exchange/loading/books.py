"""The entry of a file in the books: opened, accepted, refused, come again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.audit.chain import Act, append, open_chain
from db.cards.feeds import Oddity
from db.exchange.limits import unreadable
from db.exchange.loading.chunk import MOST_TOLD, Tally
from db.exchange.loading.rows import RowDict, blank, fetch
from db.exchange.loading.weekly import AHEAD, Before, Weekly
from db.exchange.oddities import Code, Problem
from db.tables.base import table_of
from db.tables.people import Identifier, SourceRecord
from db.tables.places import Agency
from db.tables.system import FeedBatch, FeedRecord
from db.unit import Units
from db.words.actor import Actor
from db.words.batches import in_batches
from db.words.families.access import AuditOperation
from db.words.families.exchange import BatchState, FeedFormat, RecordOutcome, System
from db.words.families.people import IdentifierKind
from db.words.families.places import AgencyKind
from db.words.text import clean

_batch = table_of(FeedBatch)
_record = table_of(FeedRecord)
_agency = table_of(Agency)
_source, _number = table_of(SourceRecord), table_of(Identifier)
_NUMBERS_AT_ONCE = 500
# One import writes at a time on PostgreSQL, as the file lock has it on SQLite; correctness does not hang on it.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(7203561)"


@dataclass(frozen=True, slots=True)
class Entry:
    """Which file, whose, by whom; `digest` is the SHA-256 of its content."""

    batch_id: UUID
    agency_id: UUID
    path: Path
    format: FeedFormat
    digest: bytes
    head: bytes | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Kept of a file that is the list of who is in prison: its latest movement, and how many it holds."""

    told_on: date | None
    held: int


def digest_of(path: Path) -> bytes:
    """SHA-256 of the file. Raises FileRefused where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as fault:
        raise unreadable(fault) from fault


def shown_name(path: Path) -> str:
    """The file's name without anything that could steer a terminal or that no database stores."""
    return clean(path.name) or "?"


def entry_of(units: Units, agency_id: UUID, digest: bytes) -> RowDict | None:
    """The agency's entry of a file with this content."""
    with units.raw("bulk") as connection:
        rows = fetch(connection, FeedBatch, "file_hash", [digest], agency_id=agency_id)
    return rows[0] if rows else None


def alone(connection: Connection) -> None:
    """Wait for the turn of this import; the turn ends with the transaction."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_ONE_AT_A_TIME)


def waiting(connection: Connection, batch_id: UUID) -> frozenset[UUID]:
    """Other files that were begun and not accepted."""
    query = sa.select(_batch.c.id).where(_batch.c.state == BatchState.OPEN, _batch.c.id != batch_id)
    return frozenset(row.id for row in connection.execute(query))


def written(connection: Connection, batch_id: UUID) -> int:
    """How many records of the file are on record."""
    query = sa.select(sa.func.max(_record.c.number)).where(_record.c.batch_id == batch_id)
    return connection.execute(query).scalar() or 0


def open_entry(units: Units, actor: Actor, entry: Entry, *, known: bool) -> None:
    """Enter the file as being read; one that was refused before is read again."""
    now = units.clock.now()
    with units.raw("bulk", writes=True) as connection:
        alone(connection)
        open_chain(connection, actor, now)
        if known:
            again = {
                "state": BatchState.OPEN, "format": entry.format, "problem": "", "finished_at": None,
                "head": entry.head, "waits_at": "",
            }  # fmt: skip
            _change(connection, entry, **again)
            return
        connection.execute(sa.insert(_batch).values(_row(entry, actor, now, state=BatchState.OPEN)))


def refuse_entry(units: Units, actor: Actor, entry: Entry, *, known: bool, problem: Problem) -> None:
    """Enter the file as refused with its reason, so that a failing feed is seen; nothing of its content is kept."""
    values = {"state": BatchState.REFUSED, "finished_at": units.clock.now(), "problem": told([problem])}
    act = Act(AuditOperation.COLLECTION, "feed.refused", "feed_batch", entry.batch_id, reason=problem.code.value)
    _enter(units, actor, entry, values, act, known=known)


def hold_entry(units: Units, actor: Actor, entry: Entry, *, known: bool, seen: Weekly, problem: Problem) -> None:
    """Enter the file as waiting for a decision, with its numbers and where it lies; nothing of it is written."""
    values = {
        "state": BatchState.WAITING, "problem": told([problem]), "read": seen.rows, "quarantined": seen.rejected,
        "told_on": seen.told_on, "waits_at": str(entry.path.absolute()),
    }  # fmt: skip
    act = Act(AuditOperation.COLLECTION, "feed.wait", "feed_batch", entry.batch_id, rows=seen.rows)
    _enter(units, actor, entry, values, act, known=known)


def weeks_before(units: Units) -> Before:
    """What the weekly files accepted so far told, whichever prison's agency sent them: they are one row of weeks."""
    b = _batch.c
    weekly = sa.and_(b.held.is_not(None), b.state == BatchState.ACCEPTED)
    latest = sa.select(sa.func.max(b.told_on)).where(weekly, b.told_on <= units.clock.today() + AHEAD)
    last = sa.select(b.held).where(weekly).order_by(b.taken_at.desc(), b.id.desc()).limit(1)
    with units.raw("bulk") as connection:
        return Before(connection.execute(latest).scalar(), connection.execute(last).scalar())


def kind_of(units: Units, agency_id: UUID) -> AgencyKind | None:
    """What the agency is whose file it is."""
    with units.raw("bulk") as connection:
        kind: AgencyKind | None = connection.execute(
            sa.select(_agency.c.kind).where(_agency.c.id == agency_id)
        ).scalar()
    return kind


def on_record(units: Units, agency_id: UUID, prisoners: Sequence[tuple[str, ...]]) -> int:
    """How many of the prisoners are known to the agency under one of their numbers, merged ones too."""
    known: set[str] = set()
    wanted = {number for each in prisoners for number in each}
    r, n = _source.c, _number.c
    own = sa.and_(r.agency_id == agency_id, r.system == System.PRISON)
    with units.raw("bulk") as connection:
        for some in in_batches(sorted(wanted), _NUMBERS_AT_ONCE):
            known.update(connection.scalars(sa.select(r.external_id).where(own, r.external_id.in_(some))))
            merged = sa.and_(n.kind == IdentifierKind.NOMS, n.raw.in_(some), n.ended_at.is_(None))
            joined = sa.select(n.raw).join(_source, r.id == n.source_record_id).where(own, merged)
            known.update(connection.scalars(joined))
    return sum(not known.isdisjoint(each) for each in prisoners)


def decide(units: Units, actor: Actor, batch_id: UUID, *, accepted: bool, reason: str = "") -> None:
    """Note who decided about a file that waits; a refused one is put away with the reason."""
    now = units.clock.now()
    said: dict[str, object] = {"decided_by_id": actor.user_id, "decided_at": now}
    if not accepted:
        said |= {"state": BatchState.REFUSED, "finished_at": now, "problem": told([Problem("", Code.WAITS, reason)])}
    with units.raw("bulk", writes=True) as connection:
        open_chain(connection, actor, now)
        connection.execute(
            sa.update(_batch).where(_batch.c.id == batch_id).values(**said, version=_batch.c.version + 1)
        )
        act = "feed.accept" if accepted else "feed.refuse"
        append(connection, actor, now, [Act(AuditOperation.COLLECTION, act, "feed_batch", batch_id)])


def accept_entry(
    connection: Connection,
    actor: Actor,
    batch_id: UUID,
    tally: Tally,
    *,
    now: datetime,
    aside: Sequence[Problem],
    week: Week | None = None,
) -> None:
    """Show what the file brought, in the caller's transaction; `aside` are oddities of whole lists.

    `week` is said of the list of who is in prison alone.
    """
    connection.execute(
        sa.update(_batch)
        .where(_batch.c.id == batch_id)
        .values(
            state=BatchState.ACCEPTED,
            finished_at=now,
            read=tally.read,
            new=tally.count(RecordOutcome.NEW),
            changed=tally.count(RecordOutcome.CHANGED),
            unchanged=tally.count(RecordOutcome.UNCHANGED),
            flagged=tally.flagged,
            quarantined=tally.count(RecordOutcome.QUARANTINED),
            problem=told(aside),
            told_on=week.told_on if week is not None else None,
            held=week.held if week is not None else None,
            version=_batch.c.version + 1,
        )
    )
    append(
        connection, actor, now, [Act(AuditOperation.COLLECTION, "feed.file", "feed_batch", batch_id, rows=tally.read)]
    )


def enter_repeat(units: Units, actor: Actor, batch_id: UUID, rows: int) -> None:
    """The very same file again: nothing changes, and one row says that it came."""
    now = units.clock.now()
    with units.raw("bulk", writes=True) as connection:
        alone(connection)
        open_chain(connection, actor, now)
        append(
            connection, actor, now, [Act(AuditOperation.COLLECTION, "feed.repeat", "feed_batch", batch_id, rows=rows)]
        )


def problems_of(units: Units, batch: RowDict) -> tuple[Oddity, ...]:
    """The oddities of a file on record, in its order."""
    query = sa.select(_record.c.problems).where(_record.c.batch_id == batch["id"], _record.c.problems != "")
    with units.raw("bulk") as connection:
        kept = (row.problems for row in connection.execute(query.order_by(_record.c.number)))
        return few(each for text in chain(kept, [str(batch["problem"])]) for each in heard(text))


def few(oddities: Iterable[Oddity], *, untold: int = 0) -> tuple[Oddity, ...]:
    """As many as an outcome names, and how many more there are; `untold` were left out before."""
    rest = iter(oddities)
    named = tuple(islice(rest, MOST_TOLD))
    more = untold + sum(1 for _ in rest)
    return (*named, Oddity("", "more", f"{more:,} more are on record, each with its record")) if more else named


def told(problems: Sequence[Problem]) -> str:
    """Oddities as they are stored: JSON of [place, code, reason], empty for none."""
    return json.dumps([[p.at, p.code, p.reason] for p in problems]) if problems else ""


def heard(text: str) -> list[Oddity]:
    """Stored oddities as cards."""
    return [Oddity(at, code, reason) for at, code, reason in json.loads(text or "[]")]


def _change(connection: Connection, entry: Entry, **values: object) -> None:
    same = sa.update(_batch).where(_batch.c.id == entry.batch_id)
    connection.execute(same.values(**values, version=_batch.c.version + 1))


def _enter(units: Units, actor: Actor, entry: Entry, values: Mapping[str, object], act: Act, *, known: bool) -> None:
    """Enter a file of which nothing is written, or say so of one that is entered, and note the act with it."""
    now = units.clock.now()
    with units.raw("bulk", writes=True) as connection:
        alone(connection)
        open_chain(connection, actor, now)
        if known:
            _change(connection, entry, **values)
        else:
            connection.execute(sa.insert(_batch).values({**_row(entry, actor, now), **values}))
        append(connection, actor, now, [act])


def _row(entry: Entry, actor: Actor, now: datetime, *, state: BatchState = BatchState.REFUSED) -> RowDict:
    return {
        **blank(FeedBatch),
        "id": entry.batch_id,
        "agency_id": entry.agency_id,
        "format": entry.format,
        "file_name": shown_name(entry.path),
        "file_hash": entry.digest,
        "taken_at": now,
        "taken_by_id": actor.user_id,
        "state": state,
        "head": entry.head,
    }
