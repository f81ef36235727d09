"""What is set aside, on the screen: why, the text safely, mended with a reason and taken in, tried once more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.desk import Desk
from db.store.engine import make_engine
from db.tables.cases import Case
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from screens.frame.place import Place
from screens.review.quarantine import QuarantineScreen
from tests.support.feeds import CourtList, Inbox, Row
from tests.support.record import Record
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen

ODD = CourtList((Row(caseno="", given="Mair"), Row("2600000003", "7003", "9003", given="Osian")), on="03/03/2026")
PLACE = Place("review.quarantine")


@pytest.fixture
def feed(sqlite_url: str, tmp_path: Path) -> Iterator[Inbox]:
    """A clerk whose agency's list has a row without a number."""
    units = Units(make_engine(sqlite_url), Clock())
    record = Record(units)
    folder = tmp_path / "in"
    folder.mkdir()
    inbox = Inbox(units, record.user("ann", record.agency(), Role.CLERK, every_court=True), folder)
    inbox.take(ODD)
    yield inbox
    units.close()


async def test_a_record_is_mended_in_place_and_taken_in(feed: Inbox, tmp_path: Path) -> None:
    desk = Desk(feed.units, feed.clerk)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=PLACE) as pilot:
        shown = await until(pilot, "the row has no case number")
        assert "feed1" in shown
        await press(pilot, "enter")
        await until(pilot, "What was wrong, and who says so?")
        assert "<caseno/>" in screen_text(pilot.app)
        await press(pilot, "f10")
        await until(pilot, "Say what was wrong, and who says so.")
        await type_text(pilot, "by telephone")
        await press(pilot, "f10")
        await until(pilot, "It still cannot be taken in")
        await press(pilot, "escape")
        screen = pilot.app.screen
        assert isinstance(screen, QuarantineScreen)
        editor = screen.query_one("NoteEditor")
        editor.text = editor.text.replace("<caseno/>", "<caseno>2600000009</caseno>")  # type: ignore[attr-defined]
        await press(pilot, "f10")
        await until(pilot, "Taken in: 1 new")
        await until(pilot, "Nothing is set aside.")
    assert "2600000009" in {row.case_no for row in feed.rows(Case)}


async def test_r_tries_the_file_once_more_and_esc_asks_before_what_is_typed_goes(feed: Inbox, tmp_path: Path) -> None:
    desk = Desk(feed.units, feed.clerk)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=PLACE) as pilot:
        await until(pilot, "the row has no case number")
        await press(pilot, "r")
        await until(pilot, "Try every record of feed1")
        await press(pilot, "y")
        await until(pilot, "0 taken in, 1 still set aside.")
        await press(pilot, "enter")
        shown = await until(pilot, "What was wrong, and who says so?")
        assert "0 taken in" not in shown  # said about the list
        await type_text(pilot, "x")
        await press(pilot, "escape")
        await until(pilot, "Leave the record?")
        await press(pilot, "y")
        await until(pilot, "the row has no case number")


async def test_who_takes_in_no_files_reads_why_not(feed: Inbox, tmp_path: Path) -> None:
    usher = Record(feed.units).user("u.sher", feed.clerk.agency_id, Role.USHER, every_court=True)
    async with open_screen(make_screen, tmp=tmp_path, desk=Desk(feed.units, usher), place=PLACE) as pilot:
        await until(pilot, "the row has no case number")
        await press(pilot, "enter")
        await until(pilot, "Files are not yours to load")
