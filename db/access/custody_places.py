"""Where people are held, for readers who get custody in summary: the establishment alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.criteria import visible
from db.access.reader import Present
from db.access.standing import Standing
from db.tables.care import CustodyEpisode
from db.words.families.access import Level
from db.words.families.bail import CustodyStatus

NOT_HELD = (CustodyStatus.RELEASED, CustodyStatus.DEAD)


def custody_places(
    connection: Connection, standing: Standing, people: Iterable[UUID], day: date
) -> dict[UUID, tuple[str, str]]:
    """Name and code of where they are held on the day, as far as the reader has custody in summary at least."""
    stay = CustodyEpisode.__table__.alias()  # type: ignore[attr-defined]
    found = connection.execute(
        sa.select(stay.c.person_id, stay.c.establishment, stay.c.establishment_code)
        .where(
            stay.c.person_id.in_(sorted(people)),
            stay.c.ended_at.is_(None),
            stay.c.status.not_in(NOT_HELD),
            sa.or_(stay.c.until.is_(None), stay.c.until >= day),
            visible(Present(standing), CustodyEpisode, row=stay, at=Level.SUMMARY),
        )
        .order_by(stay.c.recorded_at)
    )
    return {row.person_id: (row.establishment, row.establishment_code) for row in found}
