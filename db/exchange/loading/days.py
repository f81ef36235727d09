"""Which courts and days a file brought rows for, so that rows added there by hand are joined with them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.tables.base import table_of
from db.tables.hearings import Listing

_listing = table_of(Listing)


def days_of(connection: Connection, batch_id: UUID) -> list[tuple[UUID, date]]:
    """Court and date of every list row that the file made."""
    query = sa.select(_listing.c.court_id, _listing.c.sitting_on).where(_listing.c.batch_id == batch_id)
    return [(row.court_id, row.sitting_on) for row in connection.execute(query.distinct())]
