"""Keys about the hit under the cursor: u and y take back a name just added to it, ! names it for emergency access."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from screens.frame.place import Place
from tests.support.court_day import Court
from tests.support.record import Record
from tests.support.screen import open_screen, press, type_text, until
from tracker_tui.app.handlers.places import make_screen


@pytest.fixture
def court(sqlite_url: str) -> Iterator[Court]:
    units = Units(make_engine(sqlite_url), Clock())
    yield Court(Record(units))
    units.close()


async def test_u_asks_and_takes_back_the_name_that_was_added_from_the_hits(court: Court, tmp_path: Path) -> None:
    person, _, _ = court.put("SMITH", "John")
    desk = Desk(court.record.units, court.clerk)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "smith")
        await until(pilot, "SMITH, John")
        await press(pilot, "down", "a")
        await until(pilot, "Also known as")
        await type_text(pilot, "lee k")
        await press(pilot, "enter")
        await until(pilot, "u takes it back.")
        assert [one.shown for one in desk.people.aliases(person.person)] == ["LEE, K"]
        await press(pilot, "u")
        await until(pilot, "Undo the name LEE, K of SMITH, John?")
        await press(pilot, "y")
        await until(pilot, "Undone; the entry stays in the record.")
        assert desk.people.aliases(person.person) == ()
        await press(pilot, "u")
        await until(pilot, "You added no name to this person since you signed in")


async def test_emergency_access_asked_for_from_a_hit_names_that_person(court: Court, tmp_path: Path) -> None:
    court.put("SMITH", "John", born=date(1980, 3, 12))
    desk = Desk(court.record.units, court.clerk)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "smi")
        await until(pilot, "SMITH, John")
        await press(pilot, "down", "exclamation_mark")
        assert "SMITH, John 12/03/1980" in await until(pilot, "Why, in 10 to 250 characters")


async def test_the_words_of_the_box_are_proposed_as_the_name_that_was_heard(court: Court, tmp_path: Path) -> None:
    person, _, _ = court.put("SMITH", "John", born=date(1980, 3, 12))
    desk = Desk(court.record.units, court.clerk)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "smyth jack 12/3/80")
        await until(pilot, "SMITH, John")
        await press(pilot, "down", "a")
        await until(pilot, "SMYTH, Jack")
        await press(pilot, "enter")
        await until(pilot, "u takes it back.")
        assert [one.shown for one in desk.people.aliases(person.person)] == ["SMYTH, Jack"]
        assert desk.heard == "", "proposed once"
