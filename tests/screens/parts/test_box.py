"""The search box: nothing typed waits, nothing old wins."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot

from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts import box as box_module
from screens.parts.box import SearchBox
from tests.support.screen import open_screen, press, screen_text, settle, type_text


class BoxScreen(BaseScreen):
    PLACE = "find.box"
    TITLE = "Find"

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)
        self.asked: list[tuple[str, int]] = []
        self.settled: list[str] = []
        self.wanted: list[bool] = []

    def compose_body(self) -> ComposeResult:
        yield SearchBox(id="box")

    def on_mount(self) -> None:
        self.query_one(SearchBox).focus()

    def on_search_box_asked(self, message: SearchBox.Asked) -> None:
        self.asked.append((message.text, message.number))

    def on_search_box_settled(self, message: SearchBox.Settled) -> None:
        self.settled.append(message.text)

    def on_search_box_hits_wanted(self, message: SearchBox.HitsWanted) -> None:
        self.wanted.append(message.enter)


def parts(pilot: Pilot[int]) -> tuple[BoxScreen, SearchBox]:
    screen = pilot.app.screen
    assert isinstance(screen, BoxScreen)
    return screen, screen.query_one(SearchBox)


async def test_every_letter_is_asked_with_a_number_that_grows(tmp_path: Path) -> None:
    async with open_screen(BoxScreen, tmp=tmp_path) as pilot:
        screen, box = parts(pilot)
        await type_text(pilot, "smi")
        assert screen.asked == [("s", 1), ("sm", 2), ("smi", 3)]
        assert box.is_newest(3)
        assert not box.is_newest(2)


async def test_letters_slash_and_signs_are_typed_not_acted_on(tmp_path: Path) -> None:
    async with open_screen(BoxScreen, tmp=tmp_path) as pilot:
        screen, box = parts(pilot)
        await press(pilot, *"un1/", "question_mark", "minus")
        assert box.value == "un1/?-"
        assert pilot.app.screen is screen


async def test_down_and_enter_want_the_hits(tmp_path: Path) -> None:
    async with open_screen(BoxScreen, tmp=tmp_path) as pilot:
        screen, _ = parts(pilot)
        await press(pilot, "s", "down", "enter")
        assert screen.wanted == [False, True]


async def test_escape_empties_the_box_then_leaves(tmp_path: Path) -> None:
    async with open_screen(BoxScreen, tmp=tmp_path) as pilot:
        screen, box = parts(pilot)
        await press(pilot, "s", "m", "escape")
        assert box.value == ""
        assert box.has_focus
        assert screen.settled == ["sm"]


async def test_a_lookup_settles_once_nobody_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box_module, "SETTLED_AFTER", 0.4)
    async with open_screen(BoxScreen, tmp=tmp_path) as pilot:
        screen, _ = parts(pilot)
        await type_text(pilot, "lee")
        await pilot.pause(0.6)
        await settle(pilot)
        assert screen.settled == ["lee"]


async def test_a_key_does_not_lay_the_screen_out_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_screen(BoxScreen, tmp=tmp_path) as pilot:
        screen, box = parts(pilot)
        laid_out: list[object] = []
        lay_out = screen._refresh_layout

        def counted(*arguments: object) -> None:
            laid_out.append(arguments)
            lay_out()

        monkeypatch.setattr(screen, "_refresh_layout", counted)
        await type_text(pilot, "smith")
        assert box.value == "smith"
        assert laid_out == []


async def test_a_text_longer_than_the_line_is_typed_and_shown_to_its_end(tmp_path: Path) -> None:
    async with open_screen(BoxScreen, tmp=tmp_path) as pilot:
        _, box = parts(pilot)
        box.value = "x" * 100
        await press(pilot, "end", *"last")
        assert box.value.endswith("xlast")
        assert "xlast" in screen_text(pilot.app)
