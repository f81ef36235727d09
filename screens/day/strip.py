"""The strip of days above the list: weekday, date and how many rows, six days either side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content
from textual.widget import Widget

from db.cards.day import DayCount

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
CELL = 6


class DayStrip(Widget):
    """Two lines of thirteen cells. The shown day stands in brackets and bold, today has a star."""

    DEFAULT_CSS = "DayStrip { height: 2; }"

    def __init__(self) -> None:
        super().__init__(id="day-strip")
        self._days: Sequence[DayCount] = ()
        self._shown: date | None = None
        self._today: date | None = None

    def show(self, days: Sequence[DayCount], *, shown: date, today: date) -> None:
        """Set the days in order and which of them the list shows."""
        self._days, self._shown, self._today = days, shown, today
        self.refresh()

    def render(self) -> Content:
        """Cells of six: what does not fit at the ends is left out, the shown day is in the middle."""
        fitting = max(1, self.size.width // CELL)
        spare = max(0, len(self._days) - fitting)
        days = self._days[(spare + 1) // 2 : len(self._days) - spare // 2]
        top = [self._head(each.day) for each in days]
        low = [(f"{each.count or '-':^{CELL}}", self._style(each.day)) for each in days]
        return Content.assemble(*top, "\n", *low)

    def _head(self, day: date) -> tuple[str, str]:
        text = f"{_WEEKDAYS[day.weekday()]}{day.day:>2}"
        if day == self._shown:
            text = f"[{text}]"
        elif day == self._today:
            text = f"{text}*"
        return f"{text:^{CELL}}", self._style(day)

    def _style(self, day: date) -> str:
        return "bold reverse" if day == self._shown else ""
