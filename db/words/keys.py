"""Row keys made by the application: UUID version 7 (RFC 9562), monotonic within a process."""

from __future__ import annotations

import os
import threading
import time
from array import array
from uuid import UUID

RULES_CHANGED = "rules"
"""Among the keys of changed records: who may see what has changed, so whatever is shown is read again."""
_lock = threading.Lock()
_last = 0
_BLOCK = 2_048
_random: list[int] = []


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


# A child process must not go on with the random numbers of its parent.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_random.clear)
