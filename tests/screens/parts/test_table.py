"""The virtual table: records keep their place, pages follow, a million rows cost nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.pilot import Pilot

from db.words.errors import TryLater
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Held, Page, Row
from screens.parts.table import Table
from tests.support.screen import LARGE, open_screen, press, screen_text, settle

COLUMNS = (Column("Name"), Column("Born", 10), Column("Court", 12, wide=True))


def rows(first: int, last: int) -> list[Row]:
    return [Row(str(n), (f"PERSON {n:06}", "12.03.1980", "Elsewhere")) for n in range(first, last)]


class Counted:
    """A source of many rows that remembers how it was asked."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.asked: list[tuple[str | None, int]] = []
        self.broken = False

    def page(self, after: str | None, limit: int) -> Page:
        self.asked.append((after, limit))
        if self.broken:
            raise TryLater("The database is away.")
        first = 0 if after is None else int(after) + 1
        last = min(self.size, first + limit)
        return Page(rows(first, last), total=self.size, more=last < self.size)


class TableScreen(BaseScreen):
    PLACE = "day.list"
    TITLE = "Rows"

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)
        self.opened: list[str] = []
        self.moved: list[str | None] = []

    def compose_body(self) -> ComposeResult:
        yield Table(COLUMNS, id="rows", can_mark=True, empty=Empty("No hearings today.", "+ adds a defendant."))

    def on_mount(self) -> None:
        self.table.focus()

    @property
    def table(self) -> Table:
        return self.query_one(Table)

    def on_table_opened(self, message: Table.Opened) -> None:
        self.opened.append(message.key)

    def on_table_moved(self, message: Table.Moved) -> None:
        self.moved.append(message.key)


def table_of(pilot: Pilot[int]) -> Table:
    return pilot.app.screen.query_one(Table)


async def fill(pilot: Pilot[int], some: Sequence[Row]) -> Table:
    table = table_of(pilot)
    table.fill(Page(some, total=len(some)), anew=True)
    await settle(pilot)
    return table


async def test_a_page_is_shown_with_how_many_there_are(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        table_of(pilot).read(Counted(1734))
        await settle(pilot)
        shown = screen_text(pilot.app)
        assert "200 of 1,734" in shown
        assert ">  PERSON 000000" in shown
        assert "Elsewhere" not in shown


async def test_wide_columns_stand_where_there_is_room(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path, size=LARGE) as pilot:
        await fill(pilot, rows(0, 3))
        assert "Elsewhere" in screen_text(pilot.app)


async def test_the_next_page_is_read_by_key_before_the_end_is_reached(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        source = Counted(1734)
        table_of(pilot).read(source)
        await settle(pilot)
        await press(pilot, "end")
        assert source.asked == [(None, 200), ("199", 200)]
        assert "400 of 1,734" in screen_text(pilot.app)
        await press(pilot, "pagedown")
        assert table_of(pilot).cursor_key > "199"


async def test_a_refused_page_is_told_and_can_be_asked_for_again(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        source = Counted(1000)
        table_of(pilot).read(source)
        await settle(pilot)
        source.broken = True
        await press(pilot, "end")
        assert "The database is away." in screen_text(pilot.app)
        source.broken = False
        await press(pilot, "escape", "up")
        assert "400 of 1,000" in screen_text(pilot.app)


async def test_new_rows_above_leave_record_line_and_focus_where_they_were(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        table = await fill(pilot, rows(100, 300))
        await press(pilot, *["down"] * 30)
        key = table.cursor_key
        line = next(n for n, text in enumerate(screen_text(pilot.app).splitlines()) if text.startswith(">"))
        table.fill(Page(rows(50, 300)), mark_changes=True)
        await settle(pilot)
        assert table.cursor_key == key
        assert screen_text(pilot.app).splitlines()[line].startswith(">  PERSON 000130")
        assert table.has_focus


async def test_a_record_that_is_gone_leaves_the_cursor_at_its_place(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        table = await fill(pilot, rows(0, 10))
        await press(pilot, "down", "down")
        table.fill(Page([row for row in rows(0, 10) if row.key != "2"]))
        assert table.cursor_key == "3"


async def test_what_is_new_or_changed_carries_a_sign_and_reverse_until_visited(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        table = await fill(pilot, rows(0, 3))
        changed = [rows(0, 1)[0], Row("1", ("PERSON 000001", "13.03.1980", "")), rows(2, 3)[0], *rows(9, 10)]
        table.fill(Page(changed), mark_changes=True)
        await settle(pilot)
        shown = screen_text(pilot.app)
        assert "  ~PERSON 000001" in shown
        assert "  +PERSON 000009" in shown
        style = list(table.render_line(2))[1].style
        assert style is not None
        assert style.reverse
        await press(pilot, "down", "down")
        assert "  ~PERSON" not in screen_text(pilot.app)


async def test_marks_belong_to_records(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        table = await fill(pilot, rows(0, 5))
        await press(pilot, "space", "space")
        table.fill(Page(rows(1, 5)))
        await settle(pilot)
        assert table.marked == {"0", "1"}
        assert " * PERSON 000001" in screen_text(pilot.app)


async def test_enter_opens_the_record_under_the_cursor(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        await fill(pilot, rows(0, 5))
        await press(pilot, "down", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, TableScreen)
        assert screen.opened == ["1"]
        assert screen.moved == ["0", "1"]


async def test_an_empty_table_says_why_and_names_the_next_key(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        table_of(pilot).read(Held(()))
        await settle(pilot)
        assert "No hearings today.\n+ adds a defendant." in screen_text(pilot.app)
        await press(pilot, "down", "end", "enter", "space", "pagedown")


async def test_the_heading_stays_when_scrolled(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        await fill(pilot, rows(0, 500))
        await press(pilot, "end")
        shown = screen_text(pilot.app)
        assert "Name" in shown
        assert "PERSON 000499" in shown


async def test_the_hardware_cursor_follows_the_selection(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        await fill(pilot, rows(0, 500))
        await press(pilot, "down", "down")
        assert pilot.app.cursor_position.y == table_of(pilot).region.y + 3


async def test_a_million_rows_are_on_screen_within_100_ms(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        many = rows(0, 1000) * 1000
        began = time.process_time()
        table = table_of(pilot)
        table.fill(Page(many, total=len(many)), anew=True)
        await pilot.pause()
        shown = screen_text(pilot.app)
        taken = time.process_time() - began
        assert "1,000,000" in shown
        assert taken < 0.1


async def test_a_refill_of_200_rows_takes_15_ms_at_most(tmp_path: Path) -> None:
    async with open_screen(TableScreen, tmp=tmp_path) as pilot:
        table = await fill(pilot, rows(0, 200))
        best = 1.0
        for turn in range(8):
            fresh = Page([Row(row.key, (f"{row.cells[0]} {turn}", *row.cells[1:])) for row in rows(0, 200)])
            await asyncio.sleep(0.02)
            began = time.process_time()
            table.fill(fresh, mark_changes=True)
            await asyncio.sleep(0)
            screen_text(pilot.app)
            best = min(best, time.process_time() - began)
        assert best < 0.015
