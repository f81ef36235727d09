"""A small town to find people in: its record, its clerk's desk, and the find screen on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from uuid import UUID

from textual.app import ComposeResult
from textual.pilot import Pilot

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.families.people import IdentifierKind
from screens.find.box import FindScreen
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.record import Known, Record
from tests.support.screen import open_screen


@dataclass(frozen=True)
class Town:
    """The desk, the record behind it, and who is known by name."""

    desk: Desk
    record: Record
    court: UUID
    agency: UUID
    kay: Known
    john: Known

    def nearby(self, family: str, given: str) -> Known:
        """Somebody with that name whom the court deals with."""
        return self.record.seen_at(self.record.person(self.agency, family, given), self.court)


@contextmanager
def a_town(sqlite_url: str) -> Iterator[Town]:
    """Three people of one court, two of them on its lists, and its clerk's desk."""
    units = Units(make_engine(sqlite_url), Clock())
    record = Record(units)
    court, agency = record.court("B01AA"), record.agency("HMCTS")
    kay = record.person(
        agency,
        "Shaughnessy",
        "Kayleigh",
        born=date(1981, 4, 3),
        sex="F",
        aliases=[("Lee", "K")],
        identifiers=[(IdentifierKind.PNC, "1979/0163001B")],
    )
    john = record.person(agency, "Smith", "John", born=date(1980, 3, 12), sex="M")
    record.seen_at(record.person(agency, "Smithson", "Joan", born=date(1980, 3, 12)), court)
    record.listing(kay, record.case(kay, court, case_no="1100012345"), court, at=time(10, 30), room="02")
    record.listing(
        john, record.case(john, court, case_no="1100012346"), court, day=record.clock.today() + timedelta(days=7)
    )
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    yield Town(Desk(units, clerk), record, court, agency, kay, john)
    units.close()


class Elsewhere(BaseScreen):
    """Any other screen, which only says where it is."""

    PLACE = "file.person"
    TITLE = "Elsewhere"

    def compose_body(self) -> ComposeResult:
        yield from ()


def made(desk: object, place: Place) -> BaseScreen:
    """The find screen, or the other one."""
    if place.screen == "find.box":
        assert isinstance(desk, Desk)
        return FindScreen(desk, place)
    return Elsewhere(place)


def at(pilot: Pilot[int]) -> Place:
    """Where the clerk is."""
    screen = pilot.app.screen
    assert isinstance(screen, BaseScreen)
    return screen.place


def opened(town: Town, tmp_path: Path, size: tuple[int, int] = (80, 24)) -> AbstractAsyncContextManager[Pilot[int]]:
    """The find screen, open."""
    return open_screen(made, tmp=tmp_path, desk=town.desk, place=Place("find.box"), size=size)
