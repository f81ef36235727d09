"""Questions for a human: asked once a record, brought up to date when more is known, over when there is nobody left."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.tables.matching import ReviewCandidate, ReviewItem
from db.words.families.matching import ReviewState
from db.words.keys import uuid7

_item: sa.Table = ReviewItem.__table__  # type: ignore[attr-defined]
_candidate: sa.Table = ReviewCandidate.__table__  # type: ignore[attr-defined]
WAITING: Final = (ReviewState.OPEN, ReviewState.LATER)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may be meant: a record, how much speaks for it in bits, in words, and what forbids a rule to decide."""

    record_id: UUID
    weight: float
    reasons: tuple[str, ...]
    guards: tuple[str, ...]
    weights_version: str


def ask(connection: Connection, record_id: UUID, candidates: Sequence[Candidate], *, now: datetime) -> UUID:
    """Ask whose the record is; a question that waits already gets the candidates as they are known now."""
    waiting = _waiting(connection, record_id)
    highest = max(each.weight for each in candidates)
    if waiting is None:
        key = uuid7()
        made = {"id": key, "version": 1, "record_id": record_id, "state": ReviewState.OPEN, "asked_at": now}
        connection.execute(sa.insert(_item).values(**made, weight=highest))
    else:
        key = waiting
        changed = sa.update(_item).where(_item.c.id == key, _item.c.weight != highest)
        connection.execute(changed.values(weight=highest, version=_item.c.version + 1))
    known = {
        row.record_id: row.id
        for row in connection.execute(
            sa.select(_candidate.c.record_id, _candidate.c.id).where(_candidate.c.item_id == key)
        )
    }
    for each in candidates:
        values = {
            "weight": each.weight,
            "reasons": json.dumps(each.reasons),
            "guards": json.dumps(each.guards),
            "weights_version": each.weights_version,
        }
        if each.record_id in known:
            row = sa.update(_candidate).where(_candidate.c.id == known[each.record_id])
            connection.execute(row.values(**values, version=_candidate.c.version + 1))
        else:
            row_of = {"id": uuid7(), "version": 1, "item_id": key, "record_id": each.record_id}
            connection.execute(sa.insert(_candidate).values(**row_of, **values))
    return key


def settled(connection: Connection, record_id: UUID, *, now: datetime) -> None:
    """Nobody has to be asked about the record any more."""
    over = sa.update(_item).where(_item.c.record_id == record_id, _item.c.state.in_(WAITING))
    connection.execute(over.values(state=ReviewState.OVER, decided_at=now, version=_item.c.version + 1))


def _waiting(connection: Connection, record_id: UUID) -> UUID | None:
    query = sa.select(_item.c.id).where(_item.c.record_id == record_id, _item.c.state.in_(WAITING))
    found: UUID | None = connection.scalar(query.order_by(_item.c.id).limit(1))
    return found
