"""Audit rows as a chain per sign-in: each digest covers its row and the digest before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.tables.system import AuditChain, AuditEvent
from db.words.actor import Actor
from db.words.families.access import AuditOperation
from db.words.keys import uuid7

FIRST = b"\x00" * 32
_event: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
_chain: sa.Table = AuditChain.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Act:
    """One act to be audited: ids only, never names or text of the record."""

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


def open_chain(connection: Connection, actor: Actor, now: datetime) -> None:
    """Begin the chain of the actor's sign-in; a chain that is open already stays as it is."""
    known = connection.execute(sa.select(_chain.c.id).where(_chain.c.id == actor.audit_session)).first()
    if known is None:
        connection.execute(
            sa.insert(_chain).values(
                id=actor.audit_session, version=1, user_id=actor.user_id, terminal=actor.terminal, opened_at=now
            )
        )


def append(connection: Connection, actor: Actor, now: datetime, acts: list[Act]) -> None:
    """Add the acts to the end of the actor's chain, in the caller's transaction."""
    last = connection.execute(
        sa.select(_event.c.number, _event.c.digest)
        .where(_event.c.chain_id == actor.audit_session)
        .order_by(_event.c.number.desc())
        .limit(1)
    ).first()
    number, previous = (last.number, bytes(last.digest)) if last else (0, FIRST)
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
            "action": act.action,
            "object_kind": act.object_kind,
            "object_id": act.object_id,
            "person_id": act.person_id,
            "reason": act.reason,
            "rows": act.rows,
            "milliseconds": act.milliseconds,
            "before_hash": act.before_hash,
            "after_hash": act.after_hash,
            "previous": previous,
        }
        previous = digest(row)
        rows.append({**row, "digest": previous})
    connection.execute(sa.insert(_event), rows)


def digest(row: dict[str, object]) -> bytes:
    """SHA-256 over the canonical form of every column but `digest` and `version`; 32 bytes."""
    fields = {name: _plain(value) for name, value in row.items() if name not in {"digest", "version"}}
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    return value
