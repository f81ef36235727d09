"""Lists of a court's day: opened on purpose, paged, filtered, with the strip of days and the order of calling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import rules
from db.agencies.courts import court_card
from db.audit.chain import Act
from db.cards.day import Called, DayCount, DayList, ListRow, ListScope
from db.cards.page import LIMIT, Page
from db.court.looks import last_scope, look
from db.court.order import ORDER, joined_select, within
from db.court.rows import page_of_ids, page_of_rows, rows_by_id
from db.tables.cases import DefendantCase
from db.tables.hearings import Listing
from db.tables.places import Court
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import NotFound
from db.words.families.access import AuditOperation
from db.words.families.court import GONE

STRIP_DAYS = 6


class DayService:
    """The lists that one actor may read; rows are those of people relevant to the actor."""

    def __init__(self, units: Units, actor: Actor, *, court: str = "", room: str = "") -> None:
        """`court` (code or name) and `room` (name) are those of the terminal, where it has any."""
        self._units = units
        self._actor = actor
        self._court = court
        self._room = room

    @property
    def today(self) -> date:
        """The court's day, by the installation's clock."""
        return self._units.clock.today()

    def refusal(self, court_id: UUID) -> str:
        """Why the actor may not mark attendance or add a defendant at this court; empty when it may."""
        decision = rules.keeps_lists(self._actor, court_id)
        return "" if decision.allowed else f"{decision.reason[:1].upper()}{decision.reason[1:]}."

    def start(self) -> ListScope | None:
        """The list to open where none is named, today: the terminal's own, else the one looked at last,
        else that of the first own court; None where the actor is posted to none."""
        with self._units.read(self._actor) as unit:
            last = self._terminals_own(unit) or last_scope(unit)
            if last is not None and self._is_own(last[0]):
                return ListScope(last[0], self.today, last[1])
            if not self._actor.every_court and not self._actor.courts:
                return None
            wanted = sa.select(col(Court.id)).where(col(Court.enabled)).order_by(col(Court.name)).limit(1)
            if not self._actor.every_court:
                wanted = wanted.where(col(Court.id).in_(sorted(self._actor.courts)))
            first = unit.session.scalar(wanted)
            return ListScope(first, self.today) if first is not None else None

    def _is_own(self, court_id: UUID) -> bool:
        return self._actor.every_court or not self._actor.courts or court_id in self._actor.courts

    def _terminals_own(self, unit: Unit) -> tuple[UUID, UUID | None] | None:
        if not self._court:
            return None
        named = sa.or_(col(Court.code) == self._court.upper(), col(Court.name) == self._court)
        court_id = unit.session.scalar(sa.select(col(Court.id)).where(named).limit(1))
        if court_id is None:
            return None
        room = court_card(unit, court_id).room(self._room)
        return court_id, room.id if room else None

    def open(self, scope: ListScope, *, typed: str = "", limit: int = LIMIT) -> DayList:
        """Open a list on purpose: one consultation in the audit, and the look is noted.

        Raises NotFound when there is no such court or room.
        """
        with self._units.act(self._actor) as unit:
            court = court_card(unit, scope.court_id)
            if scope.room_id is not None and scope.room_id not in {room.id for room in court.rooms}:
                raise NotFound(f"{court.name} has no such room.")
            before = look(unit, scope)
            page = page_of_rows(unit, scope, looked_before=before, typed=typed, limit=limit)
            unit.audit(Act(AuditOperation.CONSULTATION, "list.open", "court", scope.court_id, rows=len(page.items)))
            for row in page.items:
                if row.signs.restricted_case:
                    key, person = row.case_id, row.person_id
                    unit.audit(Act(AuditOperation.CONSULTATION, "sealed.read", "court_case", key, person))
            refusal = self.refusal(scope.court_id)
            return DayList(scope, court, _strip(unit, scope), page, before, self.today, refusal)

    def page(
        self,
        scope: ListScope,
        *,
        after: UUID | None = None,
        limit: int = LIMIT,
        typed: str = "",
        looked_before: datetime | None = None,
    ) -> Page[ListRow]:
        """Rows that follow `after` in the order of calling, vacated ones last; for refreshing and filtering."""
        with self._units.read(self._actor) as unit:
            return page_of_rows(unit, scope, looked_before=looked_before, typed=typed, after=after, limit=limit)

    def matching(self, scope: ListScope, typed: str, *, limit: int = LIMIT) -> Page[UUID]:
        """Only the ids of the rows that a filter leaves, for a screen that has the rows already."""
        with self._units.read(self._actor) as unit:
            return page_of_ids(unit, scope, typed=typed, limit=limit)

    def rows(self, listings: Sequence[UUID], *, looked_before: datetime | None = None) -> tuple[ListRow, ...]:
        """These rows in the order of calling, at most 200; what is not there for the actor is left out."""
        with self._units.read(self._actor) as unit:
            return rows_by_id(unit, listings, looked_before=looked_before)

    def row(self, listing_id: UUID) -> ListRow:
        """One row as it stands now; NotFound when it is not there for the actor."""
        with self._units.read(self._actor) as unit:
            found = rows_by_id(unit, [listing_id])
        if not found:
            raise NotFound("This row is not on the list any more.")
        return found[0]

    def strip(self, scope: ListScope) -> tuple[DayCount, ...]:
        """Thirteen days around the day of the scope, each with the number of rows that stand on it."""
        with self._units.read(self._actor) as unit:
            return _strip(unit, scope)

    def next_after(self, listing_id: UUID) -> Called | None:
        """The defendant who is called next in the same court, room and day; None after the last."""
        return self._beside(listing_id, step=1)

    def previous_before(self, listing_id: UUID) -> Called | None:
        """The defendant who was called before this one; None at the first."""
        return self._beside(listing_id, step=-1)

    def _beside(self, listing_id: UUID, *, step: int) -> Called | None:
        """Rows of the same person (several cases) count as one call."""
        with self._units.read(self._actor) as unit:
            here = unit.get(Listing, listing_id)
            scope = ListScope(here.court_id, here.sitting_on, here.room_id)
            ls = Listing
            wanted = joined_select(col(ls.id), col(ls.person_id), col(DefendantCase.case_id), col(ls.hearing_id))
            live = col(ls.state).not_in(GONE)
            rows = unit.session.execute(wanted.where(*within(scope), live).order_by(*ORDER)).all()
        place = next((index for index, row in enumerate(rows) if row.id == listing_id), None)
        if place is None:
            return None
        place += step
        while 0 <= place < len(rows) and rows[place].person_id == here.person_id:
            place += step
        if not 0 <= place < len(rows):
            return None
        row = rows[place]
        return Called(row.id, row.person_id, row.case_id, row.hearing_id, place + 1, len(rows))


def _strip(unit: Unit, scope: ListScope) -> tuple[DayCount, ...]:
    first = scope.day - timedelta(days=STRIP_DAYS)
    days = [first + timedelta(days=number) for number in range(2 * STRIP_DAYS + 1)]
    ls = Listing
    wanted = (
        sa.select(col(ls.sitting_on), sa.func.count(col(ls.id)).label("many"))
        .where(
            col(ls.court_id) == scope.court_id,
            col(ls.sitting_on) >= days[0],
            col(ls.sitting_on) <= days[-1],
            *_standing(scope),
        )
        .group_by(col(ls.sitting_on))
    )
    counts = {row.sitting_on: row.many for row in unit.session.execute(wanted)}
    return tuple(DayCount(day, counts.get(day, 0)) for day in days)


def _standing(scope: ListScope) -> list[sa.ColumnElement[bool]]:
    return [col(Listing.state).not_in(GONE), *within(scope)[2:]]
