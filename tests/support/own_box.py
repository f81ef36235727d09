"""A box as the application is given one, with a key of its own: two starts of one test share it."""

from __future__ import annotations

from db.store.boxes import KEY_BYTES, Unreadable, lock, unlock


class OwnBox:
    """Locks and opens under one key."""

    def __init__(self, key: bytes = b"k" * KEY_BYTES) -> None:
        self._key = key

    def lock(self, plain: bytes, *, about: str) -> bytes:
        return lock(self._key, plain, about=about.encode())

    def open(self, box: bytes, *, about: str) -> bytes | None:
        try:
            return unlock(self._key, box, about=about.encode())
        except Unreadable:
            return None
