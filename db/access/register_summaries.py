"""Which registrations of prolific offenders a reader is told of in summary: that somebody is registered, and where."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import matrix
from db.access.criteria import visible
from db.access.reader import Present
from db.access.standing import Standing
from db.tables.held import PpoRegistration
from db.words.families.access import Category, Level

_registration: sa.Table = PpoRegistration.__table__  # type: ignore[attr-defined]
WHY_SUMMARY: Final = (
    "Registrations come to your role in summary, as they stand today: that somebody relevant to you is registered, "
    "and where."
)
WHY_NONE: Final = "Registrations are not shared with your role."


@dataclass(frozen=True, slots=True)
class RegisteredInPart:
    """What the summary of a registration says, and whose it is."""

    id: UUID
    person_id: UUID
    area_id: UUID
    nominated_on: date


def registered_in_part(
    connection: Connection, standing: Standing, *, areas: Collection[UUID], today: date
) -> list[RegisteredInPart]:
    """Registrations that stand today in these areas, of which the reader gets the summary and no more."""
    if not may_be_in_part(standing):
        return []
    row = _registration.alias()
    see = partial(visible, Present(standing), PpoRegistration, row=row)
    asked = sa.select(row.c.id, row.c.person_id, row.c.area_id, row.c.nominated_on).where(
        row.c.area_id.in_(sorted(areas)),
        row.c.ended_at.is_(None),
        row.c.nominated_on <= today,
        sa.or_(row.c.deregistered_on.is_(None), row.c.deregistered_on > today),
        see(at=Level.SUMMARY),
        ~see(at=Level.FULL),
    )
    return [RegisteredInPart(*found) for found in connection.execute(asked)]


def may_be_in_part(standing: Standing) -> bool:
    """Whether any registration can come to the reader in summary: by default, or by a sharing rule of its owner."""
    ruled = any(of is Category.PPO for of, _ in standing.chains)
    return bool(standing.columns) and (ruled or _level(standing) is Level.SUMMARY)


def why_not_in_full(standing: Standing) -> str:
    """Why a register may be empty, or in summary, for this reader; empty where registrations come in full."""
    level = _level(standing)
    if level is Level.FULL:
        return ""
    return WHY_SUMMARY if level is Level.SUMMARY else WHY_NONE


def _level(standing: Standing) -> Level:
    return matrix.default(standing.columns, Category.PPO).level
