"""Audit rows as a chain per sign-in: each digest covers its row and the digest before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from db.audit.acts import declared
from db.audit.form import FIELDS, digest_of, genesis, moment, plain
from db.store.many import insert_alike, insert_many
from db.tables.system import AuditChain, AuditEvent
from db.words.actor import Actor
from db.words.errors import Refused
from db.words.families.access import AuditOperation
from db.words.keys import uuid7, uuid7_bytes
from db.words.text import visible

_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
_chain: sa.Table = AuditChain.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Act:
    """One act to be audited: ids only, never names or text of the record.

    `action` is one of `db.audit.acts.Deed`, and `operation` the one that is declared there; an act that
    nobody declared raises ValueError. `rows` is how many records were shown or touched.
    """

    operation: AuditOperation
    action: str
    object_kind: str = ""
    object_id: UUID | None = None
    person_id: UUID | None = None
    reason: str = ""
    rows: int | None = None
    milliseconds: int | None = None
    before_hash: bytes | None = None
    after_hash: bytes | None = None

    def __post_init__(self) -> None:
        """Only what is declared can be done."""
        deed = declared(self.action)
        if deed is None or deed.operation is not self.operation:
            raise ValueError(f"{self.action!r} is not declared as {self.operation.label} in db.audit.acts")


def under_emergency(act: Act, opened: frozenset[UUID]) -> Act:
    """Each reading of a person who is under emergency access is logged as one, with what it was otherwise called."""
    reading = act.operation is AuditOperation.CONSULTATION and not act.action.startswith("emergency.")
    if not reading or act.person_id not in opened:
        return act
    return replace(act, action="emergency.read", reason=f"{act.action} {act.reason}".strip())


def open_chain(connection: Connection, actor: Actor, now: datetime) -> None:
    """Begin the chain of the actor's sign-in; a chain that is open already stays as it is."""
    known = connection.execute(sa.select(_chain.c.id).where(_chain.c.id == actor.audit_session)).first()
    if known is None:
        connection.execute(
            sa.insert(_chain).values(
                id=actor.audit_session,
                version=1,
                user_id=actor.user_id,
                terminal=visible(actor.terminal),
                opened_at=now,
            )
        )


def append(connection: Connection, actor: Actor, now: datetime, acts: list[Act]) -> None:
    """Add the acts to the end of the actor's chain, in the caller's transaction.

    The times of a chain never go back, even when the clock does.
    """
    number, previous, now = _end_of(connection, actor, now)
    rows = []
    for act in acts:
        number += 1
        row = {
            "id": uuid7(),
            "version": 1,
            "chain_id": actor.audit_session,
            "number": number,
            "happened_at": now,
            "user_id": actor.user_id,
            "operation": act.operation,
            "action": str(act.action),
            "object_kind": act.object_kind,
            "object_id": act.object_id,
            "person_id": act.person_id,
            "reason": visible(act.reason),
            "rows": act.rows if act.rows is not None or act.object_id is None else 1,
            "milliseconds": act.milliseconds,
            "before_hash": act.before_hash,
            "after_hash": act.after_hash,
            "previous": previous,
        }
        previous = digest(row)
        rows.append({**row, "digest": previous})
    insert_many(connection, _event, rows, walled=True)


def append_alike(
    connection: Connection, actor: Actor, now: datetime, *, act: Act, of: Sequence[tuple[bytes, bytes | None]]
) -> None:
    """Add one act for each of these rows: the bytes of its key, and of the person's whom it concerns.

    As `append`, for a bulk of rows on SQLite, where a key is stored as its bytes.
    """
    number, previous, now = _end_of(connection, actor, now)
    chain, at, user = plain(actor.audit_session), plain(now), plain(actor.user_id)
    said = (str(act.operation), str(act.action), act.object_kind)
    rest = (visible(act.reason), "1", "", "", "")
    last = previous.hex()
    rows = []
    for key, (row, person) in zip(uuid7_bytes(), of, strict=False):
        number += 1
        whose = person.hex() if person is not None else ""
        made = digest_of((key.hex(), chain, str(number), at, user, *said, row.hex(), whose, *rest, last))
        rows.append((key, number, row, person, bytes.fromhex(last), bytes.fromhex(made)))
        last = made
    alike = {
        "version": 1,
        "chain_id": actor.audit_session,
        "happened_at": now,
        "user_id": actor.user_id,
        "operation": act.operation,
        "action": str(act.action),
        "object_kind": act.object_kind,
        "reason": visible(act.reason),
        "rows": 1,
        **dict.fromkeys(("milliseconds", "before_hash", "after_hash")),
    }
    names = ("id", "number", "object_id", "person_id", "previous", "digest")
    insert_alike(connection, _event, names, rows, alike=alike)


def digest(row: dict[str, object]) -> bytes:
    """The digest of a row given by the names of its columns; 32 bytes."""
    return bytes.fromhex(digest_of(tuple(plain(row[name]) for name in FIELDS)))


def _end_of(connection: Connection, actor: Actor, now: datetime) -> tuple[int, bytes, datetime]:
    """The last number, its digest, and the moment that the next row bears."""
    wanted = sa.select(_event.c.number, _event.c.digest, _event.c.happened_at)
    last = connection.execute(
        wanted.where(_event.c.chain_id == actor.audit_session).order_by(_event.c.number.desc()).limit(1)
    ).first()
    if last is not None:
        return last.number, bytes(last.digest), max(now, last.happened_at)
    chain = connection.execute(sa.select(_chain).where(_chain.c.id == actor.audit_session)).first()
    if chain is None:
        raise Refused("No audit, no act.")
    return 0, _genesis_of(chain), now


def _genesis_of(chain: Row[tuple[object, ...]]) -> bytes:
    return bytes.fromhex(genesis(chain.id.hex, chain.user_id.hex, chain.terminal, moment(chain.opened_at)))
