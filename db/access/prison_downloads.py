"""Which prison downloads were accepted, and when: anybody may know how old prison data is, nobody reads the files."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.questions import Written, write
from db.access.standing import Standing
from db.store.wall.functions import Function
from db.tables.base import Key, Moment
from db.tables.system import FeedBatch
from db.words.families.exchange import BatchState, FeedFormat

WEEKLY: Final = (FeedFormat.PRISONER, FeedFormat.PRISONER_CSV)
"""Formats in which a prison sends everybody whom it holds."""
MANY: Final = 2
"""A message about one prisoner comes in the same form as the file of all; it is no download."""
_batch: sa.Table = FeedBatch.__table__  # type: ignore[attr-defined]

FUNCTION: Final = Function(
    "prison_downloads",
    "TABLE (id uuid, taken_at timestamptz, finished_at timestamptz)",
    f"""
    RETURN QUERY SELECT b.id, b.taken_at, coalesce(b.finished_at, b.taken_at) FROM public.feed_batch b
        WHERE b.state = '{BatchState.ACCEPTED.value}' AND b.held IS NOT NULL;
    """,  # noqa: S608 - words of the program
)
"""The same past row security, for a session of PostgreSQL."""


def prison_downloads(connection: Connection, _: Standing) -> list[tuple[UUID, datetime, datetime]]:
    """Id, when it came and when its last row was in, of every accepted download, the oldest first."""
    name = connection.dialect.name
    if name not in _asked:
        _asked[name] = write(_statement(name), connection.dialect)
    text = _asked[name]
    rows = text.rows(connection, {}) if text is not None else ()
    return sorted(((row.id, row.taken_at, row.finished_at) for row in rows), key=lambda one: (one[1], one[0]))


_asked: Final[dict[str, Written | None]] = {}
"""The statement as text, by engine."""


def _statement(dialect: str) -> sa.Select[Any]:
    if dialect == "postgresql":
        told = sa.func.tracker.prison_downloads().table_valued(
            sa.column("id", Key), sa.column("taken_at", Moment), sa.column("finished_at", Moment), name="told"
        )
        return sa.select(told.c.id, told.c.taken_at, told.c.finished_at)
    b = _batch.c
    ended = sa.func.coalesce(b.finished_at, b.taken_at, type_=Moment()).label("finished_at")
    return sa.select(b.id, b.taken_at, ended).where(b.state == BatchState.ACCEPTED, b.held.is_not(None))
