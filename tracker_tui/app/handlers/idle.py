"""Cover the screen: at the privacy key at once, and when nobody has touched a key for long enough."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker_tui.app.app import TrackerApp


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

    def cover(self) -> None:
        """Blank the screen and ask for the password; without a sign-in there is nothing to cover."""
        from screens.frame.cover import CoverScreen  # loaded when needed: the first paint does not wait for it

        app = self._app
        session = app.session
        if session is None or isinstance(app.screen, CoverScreen):
            return
        app.way.flush_drafts()
        app.push_screen(CoverScreen(session.user_name, lambda password: app.opener.unlock(session, password)))
