"""The queue of who is who by keys: a question opened, decided, taken back; what is withheld is not on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.audit.chain import open_chain
from db.desk import Desk
from db.people.settling.settle import Settling
from db.store.engine import make_engine
from db.tables.people import Person, SourceRecord
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.families.people import IdentifierKind
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from screens.frame.place import Place
from tests.support.record import Known, Record
from tests.support.screen import open_screen, press, screen_text, settle, type_text, until
from tracker_tui.app.handlers.places import make_screen

PNC, OTHER_PNC = "1981/0000033T", "1990/0000001V"
PLACE = Place("review.match")


class Queue:
    """A defendant on today's list and a prison's record of her name and birth."""

    def __init__(self, units: Units) -> None:
        self.record = Record(units)
        self.court, self.prison = self.record.agency(), self.record.agency("HMP", AgencyKind.PRISON)
        self.room = room = self.record.court()
        self.clerk: Actor = self.record.user("ann", self.court, Role.CLERK, courts=[room])
        self.known = self._person(self.court, "libra", PNC)
        self.record.listing(self.known, self.record.case(self.known, court=room), court=room)
        self.sent = self._person(self.prison, "prison", OTHER_PNC)
        self._settle(self.sent)

    def ask_another(self) -> None:
        """A second question, before the first in the list."""
        known = self._person(self.court, "libra", "", ("Marsh", "Declan"))
        self.record.listing(known, self.record.case(known, court=self.room), court=self.room)
        self._settle(self._person(self.prison, "prison", "", ("Marsh", "Declan")))

    def _settle(self, known: Known) -> None:
        now = self.record.clock.now()
        with self.record.units.raw("bulk", writes=True) as connection:
            open_chain(connection, self.clerk, now)
            Settling(connection, self.clerk, now, run=uuid7()).run([known.record])

    def _person(
        self, agency: UUID, system: str, pnc: str, name: tuple[str, str] = ("Shaughnessy", "Kayleigh")
    ) -> Known:
        return self.record.person(
            agency, *name, born=date(1981, 4, 3), system=system,
            identifiers=[(IdentifierKind.PNC, pnc)] if pnc else [],
        )  # fmt: skip

    @property
    def desk(self) -> Desk:
        return Desk(self.record.units, self.clerk)

    def is_one(self) -> bool:
        table: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
        with self.record.units.raw("keeper") as connection:
            people = connection.scalars(
                sa.select(table.c.person_id).where(table.c.id.in_([self.known.record, self.sent.record]))
            )
            return len(set(people)) == 1

    def limit(self) -> None:
        table: sa.Table = Person.__table__  # type: ignore[attr-defined]
        with self.record.units.raw("keeper", writes=True) as connection:
            connection.execute(sa.update(table).where(table.c.id == self.sent.person).values(restricted_level=1))


@pytest.fixture
def queue(sqlite_url: str) -> Iterator[Queue]:
    units = Units(make_engine(sqlite_url), Clock())
    yield Queue(units)
    units.close()


async def test_what_was_refused_in_the_list_does_not_stand_below_the_records(queue: Queue, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=queue.desk, place=PLACE, clock=queue.record.clock) as pilot:
        await until(pilot, "SHAUGHNESSY, Kayleigh")
        await press(pilot, "u")
        await until(pilot, "Nothing that was decided here is left to take back.")
        await press(pilot, "enter")
        assert "take back" not in await until(pilot, "A human decides: PNC conflict")


async def test_the_keys_of_a_decision_are_all_in_the_key_bar(queue: Queue, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=queue.desk, place=PLACE, clock=queue.record.clock) as pilot:
        await until(pilot, "SHAUGHNESSY, Kayleigh")
        await press(pilot, "enter")
        await until(pilot, "y Same  n Differ  0 None  l Later")


async def test_a_conflict_wants_a_reason_then_it_is_one_file_and_u_takes_it_back(queue: Queue, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=queue.desk, place=PLACE, clock=queue.record.clock) as pilot:
        await until(pilot, "SHAUGHNESSY, Kayleigh")
        await press(pilot, "enter")
        shown = await until(pilot, "A human decides: PNC conflict")
        assert "≠ 1990/0000001V" in shown
        assert "= SHAUGHNESSY" in shown
        await press(pilot, "y")
        await until(pilot, "Something speaks against it: say why")
        assert not queue.is_one()
        await type_text(pilot, "she gave her sister's number, prison has fingerprints")
        await press(pilot, "enter")
        await until(pilot, "One file now. u takes it back.")
        assert queue.is_one()
        assert "No question waits for you." in await until(pilot, "No question waits for you.")
        await press(pilot, "u")
        await until(pilot, "Taken back; what was there stands again.")
        assert not queue.is_one()
        await until(pilot, "SHAUGHNESSY, Kayleigh")


async def test_no_is_kept_and_asked_no_more(queue: Queue, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=queue.desk, place=PLACE, clock=queue.record.clock) as pilot:
        await until(pilot, "SHAUGHNESSY, Kayleigh")
        await press(pilot, "n")
        await until(pilot, "Open a question with Enter first.")
        await press(pilot, "enter")
        await until(pilot, "A human decides")
        await press(pilot, "n")
        await until(pilot, "Not the same person.")
        await until(pilot, "No question waits for you.")
        assert not queue.is_one()


async def test_u_after_later_takes_that_back_and_no_decision_before_it(queue: Queue, tmp_path: Path) -> None:
    queue.ask_another()
    async with open_screen(make_screen, tmp=tmp_path, desk=queue.desk, place=PLACE, clock=queue.record.clock) as pilot:
        await until(pilot, "> !MARSH, Declan")
        await press(pilot, "enter")
        await until(pilot, "A human decides")
        await press(pilot, "n")
        await until(pilot, "> !SHAUGHNESSY, Kayleigh")
        await press(pilot, "enter")
        await until(pilot, "A human decides")
        await press(pilot, "l")
        await until(pilot, "Asked again tomorrow. u takes it back.")
        await until(pilot, "No question waits for you.")
        await press(pilot, "u")
        await until(pilot, "> !SHAUGHNESSY, Kayleigh")
        assert "MARSH, Declan" not in screen_text(pilot.app)


async def test_limited_access_leaves_nothing_to_read(queue: Queue, tmp_path: Path) -> None:
    queue.limit()
    async with open_screen(make_screen, tmp=tmp_path, desk=queue.desk, place=PLACE, clock=queue.record.clock) as pilot:
        shown = await until(pilot, "Limited access")
        assert "3 Apr 1981" not in shown
        await press(pilot, "enter")
        await until(pilot, "May be")
        shown = screen_text(pilot.app)
        assert OTHER_PNC not in shown


async def test_u_puts_the_cursor_on_the_question_that_is_asked_again(queue: Queue, tmp_path: Path) -> None:
    queue.ask_another()
    async with open_screen(make_screen, tmp=tmp_path, desk=queue.desk, place=PLACE, clock=queue.record.clock) as pilot:
        await until(pilot, "> !MARSH, Declan")
        await press(pilot, "enter")
        await until(pilot, "A human decides")
        await press(pilot, "n")
        await until(pilot, "> !SHAUGHNESSY, Kayleigh")
        await press(pilot, "u")
        await until(pilot, "Taken back; what was there stands again.")
        await until(pilot, "> !MARSH, Declan")


async def test_escape_lets_the_question_go_for_everybody_at_once(queue: Queue, tmp_path: Path) -> None:
    other = queue.record.user("ben", queue.court, Role.CLERK, courts=[queue.room])
    theirs = Desk(queue.record.units, other).review
    async with open_screen(make_screen, tmp=tmp_path, desk=queue.desk, place=PLACE, clock=queue.record.clock) as pilot:
        await until(pilot, "SHAUGHNESSY, Kayleigh")
        await press(pilot, "enter")
        await until(pilot, "A human decides")
        assert theirs.waiting().items[0].claimed_by == "Ann"
        await press(pilot, "escape")
        await until(pilot, "Whose record is this?")
        await settle(pilot)
        assert theirs.waiting().items[0].claimed_by == ""
        assert "Ann" not in screen_text(pilot.app)
