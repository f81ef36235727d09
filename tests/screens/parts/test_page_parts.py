"""Fields, blocks, timeline and the comparing of two versions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from textual.app import ComposeResult
from textual.pilot import Pilot

from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.blocks import Block, BlockPage
from screens.parts.compare import ComparePane, Difference
from screens.parts.fields import DateField, Field
from screens.parts.rows import Empty, spread
from screens.parts.timeline import Happening, Timeline
from tests.support.screen import open_screen, press, screen_text, settle, type_text, until

TODAY = date(2026, 11, 24)


class PartsScreen(BaseScreen):
    PLACE = "file.person"
    TITLE = "Parts"

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)
        self.chosen: dict[str, bool] = {}

    def compose_body(self) -> ComposeResult:
        match self.place.kind:
            case "fields":
                yield Field("Name", id="name", value="  LEE\u202e ")
                yield DateField("Born", id="born", today=lambda: TODAY, past=True)
                yield Field("Short", id="short", limit=8)
            case "blocks":
                empty = Empty("No cases are known here.", "/ finds another person.")
                yield BlockPage(*(Block(n, f"Block {n}", empty=empty) for n in range(1, 10)))
            case "timeline":
                yield Timeline()
            case _:
                yield ComparePane()

    def on_compare_pane_chosen(self, message: ComparePane.Chosen) -> None:
        self.chosen = dict(message.mine)

    def act_section(self) -> None:
        self.query_one(BlockPage).go(int(self.pressed))


def kind(name: str) -> Place:
    return Place("file.person", kind=name)


def of(pilot: Pilot[int]) -> PartsScreen:
    screen = pilot.app.screen
    assert isinstance(screen, PartsScreen)
    return screen


async def test_a_date_is_typed_loosely_and_echoed_in_full(tmp_path: Path) -> None:
    async with open_screen(PartsScreen, tmp=tmp_path, place=kind("fields")) as pilot:
        field = of(pilot).query_one(DateField)
        field.enter()
        await settle(pilot)
        await type_text(pilot, "12/3/80")
        assert field.day == date(1980, 3, 12)
        assert "Wed 12 Mar 1980" in screen_text(pilot.app)


async def test_a_date_that_is_none_says_so_while_typing_goes_on(tmp_path: Path) -> None:
    async with open_screen(PartsScreen, tmp=tmp_path, place=kind("fields")) as pilot:
        field = of(pilot).query_one(DateField)
        field.enter()
        await settle(pilot)
        await type_text(pilot, "31/2/80")
        assert field.echo
        assert field.echo in screen_text(pilot.app)


async def test_what_a_field_holds_is_clean(tmp_path: Path) -> None:
    async with open_screen(PartsScreen, tmp=tmp_path, place=kind("fields")) as pilot:
        field = of(pilot).query_one("#name", Field)
        assert field.text == "LEE"
        field.text = " [/b]\x1b[31m "
        assert field.text == "[/b][31m"


async def test_figures_go_to_their_block_and_reading_again_does_not_move_it(tmp_path: Path) -> None:
    async with open_screen(PartsScreen, tmp=tmp_path, place=kind("blocks")) as pilot:
        page = of(pilot).query_one(BlockPage)
        for number in page.numbers:
            page.block(number).show([f"line {n} of {number}" for n in range(8)])
        await press(pilot, "5")
        assert screen_text(pilot.app).splitlines()[1] == "5 Block 5"
        assert page.section == 5
        page.block(5).show([f"other {n}" for n in range(8)])
        await settle(pilot)
        assert screen_text(pilot.app).splitlines()[1] == "5 Block 5"


async def test_a_block_without_data_says_why(tmp_path: Path) -> None:
    async with open_screen(PartsScreen, tmp=tmp_path, place=kind("blocks")) as pilot:
        assert "  No cases are known here.\n  / finds another person." in screen_text(pilot.app)


async def test_a_timeline_is_newest_first_with_sources_and_undated_events_last(tmp_path: Path) -> None:
    async with open_screen(PartsScreen, tmp=tmp_path, place=kind("timeline")) as pilot:
        of(pilot).query_one(Timeline).show(
            [
                Happening("a", date(2020, 1, 2), "hearing", "First hearing", "Court list"),
                Happening("b", None, "note", "Undated", "Probation"),
                Happening("c", date(2026, 1, 2), "result", "Community order", "Common Platform"),
            ]
        )
        await settle(pilot)
        lines = screen_text(pilot.app).splitlines()
        assert [line[3:14].strip() for line in lines[2:5]] == ["02.01.2026", "02.01.2020", "no date"]
        assert "Common Platform"[:15] in lines[2]


async def test_two_versions_stand_side_by_side_and_each_field_is_chosen(tmp_path: Path) -> None:
    async with open_screen(PartsScreen, tmp=tmp_path, place=kind("compare")) as pilot:
        pane = of(pilot).query_one(ComparePane)
        pane.show(
            [Difference("Text", "mine " * 20, "theirs [/b]"), Difference("Kind", "agency", "shared")],
            theirs_by="A. Clerk at 10:42",
        )
        pane.focus()
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "Saved by A. Clerk at 10:42" in text
        assert "[x] mine" in text
        assert "[ ] theirs [/b]" in text
        await press(pilot, "down", "right", "enter")
        assert of(pilot).chosen == {"Text": True, "Kind": False}


def test_what_stands_beside_a_line_is_on_its_first_row() -> None:
    rows = spread("    1 Possess a controlled drug of Class B", "plea: guilty", 40)
    assert rows[0].endswith("plea: guilty")
    assert len(rows[0]) == 40
    assert rows[1].startswith("      ")


@given(st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=9), min_size=1, max_size=30), st.integers(40, 120))
def test_a_line_that_is_spread_loses_no_word(words: list[str], width: int) -> None:
    text = " ".join(words)
    rows = spread(f"  {text}", "no plea", width)
    assert all(len(row) <= width for row in rows)
    assert " ".join(" ".join(rows).replace("no plea", "", 1).split()) == text


async def test_what_does_not_fit_in_a_line_is_told(tmp_path: Path) -> None:
    async with open_screen(PartsScreen, tmp=tmp_path, place=kind("fields")) as pilot:
        field = of(pilot).query_one("#short", Field)
        field.enter()
        await type_text(pilot, "12345678")
        assert "fit in this line" not in screen_text(pilot.app)
        await type_text(pilot, "9")
        await until(pilot, "8 characters fit in this line; what came last was not taken.")
        assert field.text == "12345678"
