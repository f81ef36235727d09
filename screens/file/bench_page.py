"""The page of the bench: rows that scroll by lines and by pages, what changed elsewhere marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.file.bench_lines import LABEL, BenchLine
from screens.frame.lines import fitted
from screens.parts.painted import plain_line


class BenchPage(ScrollView, can_focus=True):
    """Lines by key. Reading again keeps the scroll position and marks the rows that read otherwise."""

    DEFAULT_CSS = "BenchPage { overflow-x: hidden; height: 1fr; scrollbar-size-vertical: 0; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "by(-1)", "Up"),
        ("down", "by(1)", "Down"),
        ("pageup", "leaf(-1)", "Page up"),
        ("pagedown", "leaf(1)", "Page down"),
        ("home", "to_end(False)", "First"),
        ("end", "to_end(True)", "Last"),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own word for it
        super().__init__(id=id)
        self._lines: Sequence[BenchLine] = ()
        self._changed: frozenset[str] = frozenset()
        self.waiting = "Reading the bench summary."

    def show(self, lines: Sequence[BenchLine], *, anew: bool) -> None:
        """Show lines; read again (`anew` false), those that differ are marked until the next reading."""
        before = {line.key: line for line in self._lines}
        self._changed = frozenset() if anew else frozenset(line.key for line in lines if before.get(line.key) != line)
        self._lines = lines
        self.virtual_size = Size(self.size.width, len(lines))
        self.refresh()

    def go(self, key: str) -> bool:
        """Bring the row with this key to the top; False when there is none."""
        index = next((place for place, line in enumerate(self._lines) if line.key == key), None)
        if index is None:
            return False
        self._to(index)
        return True

    def render_line(self, y: int) -> Strip:
        """One row: the block's name, then its text."""
        width, base = self.size.width, self.rich_style
        index = self.scroll_offset.y + y
        if not self._lines and y == 0:
            return plain_line(self.waiting, width=width, base=base)
        if index >= len(self._lines):
            return plain_line("", width=width, base=base)
        line = self._lines[index]
        changed = line.key in self._changed
        style = base + Style(reverse=changed)
        sign = "~" if changed else " "
        if line.heading:
            return plain_line(f"{sign}{line.text}", width=width, base=style + Style(bold=True, underline=True))
        if index >= 1 and line.key.startswith("full:"):
            return plain_line(f"{sign}{line.text}", width=width, base=style)
        label = Segment(f"{sign}{line.label}".ljust(LABEL + 1), style + Style(bold=True))
        text = Segment(fitted(line.text, width - LABEL - 1), style)
        return Strip([label, text]).adjust_cell_length(width, style)

    def action_by(self, step: int) -> None:
        """Some rows up or down."""
        self._to(self.scroll_offset.y + step)

    def action_leaf(self, step: int) -> None:
        """A page up or down; the first page is the summary, so pages do not overlap."""
        self._to(self.scroll_offset.y + step * max(1, self.size.height))

    def action_to_end(self, last: bool) -> None:  # noqa: FBT001 - an argument of a binding
        """To the first or the last row."""
        self._to(len(self._lines) if last else 0)

    def on_resize(self) -> None:
        """The same rows in another width."""
        self.virtual_size = Size(self.size.width, len(self._lines))

    def _to(self, row: int) -> None:
        last = max(0, len(self._lines) - self.size.height)
        self.scroll_to(y=max(0, min(row, last)), animate=False, force=True)
