"""One daemon thread that waits for changes made elsewhere and passes their record keys on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from db.words.errors import TrackerError
from screens.frame.asking import Asker

Wait = Callable[[float], Iterable[str]]


class Watcher:
    """Calls `wait` over and over; quitting never waits for it.

    `changed` gets the keys, `lost` is told once when the database is away and once when it is back;
    both are called on the thread, so they must only post.
    """

    def __init__(self, wait: Wait, *, changed: Callable[[frozenset[str]], None], lost: Callable[[bool], None]) -> None:
        self._wait = wait
        self._changed = changed
        self._lost = lost
        self._away = False
        self._stop = threading.Event()

    def start(self) -> None:
        """Begin to watch."""
        threading.Thread(target=self._run, name="live", daemon=True).start()

    def stop(self) -> None:
        """Watch no longer; returns at once."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                keys = frozenset(self._wait(1.0))
            except TrackerError:
                self._tell(away=True)
                self._stop.wait(1.0)
                continue
            self._tell(away=False)
            if keys and not self._stop.is_set():
                self._changed(keys)

    def _tell(self, *, away: bool) -> None:
        if away != self._away and not self._stop.is_set():
            self._away = away
            self._lost(away)


class LiveHost:
    """The part of the application that has threads: none goes on behind it, and it waits for none."""

    asker: Asker
    watcher: Watcher | None

    def on_unmount(self) -> None:
        """The application has ended, in whatever way."""
        if self.watcher is not None:
            self.watcher.stop()
        self.asker.close()
