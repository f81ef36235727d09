"""Attendance marks that count, read for many rows at once."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.cards.day import Mark
from db.tables.hearings import Attendance
from db.tables.users import UserAccount
from db.unit import Unit


def marks(unit: Unit, listings: Iterable[UUID]) -> dict[UUID, Mark]:
    """The newest mark of each row that was not undone; one select."""
    a = Attendance
    rows = unit.session.execute(
        sa.select(
            col(a.id), col(a.listing_id), col(a.state), col(a.marked_at), col(a.audit_session),
            col(UserAccount.display_name),
        )
        .join(UserAccount, col(UserAccount.id) == col(a.marked_by_id))
        .where(col(a.listing_id).in_(sorted(set(listings))), col(a.undone_at).is_(None))
        .order_by(col(a.marked_at), col(a.id))
    )  # fmt: skip
    own = unit.actor.audit_session
    return {
        row.listing_id: Mark(row.id, row.state, row.display_name, row.marked_at, row.audit_session == own)
        for row in rows
    }
