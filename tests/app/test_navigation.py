"""Ways between screens: places, back, last, the person in hand, changes made elsewhere."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from uuid import UUID

import pytest
from textual import events

from screens.frame.messages import PersonOpened, Saved
from tests.support.pages import KAY, LEE, FilePage, Page, signed_in, top
from tests.support.screen import TestSession, press, screen_text, settle, until


async def test_f2_f4_f5_f6_go_to_the_person_in_hand(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f4")
        assert "Not now: No person is in hand" in screen_text(pilot.app)
        await press(pilot, "f2", "f4")
        assert "body of file.person 1" in screen_text(pilot.app)
        await press(pilot, "f5")
        assert "body of file.bench 1" in screen_text(pilot.app)
        await press(pilot, "f6")
        assert "body of write.note 1" in screen_text(pilot.app)
        assert top(pilot).place.hearing == UUID(int=9)


async def test_escape_goes_down_to_home_and_no_further(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f4", "escape", "escape", "escape", "escape")
        assert top(pilot).PLACE == "start.home"


async def test_a_place_that_is_open_below_is_gone_back_to_as_it_was(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2")
        first = top(pilot)
        await press(pilot, "f4", "f5", "f2")
        assert top(pilot) is first
        assert len(pilot.app.screen_stack) == 3


async def test_a_second_persons_file_takes_the_place_of_the_first(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f4")
        top(pilot).post_message(PersonOpened(KAY))
        await until(pilot, "body of file.person 2")
        assert len(pilot.app.screen_stack) == 4
        await press(pilot, "escape")
        assert top(pilot).PLACE == "day.list"


async def test_minus_goes_to_the_last_screen_and_back_again(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "slash", "minus")
        assert top(pilot).PLACE == "day.list"
        await press(pilot, "minus")
        assert top(pilot).PLACE == "find.box"


async def test_help_and_palette_do_not_pile_up(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f1", "f1", "f1")
        assert len(pilot.app.screen_stack) == 3
        await press(pilot, "f2")
        assert top(pilot).PLACE == "day.list"
        assert len(pilot.app.screen_stack) == 3


async def test_drafts_are_flushed_before_a_screen_is_left(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f6")
        note = top(pilot)
        assert isinstance(note, Page)
        await press(pilot, "f2")
        assert note.flushed == 1


async def test_a_save_says_so_on_the_screen_that_is_shown_next(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f6")
        top(pilot).post_message(Saved("Note saved.", leave=True))
        shown = await until(pilot, "Note saved.")
        assert "body of day.list" in shown


async def test_changes_made_elsewhere_reach_the_shown_screen_at_once_and_the_others_on_return(tmp_path: Path) -> None:
    session = TestSession(object())
    async with signed_in(tmp_path, session=session) as pilot:
        await press(pilot, "f2")
        below = top(pilot)
        await press(pilot, "f4")
        shown = top(pilot)
        assert isinstance(shown, Page)
        assert isinstance(below, Page)
        session.changes = ["person:1"]
        for _ in range(100):
            await asyncio.sleep(0.02)
            if shown.changed:
                break
        assert shown.changed == [frozenset({"person:1"})]
        assert below.changed == []
        await press(pilot, "escape")
        assert below.changed == [frozenset({"person:1"})]


@pytest.mark.parametrize("ended_by", [None, "escape"])
async def test_keys_typed_behind_a_slow_record_are_about_that_record_or_about_nothing(
    tmp_path: Path, ended_by: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = threading.Event()

    def to_kay(self: FilePage) -> None:
        self.ask(lambda: there.wait(30), lambda _: self.post_message(PersonOpened(KAY)) and None, slot="next")

    monkeypatch.setattr(FilePage, "act_person_next", to_kay, raising=False)
    async with signed_in(tmp_path) as pilot:
        await press(pilot, "f2", "f4")
        for key in ("right_square_bracket", "f6"):
            pilot.app.post_message(events.Key(key, None))
        await until(pilot, "Esc cancels")
        assert "body of file.person 1" in screen_text(pilot.app)
        if ended_by:
            pilot.app.post_message(events.Key(ended_by, None))
            await until(pilot, "Cancelled.")
        there.set()
        if ended_by:
            await settle(pilot)
            assert top(pilot).place.screen == "file.person"
        else:
            await until(pilot, "body of write.note 2")
        assert top(pilot).place.person == (LEE if ended_by else KAY)
