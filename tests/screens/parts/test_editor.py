"""The note editor: no key takes a word away, and what is typed is handed out in time."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.box import SearchBox
from screens.parts.editor import NoteEditor
from screens.parts.fields import Field
from tests.support.screen import open_screen, press, settle, type_text

NOTE = "First line of a long note.\nSecond line."


class EditorScreen(BaseScreen):
    PLACE = "write.note"
    TITLE = "Note"

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)
        self.typed: list[tuple[str, float]] = []

    def compose_body(self) -> ComposeResult:
        yield NoteEditor(id="editor")
        yield SearchBox(id="box")
        yield Field("Name", id="field")

    def on_mount(self) -> None:
        self.query_one(NoteEditor).focus()

    def on_note_editor_typed(self, message: NoteEditor.Typed) -> None:
        self.typed.append((message.text, time.monotonic()))


def editor_of(pilot: Pilot[int]) -> tuple[EditorScreen, NoteEditor]:
    screen = pilot.app.screen
    assert isinstance(screen, EditorScreen)
    return screen, screen.query_one(NoteEditor)


@pytest.mark.parametrize("selector", ["#editor", "#box", "#field Input"])
async def test_no_function_key_and_then_a_letter_changes_what_was_typed(tmp_path: Path, selector: str) -> None:
    async with open_screen(EditorScreen, tmp=tmp_path) as pilot:
        screen, _ = editor_of(pilot)
        field = screen.query_one(selector)
        field.focus()
        await type_text(pilot, "kept words")
        for number in range(1, 11):
            await press(pilot, f"f{number}")
            while pilot.app.screen is not screen:
                await press(pilot, "escape")
            field.focus()
            await press(pilot, "x")
        assert isinstance(field, Input | TextArea)
        text = field.value if isinstance(field, Input) else field.text
        assert text == "kept words" + "x" * 10


@pytest.mark.parametrize("key", ["ctrl+x", "ctrl+u", "ctrl+k"])
async def test_no_single_key_takes_a_line_away(tmp_path: Path, key: str) -> None:
    async with open_screen(EditorScreen, tmp=tmp_path) as pilot:
        _, editor = editor_of(pilot)
        editor.put(NOTE)
        await press(pilot, key)
        assert editor.text == NOTE


async def test_typing_is_handed_out_within_a_quarter_of_a_second_while_it_goes_on(tmp_path: Path) -> None:
    async with open_screen(EditorScreen, tmp=tmp_path) as pilot:
        screen, _ = editor_of(pilot)
        began = time.monotonic()
        while time.monotonic() - began < 0.8:
            await pilot.press("x")
            await pilot.pause(0.03)
        times = [began, *(at for _, at in screen.typed)]
        gaps = [later - earlier for earlier, later in pairwise(times)]
        assert len(gaps) >= 3
        assert max(gaps) < 0.35  # 0.25 s and what a busy test machine adds


async def test_leaving_and_flushing_hand_out_at_once(tmp_path: Path) -> None:
    async with open_screen(EditorScreen, tmp=tmp_path) as pilot:
        screen, editor = editor_of(pilot)
        await pilot.press("a")
        editor.flush()
        await pilot.press("b")
        screen.query_one("#box").focus()
        await settle(pilot)
        assert [text for text, _ in screen.typed] == ["a", "ab"]


async def test_a_draft_put_back_is_not_news(tmp_path: Path) -> None:
    async with open_screen(EditorScreen, tmp=tmp_path) as pilot:
        screen, editor = editor_of(pilot)
        editor.put(NOTE, cursor=(0, 5))
        await pilot.pause(0.3)
        assert screen.typed == []
        assert editor.cursor_location == (0, 5)


async def test_pasted_text_is_cleaned(tmp_path: Path) -> None:
    async with open_screen(EditorScreen, tmp=tmp_path) as pilot:
        _, editor = editor_of(pilot)
        pilot.app.post_message(events.Paste("he said\x1b]52;c;x\x07\u202e no\r\nnext"))
        await settle(pilot)
        assert editor.text == "he said]52;c;x no\nnext"


async def test_tab_leaves_the_editor(tmp_path: Path) -> None:
    async with open_screen(EditorScreen, tmp=tmp_path) as pilot:
        _, editor = editor_of(pilot)
        await press(pilot, "tab")
        assert not editor.has_focus
        assert editor.text == ""
