"""The virtual table: only lines in view are painted, rows come page by page, the cursor is a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.frame.base import BaseScreen
from screens.parts.painted import EDGE, Look, heading, painted, plain_line
from screens.parts.reading import Reading
from screens.parts.rows import (
    Column,
    Empty,
    Page,
    Row,
    Source,
    changes,
    line,
    widths,
)

_AHEAD = 20  # rows before the end at which the next page is read


class Table(ScrollView, can_focus=True):
    """Rows by record key. Reading anew never moves cursor, scroll position or focus.

    `read(source)` shows a source, `refill()` reads it again and marks what is new or changed.
    """

    @dataclass
    class Opened(Message):
        """Enter on a row."""

        table: Table
        key: str

    @dataclass
    class Moved(Message):
        """The cursor stands on another record; None when there is none."""

        table: Table
        key: str | None

    @dataclass
    class Marked(Message):
        """A row was marked, or its mark taken away."""

        table: Table
        key: str

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))  # other rows: the scrollbar changes, not the whole screen
    DEFAULT_CSS = "Table { overflow-x: hidden; overflow-y: auto; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "move(-1)", "Up"),
        ("down", "move(1)", "Down"),
        ("pageup", "leaf(-1)", "Page up"),
        ("pagedown", "leaf(1)", "Page down"),
        ("home", "to_end(False)", "First"),
        ("end", "to_end(True)", "Last"),
        ("enter", "open", "Open"),
        ("space", "mark", "Mark"),
    ]

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own word for it
        empty: Empty | None = None,
        can_mark: bool = False,
        counts: bool = True,
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.empty = empty or Empty("Nothing to show.")
        self.can_mark = can_mark
        self.counts = counts
        self.marked: set[str] = set()
        self.signs: dict[str, str] = {}
        self._rows: Sequence[Row] = ()
        self._places: dict[str, int] | None = None
        self._page = Page(())
        self._cursor = 0
        self._reading = Reading(self)
        self._look = Look(Style(), 0, ())

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def cursor_key(self) -> str:
        """The record under the cursor; empty when there are no rows."""
        return self._rows[self._cursor].key if self._rows else ""

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self._cursor] if self._rows else None

    @property
    def count_text(self) -> str:
        """`200 of 1,734`, or how many there are; never silent about the rest."""
        read, total = len(self._rows), self._page.total
        if total is not None and total > read:
            return f"{read:,} of {total:,}"
        return f"{read:,} and more" if self._page.more else f"{read:,}"

    def read(self, source: Source, *, cursor: str = "") -> None:
        """Show another source from its first page on, the cursor on the given record if it is there."""
        self._reading.first(source, lambda page: self.fill(page, cursor=cursor, anew=True))

    def refill(self, *, mark_changes: bool = True) -> None:
        """Read the shown source again, as many rows as were read; what is new or changed gets a sign."""
        self._reading.again(len(self._rows), lambda page: self.fill(page, mark_changes=mark_changes))

    def fill(self, page: Page, *, cursor: str = "", mark_changes: bool = False, anew: bool = False) -> None:
        """Show these rows. The record under the cursor stays under it, on the same line of the terminal.

        When that record is gone the cursor stays at its place in the order.
        """
        if mark_changes:
            self.signs.update(changes(self._rows, page.rows))
        elif anew:
            self.signs.clear()
        before, above = self.cursor_key, self._cursor - self.scroll_offset.y
        self._rows, self._page, self._places = page.rows, page, None
        wanted = cursor or ("" if anew else before)
        found = self._index_of(wanted)
        if found is None:
            found = 0 if anew else min(self._cursor, max(0, len(self._rows) - 1))
        self._cursor = found
        self.virtual_size = Size(self._width, len(self._rows) + 1)
        if anew:
            self._show_cursor()
        else:
            self.scroll_to(y=max(0, found - above), animate=False, force=True)
        self.refresh()
        if self.cursor_key != before or anew:
            self._told_moved()

    def _extend(self, page: Page) -> None:
        rows = [*self._rows, *page.rows]
        self._rows, self._page, self._places = (
            rows,
            Page(rows, page.total or self._page.total, page.more),
            None,
        )
        self.virtual_size = Size(self._width, len(rows) + 1)
        self.refresh()

    def clear_signs(self) -> None:
        """The clerk has seen what changed."""
        self.signs.clear()
        self.refresh()

    # -- painting ---------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines that are painted together share colours and widths: those cost more than the text of a line."""
        self._look = Look(self.rich_style, self._width, widths(self.columns, self._width - EDGE))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Line 0 is the heading and stays; below it the rows from the scroll position on."""
        base, width, cells = self._look
        if y == 0:
            count = f" {self.count_text}" if self._rows and self.counts else ""
            return heading(self.columns, count, cells=cells, width=width, base=base)
        index = self.scroll_offset.y + y - 1
        if index >= len(self._rows):
            return plain_line("" if self._rows else self.empty.line(y - 1), width=width, base=base)
        row = self._rows[index]
        sign = row.sign or self.signs.get(row.key, "")
        edge = (">" if index == self._cursor else " ") + ("*" if row.key in self.marked else " ") + (sign or " ")
        text = line(row.cells, self.columns, cells)
        return painted(edge, text, width=width, style=self._style_of(row, index, base))

    def _style_of(self, row: Row, index: int, base: Style) -> Style:
        if index == self._cursor:
            return base + Style(reverse=self.has_focus, bold=True)
        return base + Style(reverse=True) if row.key in self.signs else base

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    # -- keys -------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Up or down by so many rows."""
        self.move_to(self._cursor + step)

    def action_leaf(self, step: int) -> None:
        """A page up or down, one line overlapping."""
        self.move_to(self._cursor + step * max(1, self.size.height - 2))

    def action_to_end(self, last: bool) -> None:  # noqa: FBT001 - an argument of a binding
        """To the first row, or to the last that was read."""
        self.move_to(len(self._rows) - 1 if last else 0)

    def action_open(self) -> None:
        """Enter."""
        if self._rows:
            self.post_message(self.Opened(self, self.cursor_key))

    def action_mark(self) -> None:
        """Space: mark the row, or take its mark away, and go on to the next."""
        if self.can_mark and self._rows:
            key = self.cursor_key
            self.marked ^= {key}
            self.post_message(self.Marked(self, key))
            self.move_to(self._cursor + 1)
            self.refresh()

    def move_to(self, index: int) -> None:
        """Put the cursor on a row by its place in the order; reads on when the end comes near."""
        if not self._rows:
            return
        index = max(0, min(len(self._rows) - 1, index))
        if index != self._cursor:
            self.signs.pop(self.cursor_key, None)
            self._cursor = index
            self._told_moved()
        self._show_cursor()
        self.refresh()
        if self._page.more and self._cursor >= len(self._rows) - _AHEAD:
            self._reading.further(self._rows[-1].key, self._extend)

    def move_to_key(self, key: str) -> bool:
        """Put the cursor on a record; False when it is not among the rows that were read."""
        index = self._index_of(key)
        if index is None:
            return False
        self.move_to(index)
        return True

    def on_focus(self) -> None:
        """The hardware cursor goes with the focus."""
        self._point()
        self.refresh()

    def on_blur(self) -> None:
        """The cursor row is shown less strongly."""
        self.refresh()

    def watch_virtual_size(self) -> None:
        """More or fewer rows: the scrollbar says so; only when it comes or goes is the screen laid out anew."""
        self._scroll_update(self.virtual_size)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.virtual_size = Size(self._width, len(self._rows) + 1)
        self._show_cursor()

    # -- private ----------------------------------------------------------------------------------

    def _index_of(self, key: str) -> int | None:
        if not key:
            return None
        if self._places is None:
            self._places = {row.key: index for index, row in enumerate(self._rows)}
        return self._places.get(key)

    def _show_cursor(self) -> None:
        room = max(1, self.size.height - 1)
        top = self.scroll_offset.y
        if self._cursor < top:
            top = self._cursor
        elif self._cursor >= top + room:
            top = self._cursor - room + 1
        self.scroll_to(y=top, animate=False, force=True)
        self._point()

    def _point(self) -> None:
        if self.has_focus:
            region = self.content_region
            self.app.cursor_position = Offset(region.x, region.y + 1 + self._cursor - self.scroll_offset.y)

    def _told_moved(self) -> None:
        self.post_message(self.Moved(self, self.cursor_key or None))
        row, screen = self.cursor_row, self.screen
        if row is not None and isinstance(screen, BaseScreen):
            screen.announce(", ".join(cell for cell in row.cells if cell))
