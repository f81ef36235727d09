"""Which lists were taken in: of an older or less firm one that comes late, only what the others name stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.exchange.list_kinds import other_kinds
from db.exchange.loading.rows import blank
from db.exchange.records import ListKey
from db.tables.base import table_of
from db.tables.hearings import ListIssue
from db.words.keys import uuid7

_issue = table_of(ListIssue)


def is_overtaken(connection: Connection, key: ListKey, said: datetime | None) -> bool:
    """Whether a newer list of this scope, or a firmer one of its court, day and room, is on record."""
    firmer = other_kinds(key.kind or "", firmer=True)
    query = sa.select(_issue.c.location, _issue.c.kind, _issue.c.said_at).where(
        _issue.c.court == key.court, _issue.c.sitting_on == key.on, _issue.c.kind.in_([key.kind or "", *firmer])
    )
    own = key.location or ""
    for row in connection.execute(query):
        if row.kind in firmer and (not own or row.location in ("", own)):
            return True
        if row.kind not in firmer and row.location == own and said and row.said_at and row.said_at > said:
            return True
    return False


def remember(connection: Connection, told: Sequence[tuple[ListKey, datetime | None]]) -> None:
    """Remember the lists of a file, in the caller's transaction; of one scope the newest."""
    for key, said in told:
        same = sa.and_(
            _issue.c.court == key.court,
            _issue.c.sitting_on == key.on,
            _issue.c.location == (key.location or ""),
            _issue.c.kind == (key.kind or ""),
        )
        row = connection.execute(sa.select(_issue.c.id, _issue.c.said_at).where(same)).first()
        if row is None:
            values = {
                **blank(ListIssue), "id": uuid7(), "court": key.court, "sitting_on": key.on,
                "location": key.location or "", "kind": key.kind or "", "said_at": said,
            }  # fmt: skip
            connection.execute(sa.insert(_issue).values(values))
        elif said is not None and (row.said_at is None or row.said_at < said):
            newer = sa.update(_issue).where(_issue.c.id == row.id)
            connection.execute(newer.values(said_at=said, version=_issue.c.version + 1))
