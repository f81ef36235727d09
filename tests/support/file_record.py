"""Facts that the file's tests put on a person: bail, pleas, results, custody, markers and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from db.desk import Desk
from db.tables.base import Row
from db.words.actor import Actor, Role
from db.words.families.places import AgencyKind
from tests.support.record import Known, Listed, Record, Tried


@dataclass(frozen=True, slots=True)
class Scene:
    """A court with a clerk and a judge, and one person on today's list."""

    record: Record
    agency: UUID
    court: UUID
    clerk: Actor
    judge: Actor
    person: Known
    case: Tried
    row: Listed

    @property
    def desk(self) -> Desk:
        """The clerk's desk."""
        return self.desk_of(self.clerk)

    def desk_of(self, actor: Actor) -> Desk:
        """Anybody's desk."""
        return Desk(self.record.units, actor)

    @property
    def today(self) -> date:
        """The court's day."""
        return self.record.clock.today()

    def fact(
        self, model: type[Row], *, known: Known | None = None, ago: timedelta = timedelta(), **values: object
    ) -> Row:
        """Put one fact on the person, recorded so long ago."""
        one = known or self.person
        row = model(
            person_id=one.person,
            source_record_id=one.record,
            recorded_at=self.record.clock.now() - ago,
            **values,
        )
        self.record.put(row)
        return row

    def ended(self, model: type[Row], *, at: datetime, ago: timedelta, **values: object) -> Row:
        """Put a fact that was recorded so long ago and has ended since."""
        return self.fact(model, ago=ago, ended_at=at, **values)


def scene(record: Record) -> Scene:
    """SMITH, John, born 12 Mar 1980, also LEE, K; theft and assault; listed today at 10:00 in room 01."""
    agency = record.agency("NTMC", name="Northtown court")
    court = record.court()
    clerk = record.user("p.hale", agency, Role.CLERK, courts=[court])
    bench = record.agency("JUD", AgencyKind.JUDICIARY, "Judiciary")
    judge = record.user("j.moss", bench, Role.JUDGE, courts=[court])
    person = record.person(agency, "SMITH", "John", born=date(1980, 3, 12), sex="M", aliases=[("LEE", "K")])
    case = record.case(person, court, case_no="2600001", offences=[("TH68001", "Theft"), ("CJ88001", "Assault")])
    row = record.listing(person, case, court)
    return Scene(record, agency, court, clerk, judge, person, case, row)
