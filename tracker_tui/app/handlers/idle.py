"""Cover the screen: at the privacy key at once, and when nobody has touched a key for long enough."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from tracker_tui.app.app import TrackerApp
    from tracker_tui.app.ports import Session


class Idle:
    """Counts from the last key; `seconds` of 0 never covers by itself. `now` is a monotonic clock."""

    def __init__(self, app: TrackerApp, seconds: int, *, now: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._seconds = seconds
        self._now = now
        self._last = now()

    def start(self) -> None:
        """Look once a second."""
        if self._seconds:
            self._app.set_interval(1.0, self.look)

    def touched(self) -> None:
        """A key was pressed."""
        self._last = self._now()

    def look(self) -> None:
        """Cover when the time is up."""
        if self._now() - self._last >= self._seconds:
            self.cover()

    def cover(self, *, over: str = "") -> None:
        """Blank the screen, then keep what was typed, then ask; without a sign-in there is nothing to cover.

        `over` says why the sign-in stands no more: another cover takes the place of one that asks for a password.
        """
        from screens.frame.cover import CoverScreen  # loaded when needed: the first paint does not wait for it

        app = self._app
        session = app.session
        if session is None or (isinstance(app.screen, CoverScreen) and not over):
            return
        if isinstance(app.screen, CoverScreen):
            app.pop_screen()
        app.push_screen(CoverScreen(session.user_name, session.unlock, over=over))
        self._blank()
        app.way.flush_drafts()
        if not over:
            self._tell(session)

    def _blank(self) -> None:
        """What the screens below have painted is forgotten with its text; they paint anew when they come back."""
        for screen in self._app.way.open_screens()[:-1]:
            for widget in screen.walk_children(Widget):
                widget._styles_cache.clear()  # Textual keeps painted lines, and has no word for forgetting them
                widget.refresh()

    def _tell(self, session: Session) -> None:
        """The database hears of it without anybody waiting."""
        threading.Thread(target=session.locked, name="locked", daemon=True).start()
