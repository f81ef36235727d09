"""Three lines below the list about the row under the cursor: what its letters mean, in words."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from db.cards.day import ListRow
from screens.day.shown import detail
from screens.frame.lines import fitted


class RowDetail(Widget):
    """Who, with every sign in full; the charges; number, attendance and who added the row."""

    def __init__(self) -> None:
        super().__init__(id="detail")
        self._row: ListRow | None = None

    def show(self, row: ListRow | None) -> None:
        """Set the row; None empties the lines."""
        self._row = row
        self.refresh()

    def render(self) -> Content:
        """Each line cut to the width."""
        lines = detail(self._row) if self._row else ()
        return Content("\n".join(fitted(text, self.size.width) for text in lines))
