"""Keys typed ahead wait for the screen that the key before them opens, so that each means what was meant."""

from __future__ import annotations

import asyncio
import time
from collections import deque

from textual import events
from textual.app import App
from textual.screen import Screen

from screens.frame.base import BaseScreen

HELD_AT_MOST = 1.0
"""Seconds after which a key goes to whatever is shown, unless it waits for a record: a busy screen is not dead."""
SLOW = 1.0
"""Seconds after which the status line counts a reading, and a key of `AT_ONCE` no longer waits for its end."""
AT_ONCE = ("escape", "ctrl+l", "ctrl+q")
"""Keys that end a slow reading: it is cancelled, covered or left, and what was typed for its record is dropped."""
READINGS = ("act:Signing in", "drafts", "open", "file", "bench", "case", "history", "next", "beside")
"""Slots of the screens' calls that bring another record, or another screen, under the clerk's hands."""


class TypeAhead:
    """Lets one key at a time through; the next follows when what the first set off has been done.

    Without it `F5 ]` in one burst would turn the day of the list instead of going to the next defendant. A key
    waits for a record however long its reading takes: `^N F6` is a note about the next defendant, never about
    the one before. A key that comes alone is never held.
    """

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._waiting: deque[events.Key] = deque()
        self._let_through: events.Key | None = None
        self._watching: asyncio.Task[None] | None = None
        self._reads_since: float | None = None

    def must_wait(self, event: events.Key) -> bool:
        """Whether the key is kept for later; it comes back as the same event when its turn is there."""
        if event is self._let_through:
            self._let_through = None
            return False
        if event.key in AT_ONCE and self._is_slow:
            self._waiting.clear()
            return False
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())
            if self._is_painted:
                return False
        self._waiting.append(event)
        return True

    @property
    def is_busy(self) -> bool:
        """Whether a key is still being carried out, or one waits."""
        return self._watching is not None

    @property
    def _is_painted(self) -> bool:
        """Whether there is a screen that can take a key; what was typed before the first one waits for it."""
        stack = self._app.screen_stack
        return bool(stack) and stack[-1].is_mounted

    @property
    def _is_slow(self) -> bool:
        return self._reads_since is not None and time.monotonic() - self._reads_since > SLOW

    async def _watch(self) -> None:
        try:
            await self._quiet()
            while self._waiting:
                self._let_through = self._waiting.popleft()
                self._app.post_message(self._let_through)
                await self._quiet()
        finally:
            self._watching = self._reads_since = None

    async def _quiet(self) -> None:
        """Until application, screen and focused part have nothing left to do, three times in a row."""
        began, calm = time.monotonic(), 0
        while calm < 3:
            await asyncio.sleep(0)
            stack = self._app.screen_stack
            if not stack:  # the application is ending
                return
            screen, now = stack[-1], time.monotonic()
            reads = _reads(screen)
            if reads:
                self._reads_since, began = self._reads_since or now, now
                await asyncio.sleep(0.005)
            else:
                self._reads_since = None
                if self._is_painted and now - began > HELD_AT_MOST:
                    return
            # A key climbs from the focused part through everything around it; one may not overtake another there.
            pumps = screen.focused.ancestors_with_self if screen.focused else (screen, self._app)
            busy = reads or any(pump.message_queue_size for pump in pumps)
            calm = 0 if busy or not screen.is_mounted or self._let_through is not None else calm + 1


def _reads(screen: Screen[object]) -> bool:
    return isinstance(screen, BaseScreen) and any(slot in screen.calls for slot in READINGS)
