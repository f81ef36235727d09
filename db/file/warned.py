"""Safety markers of agencies without a system of their own: everybody who sees the person sees them (rule C1)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import select

from db.tables.held import AgencyRecord
from db.unit import Unit
from db.words.families.access import Category


def safety_records(unit: Unit, person_id: UUID, moment: datetime) -> list[AgencyRecord]:
    """Those that stood at the moment."""
    a = AgencyRecord
    rows = unit.session.exec(select(a).where(a.person_id == person_id, a.category == Category.SAFETY)).all()
    return [row for row in rows if row.recorded_at <= moment and (row.ended_at is None or row.ended_at > moment)]
