"""When a user last looked at a list, so that what came, moved or went since can be marked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.cards.day import ListScope
from db.tables.hearings import ListLook
from db.unit import Unit


def look(unit: Unit, scope: ListScope) -> datetime | None:
    """Note that the actor looks now; returns when the actor looked before, None at the first time."""
    k = ListLook
    same_room = col(k.room_id).is_(None) if scope.room_id is None else col(k.room_id) == scope.room_id
    seen = unit.session.scalars(
        sa.select(k)
        .where(
            col(k.user_id) == unit.actor.user_id,
            col(k.court_id) == scope.court_id,
            col(k.sitting_on) == scope.day,
            same_room,
        )
        # Two terminals of one user may both have been the first to look at all rooms.
        .order_by(col(k.looked_at).desc())
    ).first()
    if seen is None:
        unit.add(
            ListLook(
                user_id=unit.actor.user_id,
                court_id=scope.court_id,
                room_id=scope.room_id,
                sitting_on=scope.day,
                looked_at=unit.now,
            )
        )
        return None
    before = seen.looked_at
    seen.looked_at = unit.now
    return before


def last_scope(unit: Unit) -> tuple[UUID, UUID | None] | None:
    """Court and room that the actor looked at last, on any day; None before the first look."""
    k = ListLook
    newest = sa.select(k).where(col(k.user_id) == unit.actor.user_id).order_by(col(k.looked_at).desc()).limit(1)
    seen = unit.session.scalars(newest).first()
    return (seen.court_id, seen.room_id) if seen else None
