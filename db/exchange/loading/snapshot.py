"""What vanished from a list is vacated: its row stays with a sign, the person and the notes stay untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.exchange.loading.hearings import scope_of
from db.exchange.loading.rows import RowDict, table_of
from db.exchange.records import ListScope
from db.store.changes import Touched
from db.tables.hearings import Listing
from db.words.families.court import ListingChange, ListingState

_listing = table_of(Listing)


def vanished(
    connection: Connection, scopes: Sequence[ListScope], seen: Mapping[str, set[UUID]]
) -> list[RowDict]:
    """Rows that the file's lists speak for and do not name.

    A scope with quarantined rows vacates nothing (they may be the missing ones), and an empty document says
    nothing about hearings.
    """
    silent = {scope_of(scope.key) for scope in scopes if scope.refused or scope.is_empty or scope.key is None}
    names = {scope_of(scope.key) for scope in scopes} - silent
    gone: list[RowDict] = []
    for name in sorted(names):
        query = sa.select(_listing.c.id, _listing.c.person_id, _listing.c.court_id, _listing.c.version).where(
            _listing.c.list_scope == name, _listing.c.state == ListingState.LISTED
        )
        rows = connection.execute(query).mappings()
        gone += [dict(row) for row in rows if row["id"] not in seen.get(name, set())]
    return gone


def vacate(connection: Connection, rows: Sequence[RowDict], now: datetime) -> list[Touched]:
    """Mark the rows vacated, in the caller's transaction; returns what open screens must hear."""
    if rows:
        statement = (
            sa.update(_listing)
            .where(_listing.c.id == sa.bindparam("b_id"))
            .values(
                state=ListingState.VACATED,
                change=ListingChange.REMOVED.value,
                changed_at=now,
                version=sa.bindparam("b_version"),
            )
        )
        connection.execute(statement, [{"b_id": row["id"], "b_version": row["version"] + 1} for row in rows])
    return [Touched("listing", row["id"], row["person_id"], row["court_id"]) for row in rows]
