"""The table of the list: what stands below it is told after every reading, also when the cursor stays."""

from __future__ import annotations

from screens.parts.rows import Page
from screens.parts.table import Table


class ListTable(Table):
    """A mark changes the row under the cursor, so whoever shows that row in words hears of it."""

    def fill(self, page: Page, *, cursor: str = "", mark_changes: bool = False, anew: bool = False) -> None:
        """Show these rows, as every table does, and tell."""
        super().fill(page, cursor=cursor, mark_changes=mark_changes, anew=anew)
        self.post_message(self.Moved(self, self.cursor_key or None))
