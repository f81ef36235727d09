"""Where an interrupted file stopped: chunks are whole, so its written records tell what is left to do."""

from __future__ import annotations

import json
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.exchange.loading.chunk import Tally
from db.exchange.loading.rows import table_of
from db.exchange.oddities import Code, Problem
from db.tables.hearings import Listing
from db.tables.system import FeedRecord

_record = table_of(FeedRecord)
_listing = table_of(Listing)


def resumed(connection: Connection, batch_id: UUID, tally: Tally) -> int:
    """Counts what the batch has written already into `tally`; returns how many records that were."""
    query = sa.select(_record.c.outcome, _record.c.problems).where(_record.c.batch_id == batch_id)
    for row in connection.execute(query.order_by(_record.c.number)):
        problems = [Problem(at, Code(code), reason) for at, code, reason in json.loads(row.problems or "[]")]
        tally.add(row.outcome, problems)
    if tally.read:
        hearings = sa.select(_record.c.hearing_id).where(_record.c.batch_id == batch_id)
        listed = sa.select(_listing.c.id, _listing.c.list_scope).where(
            _listing.c.hearing_id.in_(hearings), _listing.c.list_scope != ""
        )
        for key, scope in connection.execute(listed):
            tally.seen.setdefault(scope, set()).add(key)
    return tally.read
