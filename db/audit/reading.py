"""Reads the log out of the database as text, row after row, the same on both databases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.audit.form import FIELDS, Fields
from db.audit.statement import Checkpoint, Head
from db.audit.verify import Chain, Log
from db.tables.oversight import AuditCheckpoint, AuditHead
from db.tables.sessions import UserSession
from db.tables.system import AuditChain, AuditEvent

BATCH: Final = 2000
_KEYS: Final = frozenset({"id", "chain_id", "user_id", "object_id", "person_id"})
_BYTES: Final = frozenset({"before_hash", "after_hash", "previous", "digest"})
_NUMBERS: Final = frozenset({"number", "rows", "milliseconds"})
_MOMENTS: Final = frozenset({"happened_at", "opened_at", "made_at"})
_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
_chain: sa.Table = AuditChain.__table__  # type: ignore[attr-defined]
_checkpoint: sa.Table = AuditCheckpoint.__table__  # type: ignore[attr-defined]
_session: sa.Table = UserSession.__table__  # type: ignore[attr-defined]
_head: sa.Table = AuditHead.__table__  # type: ignore[attr-defined]


def log_of(
    connection: Connection,
    *,
    since: str = "",
    until: str = "",
    elsewhere: tuple[Checkpoint, ...] = (),
    trusted: Collection[str] = (),
) -> Log:
    """The log of this database, to be verified; `since` and `until` take sign-ins opened between them."""
    return Log(
        chains={each.id: each for each in chains(connection, since=since, until=until)},
        rows=events(connection, since=since, until=until),
        checkpoints=tuple(checkpoints(connection)),
        elsewhere=elsewhere,
        trusted=trusted,
        since=since,
        until=until,
        sign_ins=dict(_sign_ins(connection, since, until)),
    )


def _sign_ins(connection: Connection, since: str, until: str) -> Iterator[tuple[str, str]]:
    """Every sign-in on record, by chain: when. PostgreSQL shows the table of sign-ins to nobody."""
    if connection.dialect.name == "sqlite":
        texts = _texts(connection, _session, ("id", "opened_at"))
        for chain, opened in _rows(connection, sa.select(*texts).select_from(_session)):
            if (not since or opened >= since) and (not until or opened < until):
                yield chain, opened


def events(connection: Connection, *, since: str = "", until: str = "") -> Iterator[Fields]:
    """Every row as `form.Fields`, by chain and number.

    The database itself writes the text: making it of Python's values took twice the time.
    """
    wanted = (
        sa.select(*_texts(connection, _event, (*FIELDS, "digest")))
        .select_from(_event)
        .order_by(_event.c.chain_id, _event.c.number)
    )
    opened = _between(connection, since, until)
    if opened:
        wanted = wanted.join(_chain, _chain.c.id == _event.c.chain_id).where(*opened)
    yield from _rows(connection, wanted)


def events_after(connection: Connection, head: Head, *, after: int) -> Iterator[Fields]:
    """The rows of one chain up to a head, beginning after a number."""
    wanted = sa.select(*_texts(connection, _event, (*FIELDS, "digest"))).select_from(_event).order_by(_event.c.number)
    number = _event.c.number
    yield from _rows(
        connection, wanted.where(_event.c.chain_id == UUID(head.chain), number > after, number <= head.number)
    )


def chains(connection: Connection, *, since: str = "", until: str = "") -> Iterator[Chain]:
    """The row of every chain."""
    wanted = (
        sa.select(*_texts(connection, _chain, ("id", "user_id", "terminal", "opened_at")))
        .select_from(_chain)
        .order_by(_chain.c.id)
    )
    for fields in _rows(connection, wanted.where(*_between(connection, since, until))):
        yield Chain(*fields)


def checkpoints(connection: Connection, *, after: int = 0) -> Iterator[Checkpoint]:
    """Every checkpoint after that number, with its heads, in order."""
    heads: dict[object, list[Head]] = {}
    wanted = sa.select(_head).join(_checkpoint, _checkpoint.c.id == _head.c.checkpoint_id)
    for row in connection.execute(wanted.where(_checkpoint.c.number > after)):
        heads.setdefault(row.checkpoint_id, []).append(Head(row.chain_id.hex, row.number, bytes(row.digest).hex()))
    made_at = _texts(connection, _checkpoint, ("made_at",))[0].label("at")
    chosen = sa.select(_checkpoint, made_at).where(_checkpoint.c.number > after).order_by(_checkpoint.c.number)
    for row in connection.execute(chosen):
        yield Checkpoint(
            number=row.number,
            made_at=row.at,
            events=row.events,
            previous=bytes(row.previous).hex(),
            digest=bytes(row.digest).hex(),
            public_key=bytes(row.public_key).hex(),
            signature=bytes(row.signature).hex(),
            heads=tuple(sorted(heads.get(row.id, ()))),
        )


def _rows(connection: Connection, wanted: sa.Select[*tuple[Any, ...]]) -> Iterator[Fields]:
    streamed = wanted.execution_options(stream_results=True, max_row_buffer=BATCH)
    for batch in connection.execute(streamed).partitions(BATCH):
        yield from cast(Sequence[Fields], batch)


def _between(connection: Connection, since: str, until: str) -> list[sa.ColumnElement[bool]]:
    opened = _texts(connection, _chain, ("opened_at",))[0]
    return [opened >= since] * bool(since) + [opened < until] * bool(until)


def _texts(connection: Connection, table: sa.Table, names: Iterable[str]) -> list[sa.ColumnElement[str]]:
    """The columns as `form.plain` writes their values, made by the database."""
    lite = connection.dialect.name == "sqlite"
    return [sa.literal_column(_text(f"{table.name}.{name}", name, lite=lite), sa.String) for name in names]


def _text(column: str, name: str, *, lite: bool) -> str:
    if name in _KEYS:
        return f"lower(hex({column}))" if lite else f"coalesce(encode(uuid_send({column}), 'hex'), '')"
    if name in _BYTES:
        return f"lower(hex({column}))" if lite else f"coalesce(encode({column}, 'hex'), '')"
    if name in _NUMBERS:
        return f"coalesce(CAST({column} AS text), '')"
    if name in _MOMENTS and not lite:
        return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    return f"CAST({column} AS text)"
