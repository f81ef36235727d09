"""What stands below the rows of the power search: all that the columns do not show of one row, as far as it goes."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nlargest
from textwrap import wrap
from typing import Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.words.text import visible

_SHARE: Final = 3
"""A third of the terminal at most; what is longer scrolls."""
_EDGES: Final = 3
_LOOKED_AT: Final = 20
"""The longest texts, of which each is broken into lines."""


class Detail(VerticalScroll):
    """As high as the longest of the rows needs, so that it stays as it is while the cursor moves; Tab leads in."""

    def compose(self) -> Iterable[Static]:
        """The text."""
        yield Static("", id="power-about", markup=False)

    def show(self, text: str) -> None:
        """About the row under the cursor, from its first line on."""
        self.query_one("#power-about", Static).update(Content("\n".join(visible(line) for line in text.splitlines())))
        self.scroll_home(animate=False)

    def make_room(self, texts: Iterable[str]) -> None:
        """As many lines as the longest of these needs."""
        width, height = self.screen.size
        room = max(20, width - _EDGES)
        lines = max((_lines(text, room) for text in nlargest(_LOOKED_AT, texts, key=len)), default=0)
        self.styles.height = min(max(3, height // _SHARE), lines)
        self.can_focus = bool(lines)


def _lines(text: str, room: int) -> int:
    return sum(len(wrap(line, room)) for line in text.splitlines())
