"""Row keys made by the application: UUID version 7 (RFC 9562), monotonic within a process."""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID

RULES_CHANGED = "rules"
"""Among the keys of changed records: who may see what has changed, so whatever is shown is read again."""
_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A new key, greater than every key this process made before, even when the clock goes back.

    Layout: 48 bits of Unix milliseconds, 12 bits of counter, 62 random bits.
    """
    global _last  # noqa: PLW0603 - one counter a process is what makes keys monotonic
    with _lock:
        tick = (time.time_ns() // 1_000_000) << 12
        _last = max(tick, _last + 1)
        stamp = _last
    high = (stamp >> 12) << 16 | 0x7000 | (stamp & 0xFFF)
    low = 0x8000000000000000 | (int.from_bytes(os.urandom(8), "big") >> 2)
    return UUID(int=(high & 0xFFFFFFFFFFFFFFFF) << 64 | low)
