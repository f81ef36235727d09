"""Settling many records in small transactions: after a file was taken in, and for the whole record at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.audit.chain import open_chain
from db.people.settling.beside import Near, beside
from db.people.settling.registered import beside_registered
from db.people.settling.settle import Settled, Settling
from db.tables.people import SourceRecord
from db.unit import Units
from db.words.actor import Actor
from db.words.batches import in_batches

_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
AT_ONCE: Final = 20
"""Records of one transaction: clerks get in between."""
MOST_OF_A_FILE: Final = 1_000
"""Records of one file that are held against the record when it comes; more of them wait for a run of their own."""

Progress = Callable[[int, int], None]


def settle_all(
    units: Units,
    actor: Actor,
    records: Collection[UUID],
    *,
    run: UUID,
    dry: bool = False,
    near: Near = beside,
    progress: Progress | None = None,
) -> Settled:
    """Settle these records one after the other; each part is committed by itself, a dry run writes nothing.

    `near` says which records may be of the same person as a record.
    """
    whole = Settled()
    done = 0
    for some in in_batches(sorted(records), AT_ONCE):
        with units.raw("bulk", writes=not dry) as connection:
            if not dry:
                open_chain(connection, actor, units.clock.now())
            part = Settling(connection, actor, units.clock.now(), run=run, dry=dry, near=near).run(some)
        whole.linked += part.linked
        whole.asked += part.asked
        whole.new += part.new
        whole.decisions += part.decisions
        done += len(some)
        if progress is not None:
            progress(done, len(records))
    return whole


def alone(connection: Connection, *, batch_id: UUID | None = None, most: int | None = None) -> Iterator[UUID]:
    """Records that are the only one of their person, or so many of them; with `batch_id` those that this file named."""
    other = _record.alias()
    lonely = ~sa.exists().where(other.c.person_id == _record.c.person_id, other.c.id != _record.c.id)
    query = sa.select(_record.c.id).where(lonely)
    if batch_id is not None:
        query = query.where(_record.c.last_batch_id == batch_id)
    yield from connection.scalars(query.order_by(_record.c.id).limit(most))


def settle_file(units: Units, actor: Actor, batch_id: UUID) -> Settled | None:
    """Hold what a file brought against the record.

    Of a file that brought too much for that, those who may be on the register of prolific offenders, so that each
    prison's weekly file is held against it; None where it brought nobody of those.
    """
    with units.raw("bulk") as connection:
        records = list(alone(connection, batch_id=batch_id, most=MOST_OF_A_FILE + 1))
        if len(records) > MOST_OF_A_FILE:
            near = beside_registered(connection, batch_id)
            records = [one for one in alone(connection, batch_id=batch_id) if one in near] if near else []
            if not records:
                return None
    return settle_all(units, actor, records, run=batch_id)
