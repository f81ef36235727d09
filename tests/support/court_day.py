"""A court with a clerk for tests of the day's list, its rows put there by a few words."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

import sqlalchemy as sa

from db.cards.day import ListScope
from db.court.day import DayService
from db.tables.hearings import Listing
from db.words.actor import Role
from tests.support.record import Known, Listed, Record, Tried

LISTING: sa.Table = Listing.__table__  # type: ignore[attr-defined]


class Court:
    """A court with a clerk, and rows put on its list by a few words."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.agency = record.agency()
        self.id = record.court()
        self.clerk = record.user("p.hale", self.agency, Role.CLERK, courts=[self.id])
        self.day = record.clock.today()
        self.scope = ListScope(self.id, self.day)
        self.service = DayService(record.units, self.clerk)

    def put(
        self,
        family: str,
        given: str = "Jo",
        *,
        number: int = 1,
        at: time = time(10),
        room: str = "01",
        born: date | None = None,
        known: Known | None = None,
        day: date | None = None,
        case_no: str = "",
    ) -> tuple[Known, Tried, Listed]:
        """One defendant with one case and one row."""
        known = known or self.record.person(self.agency, family, given, born=born)
        tried = self.record.case(known, self.id, case_no=case_no)
        listed = self.record.listing(known, tried, self.id, day=day, room=room, at=at, sequence=number)
        return known, tried, listed

    def change(self, listing: UUID, **values: object) -> None:
        """Change a row behind everybody's back, as a feed does."""
        with self.record.units.raw("keeper", writes=True) as connection:
            connection.execute(sa.update(LISTING).where(LISTING.c.id == listing).values(**values))

    def names(self, scope: ListScope | None = None, typed: str = "") -> list[str]:
        """Names in the order of the list."""
        return [row.name for row in self.service.page(scope or self.scope, typed=typed).items]
