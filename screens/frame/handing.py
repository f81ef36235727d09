"""An answer that is handed from its thread to who waits for it, for a moment; after that it goes by post."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Handing(Generic[T]):
    """One answer. Whether it was handed over or has to be posted is settled once, for both sides alike."""

    def __init__(self) -> None:
        self._came = threading.Event()
        self._lock = threading.Lock()
        self._awaited = True
        self._answer: T | None = None

    def give(self, answer: T) -> bool:
        """Called by the thread; whether somebody still waits, and has it now."""
        with self._lock:
            if not self._awaited:
                return False
            self._answer = answer
        self._came.set()
        return True

    def take(self, seconds: float) -> T | None:
        """Wait so long at most; None when the answer will come by post."""
        self._came.wait(seconds)
        with self._lock:
            self._awaited = False
            return self._answer
