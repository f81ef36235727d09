"""Keys that are the same in every demo home: made from names, shaped as UUID version 7."""

from __future__ import annotations

import hashlib
from uuid import UUID

# 1 January 2026, 00:00 UTC: every demo key is older than anything typed into the demo.
_BIRTH_MILLISECONDS = 1_767_225_600_000


def key(*names: object) -> UUID:
    """The key of whatever the names name; equal names give equal keys."""
    digest = hashlib.sha256("/".join(str(name) for name in names).encode()).digest()
    bits = int.from_bytes(digest[:10], "big")
    high = _BIRTH_MILLISECONDS << 16 | 0x7000 | (bits >> 64 & 0xFFF)
    low = 0x8000000000000000 | (bits & 0x3FFFFFFFFFFFFFFF)
    return UUID(int=high << 64 | low)


def user_key(name: str) -> UUID:
    """The key of a demo user."""
    return key("user", name)
