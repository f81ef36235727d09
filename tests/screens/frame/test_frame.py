"""The frame around every screen: four lines, one place to talk, keys that mean one thing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.widgets import Input, Static, TextArea

from db.words.errors import Refused
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.place import Place
from tests.support.screen import LARGE, SMALL, TestOpener, open_screen, press, screen_text, settle, type_text
from tracker_tui.app.ports import Looks

SIGNS = (Sign("violence", alert=True), Sign("youth"), Sign("in custody"), Sign("next 24.11.2026 10:00"))


class FileScreen(BaseScreen):
    """A small screen with a text field and a few actions of the registry."""

    PLACE = "file.person"
    TITLE = "File"
    HELP = "All that is known of one person."

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)
        self.did: list[str] = []
        self.sealed = False

    def compose_body(self) -> ComposeResult:
        yield Static("body", markup=False)
        yield Input(id="line")
        yield TextArea(id="text")

    def on_mount(self) -> None:
        self.set_focus(None)

    def why_not(self, action_id: str) -> str:
        if action_id == "alias.add" and self.sealed:
            return "Restricted: not shared by Probation."
        return super().why_not(action_id)

    def act_undo(self) -> None:
        self.confirm("Undo the note of 10:42?", lambda: self.did.append("undone"))

    def act_alias_add(self) -> None:
        self.did.append("alias")

    async def act_follow(self) -> None:
        await asyncio.sleep(0)
        self.did.append("follow")

    def act_section(self) -> None:
        self.did.append(f"section {self.pressed}")

    def act_attendance_mark(self) -> None:
        self.choose("Attendance", {"p": "present", "a": "absent"}, lambda letter: self.did.append(f"mark {letter}"))


def shown(pilot: object) -> FileScreen:
    screen = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, FileScreen)
    return screen


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_person_the_strip_and_the_way_to_help_are_always_there(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_screen(FileScreen, tmp=tmp_path, size=size, opener=TestOpener(banner="DEMO")) as pilot:
        shown(pilot).show_person("SMITH, John", SIGNS)
        await settle(pilot)
        lines = screen_text(pilot.app).splitlines()
        assert lines[0].startswith(" DEMO  File > SMITH, John")
        assert lines[1] == " !violence  youth  in custody  next 24.11.2026 10:00"
        assert lines[-1].endswith("F1 Help  ^P All")
        assert max(map(len, lines)) <= size[0]
        assert len(lines) == size[1]


async def test_the_person_stays_in_a_breadcrumb_that_is_too_long(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen = shown(pilot)
        screen.show_person("FEATHERSTONEHAUGH-CHOLMONDELEY, Bartholomew Algernon Montgomery", ())
        screen.as_at = screen.host.clock.local()
        screen.refresh_frame()
        await settle(pilot)
        top = screen_text(pilot.app).splitlines()[0]
        assert "FEATHERSTONEHAUGH-CHOLMONDELEY" in top
        assert f"As at {screen.as_at:%H:%M:%S}" in top


async def test_signs_that_do_not_fit_are_counted(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        shown(pilot).show_person("SMITH", [Sign(f"warning number {n}") for n in range(9)])
        await settle(pilot)
        strip = screen_text(pilot.app).splitlines()[1]
        assert strip.endswith("more")
        assert len(strip) <= 80


async def test_letters_act_as_capitals_too(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        await press(pilot, "a", "A", "s", "3")
        assert shown(pilot).did == ["alias", "alias", "follow", "section 3"]


@pytest.mark.parametrize("field", ["#line", "#text"])
async def test_letters_and_signs_are_text_in_a_text_field(tmp_path: Path, field: str) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen = shown(pilot)
        screen.query_one(field).focus()
        await type_text(pilot, "nasu")
        await press(pilot, "plus", "slash", "colon", "minus", "1", "at", "question_mark")
        widget = screen.query_one(field)
        assert screen.did == []
        assert (widget.value if isinstance(widget, Input) else widget.text) == "nasu+/:-1@?"  # type: ignore[attr-defined]
        assert pilot.app.screen is screen


async def test_function_keys_reach_through_a_text_field(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        shown(pilot).query_one("#text").focus()
        await press(pilot, "f1")
        assert "Help: File" in screen_text(pilot.app)


async def test_a_fast_escape_and_letter_is_escape_then_the_letter(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen = shown(pilot)
        screen.error("Something failed.")
        await press(pilot, "alt+a")
        assert screen.did == ["alias"]
        assert screen.status.text == ""


async def test_what_is_not_possible_says_why_and_is_shown_so(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path, size=LARGE) as pilot:
        screen = shown(pilot)
        screen.sealed = True
        screen.refresh_frame()
        await press(pilot, "a")
        text = screen_text(pilot.app)
        assert "Not now: Restricted: not shared by Probation." in text
        assert "(a Alias)" in text
        assert screen.did == []
        await press(pilot, "escape", "f1")
        assert "Not now: Restricted" in screen_text(pilot.app)


async def test_a_question_wants_a_typed_y_and_everything_else_is_no(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen = shown(pilot)
        for no in ("n", "N", "enter", "escape"):
            await press(pilot, "u")
            assert "Undo the note of 10:42?" in screen_text(pilot.app)
            await press(pilot, no)
            assert "Undo the note of 10:42?" not in screen_text(pilot.app)
        assert screen.did == []
        await press(pilot, "u", "Y")
        assert screen.did == ["undone"]


async def test_a_question_owns_its_letters(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen = shown(pilot)
        await press(pilot, "t", "s", "f2", "a")
        assert screen.did == ["mark a"]
        await press(pilot, "t", "escape")
        assert screen.did == ["mark a"]
        assert not screen.is_asked


async def test_the_focus_comes_back_after_a_question(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen = shown(pilot)
        screen.query_one("#line").focus()
        await settle(pilot)
        screen.choose("Which?", {"x": "one"}, screen.did.append)
        await press(pilot, "x")
        assert screen.focused is screen.query_one("#line")


async def test_an_error_stays_until_escape_and_can_be_copied(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen = shown(pilot)
        screen.error(Refused("The disk is full.", kept="The draft is kept.", to_do="Free some space, then save again."))
        screen.say("something lesser")
        await press(pilot, "ctrl+c")
        text = " ".join(screen_text(pilot.app).split())
        assert "Error: The disk is full. The draft is kept. Free some space, then save again." in text
        assert pilot.app.clipboard == "The disk is full. The draft is kept. Free some space, then save again."
        await press(pilot, "escape")
        assert "Error" not in screen_text(pilot.app)


async def test_a_long_error_can_be_read_whole_at_80_columns(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        words = " ".join(f"word{n}" for n in range(45))
        shown(pilot).error(words)
        await settle(pilot)
        assert words in " ".join(screen_text(pilot.app).split())


async def test_help_lists_what_counts_here_and_keeps_the_person(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        shown(pilot).show_person("SMITH, John", SIGNS)
        await press(pilot, "f1")
        text = screen_text(pilot.app)
        assert "Help: File > SMITH, John" in text
        assert "!violence" in text
        assert "All that is known of one person." in text
        assert "Follow. Follow this person, or stop following." in text
        await press(pilot, "end")
        assert "F6 or n" in screen_text(pilot.app)
        await press(pilot, "escape", "question_mark")
        assert "Keys: File" in screen_text(pilot.app)
        assert "All that is known" not in screen_text(pilot.app)


async def test_the_palette_finds_an_action_by_a_part_of_its_name(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen = shown(pilot)
        await press(pilot, "ctrl+p")
        await type_text(pilot, "foll")
        assert "> Follow" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert pilot.app.screen is screen
        assert screen.did == ["follow"]


async def test_help_wraps_below_the_words_and_the_palette_says_the_chosen_action_in_full(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        await press(pilot, "f1", "end")
        rows = screen_text(pilot.app).splitlines()
        # The scroll bar may stand beside any row.
        cut = next(row for row in rows if row.strip(" ▁▂▃▄▅▆▇█") == "line.")
        assert cut.startswith(" " * 16)
        await press(pilot, "escape", "ctrl+p")
        await type_text(pilot, "copy")
        assert "Copy (^C): Copy the selected text, or the message on the status line." in screen_text(pilot.app)


async def test_the_palette_offers_no_picture_of_the_screen(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path, size=LARGE) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "screenshot")
        assert "No action has that in its name." in screen_text(pilot.app)
        await press(pilot, "escape", "escape")
        assert pilot.app.screen is shown(pilot)


async def test_the_footer_names_the_twins_once_the_terminal_kept_a_key(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        from textual import events

        assert "^G" not in screen_text(pilot.app)
        pilot.app.post_message(events.AppBlur())
        await settle(pilot)
        assert screen_text(pilot.app).endswith("F1 or ^G Help  ^P All")


async def test_accessible_announces_on_the_last_row_in_ascii(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path, looks=Looks(accessible=True, idle_seconds=0)) as pilot:
        shown(pilot).say("Zoë is present.")
        await settle(pilot)
        text = screen_text(pilot.app)
        assert text.splitlines()[23] == "Zoe is present."
        assert text.isascii()
        shown(pilot).confirm("Undo the note of 10:42?", lambda: None)
        await settle(pilot)
        assert screen_text(pilot.app).splitlines()[23] == "Undo the note of 10:42? y yes, n no"


async def test_a_refusal_goes_when_something_else_is_done_and_esc_takes_it_away_alone(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        screen = shown(pilot)
        screen.refuse("This court has 2 rooms.")
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert "2 rooms" not in screen_text(pilot.app)
        screen.refuse("This court has 2 rooms.")
        await press(pilot, "s")
        assert screen.did == ["follow"]
        assert "2 rooms" not in screen_text(pilot.app)


async def test_growing_and_shrinking_the_window_keeps_the_text(tmp_path: Path) -> None:
    async with open_screen(FileScreen, tmp=tmp_path) as pilot:
        area = shown(pilot).query_one("#text", TextArea)
        area.focus()
        await type_text(pilot, "kept")
        await pilot.resize_terminal(20, 5)
        await pilot.resize_terminal(80, 24)
        assert area.text == "kept"
        assert area.cursor_location == (0, 4)
