"""Row keys made by the application: UUID version 7 (RFC 9562), monotonic within a process."""

from __future__ import annotations

import os
import threading
import time
from array import array
from collections.abc import Iterator
from struct import Struct
from uuid import UUID

RULES_CHANGED = "rules"
"""Among the keys of changed records: who may see what has changed, so whatever is shown is read again."""
_lock = threading.Lock()
_last = 0
_BLOCK = 2_048
_random: list[int] = []
_HALVES = Struct(">QQ")


def uuid7() -> UUID:
    """A new key, greater than every key this process made before, even when the clock goes back.

    Layout: 48 bits of Unix milliseconds, 12 bits of counter, 62 random bits.
    """
    global _last  # noqa: PLW0603 - one counter a process is what makes keys monotonic
    with _lock:
        tick = (time.time_ns() // 1_000_000) << 12
        _last = max(tick, _last + 1)
        stamp = _last
        if not _random:
            # From the system in blocks: an import makes a dozen keys a record.
            _random.extend(value >> 2 for value in array("Q", os.urandom(_BLOCK)))
        low = _random.pop()
    high = (stamp >> 12) << 16 | 0x7000 | (stamp & 0xFFF)
    return UUID(int=(high & 0xFFFFFFFFFFFFFFFF) << 64 | 0x8000000000000000 | low)


def uuid7_bytes() -> Iterator[bytes]:
    """Keys without end as their 16 bytes, rising: for a bulk of rows, several times faster than one by one.

    They are set aside in blocks, so a key that is made elsewhere meanwhile may stand between them.
    """
    while True:
        yield from _block()


def _block() -> list[bytes]:
    global _last  # noqa: PLW0603 - the counter of uuid7
    with _lock:
        first = max((time.time_ns() // 1_000_000) << 12, _last + 1)
        _last = first + _BLOCK - 1
        # What a child process inherits of a block it must not use: a bulk of rows is made by one process.
        low = array("Q", os.urandom(_BLOCK * 8))
    pack = _HALVES.pack
    return [
        pack((stamp >> 12) << 16 | 0x7000 | (stamp & 0xFFF), 0x8000000000000000 | value >> 2)
        for stamp, value in zip(range(first, first + _BLOCK), low, strict=True)
    ]


# A child process must not go on with the random numbers of its parent.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_random.clear)
