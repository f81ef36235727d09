"""Calls of the desk: only the newest answer counts, slow ones are counted and cancelled, saves save once."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

from textual.pilot import Pilot

from db.words.errors import TryLater
from screens.frame.asking import Count
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.screen import open_screen, screen_text, settle, until


class FileScreen(BaseScreen):
    """Nothing but the frame."""

    PLACE = "file.person"
    TITLE = "File"

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)


def shown(pilot: Pilot[int]) -> FileScreen:
    screen = pilot.app.screen
    assert isinstance(screen, FileScreen)
    return screen


async def test_only_the_newest_answer_arrives(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen, got = shown(pilot), list[str]()
        hold = threading.Event()

        def slow() -> str:
            hold.wait(5)
            return "old"

        screen.ask(slow, got.append, slot="find")
        screen.ask(lambda: "new", got.append, slot="find")
        await settle(pilot)
        hold.set()
        await asyncio.sleep(0.1)
        await settle(pilot)
        assert got == ["new"]
        assert screen.as_at is not None


async def test_a_refusal_goes_to_the_status_line_or_to_who_asked(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen, told = shown(pilot), list[str]()

        def refuse() -> None:
            raise TryLater("The database is busy.", to_do="Try again.")

        screen.ask(refuse, lambda _: None)
        await until(pilot, "Error: The database is busy. Nothing was changed. Try again.")
        screen.act(refuse, lambda _: None, refused=lambda problem: told.append(problem.happened))
        await settle(pilot)
        assert told == ["The database is busy."]


async def test_slow_work_counts_and_escape_cancels_it(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen, got, count = shown(pilot), list[str](), Count()
        hold = threading.Event()

        def work() -> str:
            count.set(1200, 5000)
            hold.wait(60)
            return "late"

        screen.ask(work, got.append, says="Reading", count=count)
        await until(pilot, "Reading: 1,200 of 5,000, 1 s. Esc cancels.")
        await pilot.press("escape")
        await until(pilot, "Cancelled. Nothing was changed.")
        assert count.set(1300, 5000) is False
        hold.set()
        await settle(pilot)
        assert got == []


async def test_the_count_of_slow_work_gives_back_what_was_said_and_covers_no_refusal(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen, hold = shown(pilot), threading.Event()
        screen.say("Marked by video; u undoes it.")
        screen.ask(hold.wait, lambda _: None)
        await until(pilot, "Reading: 1 s. Esc cancels.")
        assert "Marked" not in screen_text(pilot.app)
        hold.set()
        await until(pilot, "Marked by video; u undoes it.")
        assert "Reading" not in screen_text(pilot.app)

        hold.clear()
        screen.ask(hold.wait, lambda _: None)
        screen.refuse("Your role reads only.")
        began = time.monotonic()
        while time.monotonic() - began < 1.5:
            assert "Not now: Your role reads only." in await until(pilot, "Your role reads only.")
        hold.set()
        await settle(pilot)
        assert "Not now: Your role reads only." in screen_text(pilot.app)


async def test_a_save_pressed_twice_saves_once(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen, saved = shown(pilot), list[int]()
        hold = threading.Event()

        def save() -> int:
            hold.wait(5)
            return 1

        screen.act(save, saved.append)
        screen.act(save, saved.append)
        hold.set()
        await settle(pilot)
        assert saved == [1]
