"""Makes signed checkpoints: every 15 minutes or 1,000 rows, and on demand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.audit.form import FIELDS, moment, read_moment
from db.audit.reading import checkpoints, events_after
from db.audit.statement import FIRST, Checkpoint, Head, line, stated, to_plain
from db.tables.oversight import AuditCheckpoint, AuditHead, AuditShipment
from db.tables.system import AuditChain, AuditEvent
from db.words.keys import uuid7

OFTEN: Final = timedelta(minutes=15)
MANY: Final = 1000
OPEN_FOR: Final = timedelta(days=3)
"""How far back a chain may have begun and still grow: a sign-in ends after 12 hours, a command sooner."""
_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
_chain: sa.Table = AuditChain.__table__  # type: ignore[attr-defined]
_checkpoint: sa.Table = AuditCheckpoint.__table__  # type: ignore[attr-defined]
_head: sa.Table = AuditHead.__table__  # type: ignore[attr-defined]
_shipment: sa.Table = AuditShipment.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the checkpoints stand: the last one, and what grew since."""

    number: int
    made_at: datetime | None
    digest: str
    grown: tuple[Head, ...]
    events: int

    def due(self, now: datetime) -> bool:
        """Whether it is time for another: rows are waiting, and they are many or have waited long."""
        if not self.events:
            return False
        return self.made_at is None or self.events >= MANY or now - self.made_at >= OFTEN


def standing(connection: Connection, *, whole: bool = False) -> Standing:
    """What the next checkpoint would cover; `whole` also looks at sign-ins of more than three days ago."""
    last = connection.execute(sa.select(_checkpoint).order_by(_checkpoint.c.number.desc()).limit(1)).first()
    since = None if last is None or whole else last.made_at - OPEN_FOR
    covered = {row.chain_id: row.last for row in connection.execute(_covered(since))}
    grown, events = [], 0
    for row in connection.execute(_ends(since)):
        more = row.number - covered.get(row.chain_id, 0)
        if more > 0:
            grown.append(Head(row.chain_id.hex, row.number, bytes(row.digest).hex()))
            events += more
    if last is None:
        return Standing(0, None, FIRST, tuple(grown), events)
    return Standing(last.number, last.made_at, bytes(last.digest).hex(), tuple(grown), events)


def make(connection: Connection, seed: bytes, now: datetime, *, whole: bool = False) -> Checkpoint | None:
    """State and sign how far the chains have come, in the caller's transaction; None when none has grown."""
    stands = standing(connection, whole=whole)
    if not stands.events:
        return None
    at = now if stands.made_at is None else max(now, stands.made_at)
    made = stated(seed, stands.number + 1, moment(at), events=stands.events, previous=stands.digest, heads=stands.grown)
    key = uuid7()
    connection.execute(
        sa.insert(_checkpoint).values(
            id=key,
            version=1,
            number=made.number,
            made_at=read_moment(made.made_at),
            events=made.events,
            previous=bytes.fromhex(made.previous),
            digest=bytes.fromhex(made.digest),
            public_key=bytes.fromhex(made.public_key),
            signature=bytes.fromhex(made.signature),
        )
    )
    heads = [
        {
            "id": uuid7(),
            "version": 1,
            "checkpoint_id": key,
            "chain_id": UUID(head.chain),
            "number": head.number,
            "digest": bytes.fromhex(head.digest),
        }
        for head in made.heads or ()
    ]
    connection.execute(sa.insert(_head), heads)
    return made


def digests(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    """The digests of the checkpoints of these numbers, of those that are there."""
    wanted = sa.select(_checkpoint.c.number, _checkpoint.c.digest).where(_checkpoint.c.number.in_(numbers))
    return {row.number: bytes(row.digest).hex() for row in connection.execute(wanted)}


def waiting(connection: Connection) -> tuple[Checkpoint, ...]:
    """Checkpoints that no sink has yet, in order."""
    shipped = sa.select(_shipment.c.checkpoint_id)
    first = connection.execute(
        sa.select(sa.func.min(_checkpoint.c.number)).where(_checkpoint.c.id.not_in(shipped))
    ).scalar()
    if first is None:
        return ()
    numbers = set(connection.execute(sa.select(_checkpoint.c.number).where(_checkpoint.c.id.not_in(shipped))).scalars())
    return tuple(each for each in checkpoints(connection, after=first - 1) if each.number in numbers)


def lines(connection: Connection, checkpoint: Checkpoint, *, heads: bool = True) -> Iterator[str]:
    """What a sink gets of a checkpoint: the rows that it covers, and then the checkpoint."""
    for head in checkpoint.heads or ():
        for fields in events_after(connection, head, after=_covered_before(connection, head, checkpoint.number)):
            yield line("event", dict(zip((*FIELDS, "digest"), fields, strict=True)))
    yield line("checkpoint", to_plain(checkpoint, heads=heads))


def shipped(connection: Connection, checkpoint: Checkpoint, sink: str, now: datetime) -> None:
    """Note that a sink has this checkpoint."""
    key = sa.select(_checkpoint.c.id).where(_checkpoint.c.number == checkpoint.number).scalar_subquery()
    connection.execute(sa.insert(_shipment).values(id=uuid7(), version=1, checkpoint_id=key, sink=sink, shipped_at=now))


def _covered(since: datetime | None) -> sa.Select[UUID, int]:
    wanted = sa.select(_head.c.chain_id, sa.func.max(_head.c.number).label("last")).group_by(_head.c.chain_id)
    if since is None:
        return wanted
    return wanted.join(_chain, _chain.c.id == _head.c.chain_id).where(_chain.c.opened_at >= since)


def _ends(since: datetime | None) -> sa.Select[UUID, int, bytes]:
    ends = sa.select(_event.c.chain_id, sa.func.max(_event.c.number).label("last")).group_by(_event.c.chain_id)
    if since is not None:
        ends = ends.join(_chain, _chain.c.id == _event.c.chain_id).where(_chain.c.opened_at >= since)
    last = ends.subquery()
    return sa.select(_event.c.chain_id, _event.c.number, _event.c.digest).join(
        last, sa.and_(last.c.chain_id == _event.c.chain_id, last.c.last == _event.c.number)
    )


def _covered_before(connection: Connection, head: Head, number: int) -> int:
    earlier = (
        sa.select(sa.func.max(_head.c.number))
        .join(_checkpoint, _checkpoint.c.id == _head.c.checkpoint_id)
        .where(_head.c.chain_id == UUID(head.chain), _checkpoint.c.number < number)
    )
    return connection.execute(earlier).scalar() or 0
