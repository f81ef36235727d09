"""Where an interrupted file stopped: chunks are whole, so its written records tell what is left to do."""

from __future__ import annotations

import json
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.exchange.loading.chunk import Tally
from db.exchange.oddities import Code, Problem
from db.tables.base import table_of
from db.tables.cases import DefendantCase
from db.tables.hearings import Listing
from db.tables.people import SourceRecord
from db.tables.system import FeedRecord

_record = table_of(FeedRecord)
_listing = table_of(Listing)
_defendant = table_of(DefendantCase)
_source = table_of(SourceRecord)


def resumed(connection: Connection, batch_id: UUID, tally: Tally) -> int:
    """Counts what the batch has written already into `tally`; returns how many records that were."""
    query = sa.select(_record.c.outcome, _record.c.problems).where(_record.c.batch_id == batch_id)
    for row in connection.execute(query.order_by(_record.c.number)):
        problems = [Problem(at, Code(code), reason) for at, code, reason in json.loads(row.problems or "[]")]
        tally.add(row.outcome, problems)
    if tally.read:
        hearings = sa.select(_record.c.hearing_id).where(_record.c.batch_id == batch_id)
        # Of a hearing's defendants only those that this file named: the others may have vanished from it.
        listed = (
            sa.select(_listing.c.id, _listing.c.list_scope)
            .join(_defendant, _defendant.c.id == _listing.c.defendant_case_id)
            .join(_source, _source.c.id == _defendant.c.source_record_id)
            .where(
                _listing.c.hearing_id.in_(hearings), _listing.c.list_scope != "", _source.c.last_batch_id == batch_id
            )
        )
        for key, scope in connection.execute(listed):
            tally.seen.setdefault(scope, set()).add(key)
    return tally.read
