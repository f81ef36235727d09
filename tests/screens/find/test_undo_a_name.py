"""A name that was just added to a hit is taken back where the status line says so: on the find screen, by u and y."""

from __future__ import annotations

from collections.abc import Iterator
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
