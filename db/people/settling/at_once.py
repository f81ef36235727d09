"""Which records may be of the same person, found for the whole record at once, before it is settled."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.people.matching.weighing import Finder
from db.people.settling.beside import Near
from db.people.settling.sides import Side, sides_of
from db.tables.base import table_of
from db.tables.people import SourceRecord
from db.words.batches import in_batches

_AT_ONCE = 400


def found_at_once(connection: Connection, finder: Finder) -> Near:
    """The answers for every record, by the pairs of one search; whose a record is now is asked when it is settled."""
    record = table_of(SourceRecord)
    sides = sides_of(connection, connection.scalars(sa.select(record.c.id)).all())
    keys = list(sides)
    others: dict[UUID, list[UUID]] = {}
    for one, other in finder([side.known.identity for side in sides.values()], None):
        others.setdefault(keys[one], []).append(keys[other])
        others.setdefault(keys[other], []).append(keys[one])

    def near(connection: Connection, side: Side) -> dict[UUID, UUID]:
        found: dict[UUID, UUID] = {}
        for some in in_batches(others.get(side.record_id, ()), _AT_ONCE):
            rows = connection.execute(sa.select(record.c.id, record.c.person_id).where(record.c.id.in_(some)))
            found.update((row.id, row.person_id) for row in rows if row.person_id != side.person_id)
        return found

    return near
