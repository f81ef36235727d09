"""Who stood in the dock: marks as further rows, undone by the same sign-in, never overwritten in silence."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.audit.chain import Act
from db.cards.day import Mark
from db.court.marks import marks
from db.tables.hearings import Attendance, Listing
from db.tables.people import Person
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.clock import LONDON
from db.words.errors import Conflict, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.court import GONE, AttendanceState, ListingState


class AttendanceService:
    """Marks attendance for one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def mark(self, listing_id: UUID, state: AttendanceState, *, seen: UUID | None) -> Mark:
        """Add a mark; `seen` is the id of the mark that the clerk had before the eyes, None for none.

        When somebody else marked the row otherwise in the meantime, theirs goes on counting, this one is
        kept beside it as an entry that does not count, and Conflict says who marked what, when.
        """
        with self._units.act(self._actor) as unit:
            listing = _held(unit, listing_id)
            before = marks(unit, [listing_id]).get(listing_id)
            clash = before is not None and before.id != seen and before.state is not state
            row = Attendance(
                listing_id=listing.id,
                person_id=listing.person_id,
                state=state,
                marked_at=unit.now,
                marked_by_id=self._actor.user_id,
                audit_session=self._actor.audit_session,
                undone_at=unit.now if clash else None,
            )
            unit.add(row)
            unit.audit(_act("attendance.clash" if clash else "attendance.mark", listing))
        if clash and before is not None:
            raise Conflict(
                f"{before.by} marked this defendant '{before.state.label}' at {before.at.astimezone(LONDON):%H:%M}.",
                kept=f"Your '{state.label}' is kept beside it.",
                to_do="Mark again if yours is right.",
            )
        return Mark(row.id, state, self._actor.display_name, row.marked_at, own=True)

    def undo(self, listing_id: UUID) -> Mark | None:
        """Take back the newest own mark of this sign-in on the row; what counted before counts again.

        The undone entry stays in the record. Raises Refused when there is nothing of this sign-in to undo.
        """
        with self._units.act(self._actor) as unit:
            listing = _held(unit, listing_id)
            a = Attendance
            own = unit.session.scalars(
                sa.select(a)
                .where(
                    col(a.listing_id) == listing_id,
                    col(a.audit_session) == self._actor.audit_session,
                    col(a.undone_at).is_(None),
                )
                .order_by(col(a.marked_at).desc(), col(a.id).desc())
            ).first()
            if own is None:
                raise Refused("You marked nothing on this row since you signed in.")
            own.undone_at = unit.now
            unit.audit(_act("attendance.undo", listing))
            unit.session.flush()
            return marks(unit, [listing_id]).get(listing_id)


def _held(unit: Unit, listing_id: UUID) -> Listing:
    """The row with its person, locked where the database locks rows, so that two marks come one by one."""
    locked = sa.select(Listing).where(col(Listing.id) == listing_id).with_for_update()
    listing = unit.session.scalars(locked).first()
    if listing is None:
        raise NotFound("This row is not on the list any more.")
    if listing.state in (*GONE, ListingState.JOINED):
        raise Refused(f"This row is {listing.state.label}; attendance is marked on rows that stand.")
    unit.get(Person, listing.person_id)
    return listing


def _act(action: str, listing: Listing) -> Act:
    return Act(AuditOperation.ALTERATION, action, "listing", listing.id, listing.person_id)
