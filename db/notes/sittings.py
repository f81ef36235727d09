"""Which hearing a note belongs to: the one it was begun from, else the person's hearing of today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.cards.notes import SittingCard
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Listing
from db.tables.places import Court, CourtRoom
from db.unit import Unit
from db.words.families.court import ListingState

_STANDS = (ListingState.LISTED, ListingState.MOVED)


def find_sitting(unit: Unit, person_id: UUID, *, at: UUID | None) -> SittingCard | None:
    """The person's sitting by the id of its list row, hearing or sitting day; without one, today's.

    None when the person is on no such list that the actor may see.
    """
    listing = _listing(unit, person_id, at=at)
    if listing is None:
        return None
    court = unit.session.get(Court, listing.court_id)
    room = unit.session.get(CourtRoom, listing.room_id)
    defendant = unit.session.get(DefendantCase, listing.defendant_case_id)
    case = unit.session.get(Case, defendant.case_id) if defendant else None
    return SittingCard(
        hearing_day_id=listing.hearing_day_id,
        case_id=case.id if case else None,
        day=listing.sitting_on,
        at=listing.starts_at,
        court=court.name if court else "",
        room=room.name if room else "",
        case_no=(case.case_no or case.urn) if case else "",
    )


def _listing(unit: Unit, person_id: UUID, *, at: UUID | None) -> Listing | None:
    row = Listing
    ours = sa.select(row).where(col(row.person_id) == person_id)
    if at is None:
        today = ours.where(col(row.sitting_on) == unit.actor.today, col(row.state).in_(_STANDS))
        ordered = today.order_by(col(row.starts_at), col(row.sequence), col(row.id))
        return unit.session.scalars(ordered.limit(1)).first()
    named = ours.where(sa.or_(col(row.id) == at, col(row.hearing_id) == at, col(row.hearing_day_id) == at))
    found: Sequence[Listing] = unit.session.scalars(named.order_by(col(row.sitting_on)).limit(50)).all()
    return _nearest(found, unit.actor.today)


def _nearest(rows: Sequence[Listing], today: date) -> Listing | None:
    """Of a hearing's several days today's, else the last before it, else the first after."""
    past = [row for row in rows if row.sitting_on <= today]
    return past[-1] if past else next(iter(rows), None)
