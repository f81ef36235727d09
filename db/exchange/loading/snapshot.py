"""What vanished from a list is vacated: its row stays with a sign, the person and the notes stay untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.exchange.list_kinds import other_kinds
from db.exchange.loading.hearings import said_at, scope_of
from db.exchange.loading.issues import is_overtaken
from db.exchange.loading.rows import RowDict
from db.exchange.records import ListKey, ListScope
from db.store.changes import Touched
from db.tables.base import table_of
from db.tables.hearings import Hearing, Listing
from db.words.batches import in_batches
from db.words.families.court import ListingChange, ListingState

_listing = table_of(Listing)
_hearing = table_of(Hearing)
_AT_ONCE = 500


def vanished(
    connection: Connection, scopes: Sequence[ListScope], seen: Mapping[str, set[UUID]], now: datetime
) -> list[RowDict]:
    """Rows that the file's lists speak for and do not name; `said` is when their list was printed.

    A scope with quarantined rows vacates nothing (they may be the missing ones), an empty document says
    nothing about hearings, and a list printed before the one that last named a hearing cannot vacate it.
    A list also speaks for what only less firm lists of its court, day and room have named; and of an older
    list than one on record, or a less firm one, nothing stands but what that one names too.
    """
    gone: list[RowDict] = []
    for key, said in speaking(scopes, now):
        name = scope_of(key)
        named = seen.get(name, set())
        if is_overtaken(connection, key, said):
            gone += [{**row, "said": said} for row in _standing(connection, [name]) if row["id"] in named]
            continue
        weaker = [scope_of(each) for each in _weaker(key)]
        for row in _standing(connection, [name, *weaker]):
            newer = said is not None and row["message_at"] is not None and row["message_at"] > said
            if row["id"] not in named and not (newer and row["list_scope"] == name):
                gone.append({**row, "said": said})
    return gone


def speaking(scopes: Sequence[ListScope], now: datetime) -> list[tuple[ListKey, datetime | None]]:
    """The scopes of a file that speak for what they leave out, in order, each with when its list was printed."""
    silent = {scope_of(scope.key) for scope in scopes if scope.refused or scope.is_empty or scope.key is None}
    told = {scope_of(scope.key): (scope.key, said_at(scope.shared_at, now)) for scope in scopes}
    return [(key, said) for name, (key, said) in sorted(told.items()) if key is not None and name not in silent]


def _weaker(key: ListKey) -> list[ListKey]:
    """Less firm lists of the same court and day: of the same room, or of no room."""
    kinds = other_kinds(key.kind or "", firmer=False)
    return [replace(key, kind=kind, location=room) for kind in kinds for room in {key.location, None}]


def _standing(connection: Connection, scopes: Sequence[str]) -> list[RowDict]:
    query = (
        sa.select(
            _listing.c.id,
            _listing.c.hearing_id,
            _listing.c.person_id,
            _listing.c.defendant_case_id,
            _listing.c.sitting_on,
            _listing.c.court_id,
            _listing.c.list_scope,
            _hearing.c.message_at,
        )
        .join(_hearing, _hearing.c.id == _listing.c.hearing_id)
        .where(_listing.c.list_scope.in_(scopes), _listing.c.state == ListingState.LISTED)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def vacate(connection: Connection, rows: Sequence[RowDict], now: datetime) -> list[Touched]:
    """Mark the rows vacated, in the caller's transaction; returns what open screens must hear."""
    if not rows:
        return []
    statement = (
        sa.update(_listing)
        .where(_listing.c.id == sa.bindparam("b_id"))
        .values(
            state=sa.bindparam("b_state"),
            change=sa.bindparam("b_change"),
            changed_at=now,
            version=_listing.c.version + 1,
        )
    )
    elsewhere = _elsewhere(connection, rows)
    connection.execute(
        statement,
        [
            {
                "b_id": row["id"],
                "b_state": ListingState.MOVED if _who(row) in elsewhere else ListingState.VACATED,
                "b_change": (ListingChange.MOVED if _who(row) in elsewhere else ListingChange.REMOVED).value,
            }
            for row in rows
        ],
    )
    # An older list that comes after this one must not bring the hearing back.
    said = {row["hearing_id"]: row["said"] for row in rows if row["said"] is not None}
    if said:
        remember = (
            sa.update(_hearing)
            .where(_hearing.c.id == sa.bindparam("b_id"))
            .values(message_at=sa.bindparam("b_said"), version=_hearing.c.version + 1)
        )
        connection.execute(remember, [{"b_id": key, "b_said": moment} for key, moment in said.items()])
    return [Touched("listing", row["id"], row["person_id"], row["court_id"]) for row in rows]


def _who(row: RowDict) -> tuple[UUID, UUID, date]:
    return row["hearing_id"], row["defendant_case_id"], row["sitting_on"]


def _elsewhere(connection: Connection, rows: Sequence[RowDict]) -> set[tuple[UUID, UUID, date]]:
    """Those that the same hearing still lists on the same day, in another room or at another time."""
    gone = {row["id"] for row in rows}
    found: set[tuple[UUID, UUID, date]] = set()
    hearings = sorted({row["hearing_id"] for row in rows})
    for some in in_batches(hearings, _AT_ONCE):
        query = sa.select(
            _listing.c.id, _listing.c.hearing_id, _listing.c.defendant_case_id, _listing.c.sitting_on
        ).where(_listing.c.hearing_id.in_(some), _listing.c.state == ListingState.LISTED)
        found |= {_who(dict(row)) for row in connection.execute(query).mappings() if row["id"] not in gone}
    return found
