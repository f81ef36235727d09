"""How a table reads its source through the screen's calls: first page, the same again, the next page."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from screens.frame.base import BaseScreen
from screens.parts.rows import AT_ONCE, Page, Source, read_pages

Show = Callable[[Page], None]


class Reading:
    """Kept by a table. A newer reading overtakes an older one; a next page is asked for once."""

    def __init__(self, table: Widget) -> None:
        self._table = table
        self._source: Source | None = None

    def first(self, source: Source, show: Show) -> None:
        """The first page of another source."""
        self._source = source
        self._ask(lambda: source.page(None, AT_ONCE), show)

    def again(self, rows: int, show: Show) -> None:
        """As many rows as were read before, at most 200 a call."""
        source, wanted = self._source, max(AT_ONCE, rows)
        if source is not None:
            self._ask(lambda: read_pages(source, wanted), show)

    def further(self, after: str, show: Show) -> None:
        """The page after a record."""
        source, screen = self._source, self._table.screen
        if source is not None and isinstance(screen, BaseScreen) and self._slot not in screen.calls:
            self._ask(lambda: source.page(after, AT_ONCE), show)

    @property
    def _slot(self) -> str:
        return f"table:{self._table.id}"

    def _ask(self, work: Callable[[], Page], show: Show) -> None:
        screen = self._table.screen
        if isinstance(screen, BaseScreen):
            screen.ask(work, show, slot=self._slot)
