"""The page of the file: lines under a guide of its sections, the cursor on a record, what changed marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from textwrap import wrap

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.file.line import Line
from screens.file.lines import SECTIONS
from screens.frame.lines import fitted
from screens.parts.painted import EDGE, painted, plain_line
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table


class FilePage(Table):
    """A table whose rows are lines of the file; the heading names the sections and stays."""

    def __init__(self, *, id: str, guide: Sequence[str] = SECTIONS, empty: str = "Reading the file.") -> None:  # noqa: A002 - Textual's word
        super().__init__((Column("", 0), Column("", 24)), id=id, empty=Empty(empty))
        self._titles = tuple(guide)
        self._lines: dict[str, Line] = {}
        self._given: tuple[Line, ...] = ()
        self._room = 0

    @property
    def line_at_cursor(self) -> Line | None:
        """The line under the cursor."""
        return self._lines.get(self.cursor_key)

    @property
    def section(self) -> int:
        """The number of the section the cursor stands in; 0 while nothing is shown."""
        line = self.line_at_cursor
        return line.section if line else 0

    def show(self, lines: Sequence[Line], *, cursor: str = "", anew: bool) -> None:
        """Show lines; read again (`anew` false) what is new or changed gets a sign, the cursor stays."""
        self._given = tuple(lines)
        self._room = self._room_now()
        parts = [part for line in lines for part in whole(line, self._room)] if self._room > 0 else lines
        self._lines = {line.key: line for line in parts}
        rows = [Row(line.key, (line.text, line.aside), line.sign) for line in parts]
        self.fill(Page(rows, total=len(rows)), cursor=cursor, anew=anew, mark_changes=not anew)

    def on_resize(self) -> None:
        """The same lines in another width; a scroll bar that comes or goes is none."""
        if self._given and self._room_now() != self._room:
            self.show(self._given, cursor=self.cursor_key, anew=True)

    def _room_now(self) -> int:
        """Cells of a line when the scroll bar is there."""
        return self.content_region.width - self.styles.scrollbar_size_vertical - EDGE

    def go(self, number: int) -> bool:
        """Put the cursor on a section's heading and the heading at the top; False when there is none."""
        if not self.move_to_key(f"section:{number}"):
            return False
        self.scroll_to(y=self._cursor, animate=False, force=True)
        self._point()
        return True

    def render_line(self, y: int) -> Strip:
        """Line 0 is the guide of sections; below it the lines from the scroll position on."""
        width, base = self._width, self.rich_style
        if y == 0:
            return self._guide(width, base)
        index = self.scroll_offset.y + y - 1
        if index >= len(self._rows):
            return plain_line("" if self._rows else self.empty.line(y - 1), width=width, base=base)
        row = self._rows[index]
        line = self._lines[row.key]
        sign = self.signs.get(row.key, "") or row.sign or " "
        edge = (">" if index == self._cursor else " ") + sign + " "
        style = self._style_of(row, index, base)
        if line.heading:
            style += Style(bold=True, underline=True)
        return painted(edge, _text(line, width - EDGE), width=width, style=style)

    def _guide(self, width: int, base: Style) -> Strip:
        here = self.section
        parts: list[Segment] = []
        for number, title in enumerate(self._titles, 1):
            style = base + Style(bold=True, reverse=number == here)
            parts += [Segment(f"{number} {title}", style), Segment(" ", base)]
        return Strip(parts).adjust_cell_length(width, base)


def whole(line: Line, width: int) -> Iterator[Line]:
    """The line, and below it as many as its text needs beyond the first: nothing of a record is cut."""
    indent = len(line.text) - len(line.text.lstrip()) + 2
    room = width - (cell_len(_aside(line, width)) + 1 if line.aside else 0)
    rows = wrap(line.text.strip(), max(20, room - indent + 2), subsequent_indent="  ") or [""]
    for index, row in enumerate(rows):
        text = " " * (indent - 2) + row
        if index == 0:
            yield replace(line, text=text)
        else:
            yield replace(line, key=f"{line.key}/{index}", text=text, aside="", sign="", heading=False)


def _aside(line: Line, width: int) -> str:
    """The source gives way only when there is no room for both."""
    return fitted(line.aside, max(14, width // 3, width - cell_len(line.text) - 1))


def _text(line: Line, width: int) -> str:
    """Text to the left, source to the right."""
    if not line.aside:
        return fitted(line.text, width)
    aside = _aside(line, width)
    text = fitted(line.text, width - cell_len(aside) - 1)
    return text + " " * (width - cell_len(text) - cell_len(aside)) + aside
