"""`w` on the file: who has seen it, in the words that the reader may be told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from screens.frame.place import Place
from tests.support.file_record import Scene, scene
from tests.support.record import Record
from tests.support.screen import open_screen, press, screen_text, until
from tracker_tui.app.handlers.places import make_screen


@pytest.fixture
def at(sqlite_url: str) -> Iterator[Scene]:
    """A court, its clerk and judge, and SMITH, John on today's list."""
    units = Units(make_engine(sqlite_url), Clock())
    yield scene(Record(units))
    units.close()


async def test_w_on_the_file_shows_who_has_seen_it(at: Scene, tmp_path: Path) -> None:
    place = Place("file.person", person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "w")
        shown = await until(pilot, "opened the file")
        assert "SMITH, John" in shown.splitlines()[0]
        assert "1 Who has seen this file" in shown
        assert "1 since" in shown
        assert all(len(line) <= 80 for line in shown.splitlines())
        await press(pilot, "escape")
        assert "2 Cases" in await until(pilot, "2 Cases")


async def test_w_on_the_bench_page_leads_to_the_same(at: Scene, tmp_path: Path) -> None:
    place = Place("file.bench", person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "SMITH, John")
        await press(pilot, "w")
        assert "opened the bench page" in await until(pilot, "opened the bench page")


async def test_a_file_that_nobody_saw_says_so(at: Scene, tmp_path: Path) -> None:
    place = Place("review.seen", person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "Nobody has opened it since")
        await press(pilot, "1")
        assert "Esc goes back to the file." in screen_text(pilot.app)


async def test_who_may_not_see_the_file_is_told_nothing(at: Scene, tmp_path: Path) -> None:
    stranger = at.record.user("stranger", at.record.agency("FAR"), Role.CLERK, courts=[at.record.court("B01FF")])
    desk = Desk(at.record.units, stranger)
    at.desk.file.open(at.person.person)
    place = Place("review.seen", person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=place) as pilot:
        shown = await until(pilot, "Esc goes back to the file.")
        assert "opened the file" not in shown
        assert "SMITH" not in shown
