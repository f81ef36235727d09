"""As of when a large file of prisoners was drawn: it tells of no movement after that day, and of many until it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, Final

from db.custody.release import is_never
from db.exchange.formats.moments import day_from

ENOUGH: Final = 1_000
"""Of so many prisoners somebody moves every day; of a few prisoners the last movement may be years ago."""
_CHUNK: Final = 2**20
_OVERLAP: Final = 64
_MOVED: Final = re.compile(rb'"lastMovementDate"\s{0,8}:\s{0,8}"(\d{4}-\d\d-\d\d)"')


def as_of(stream: BinaryIO) -> datetime | None:
    """The day of the latest movement that the file tells of; None for a file that tells of few.

    The stream is left at its end.
    """
    latest, count, rest = b"", 0, b""
    while chunk := stream.read(_CHUNK):
        window = rest + chunk
        end = 0
        for found in _MOVED.finditer(window):
            count += 1
            latest = max(latest, found[1])
            end = found.end()
        rest = window[max(end, len(window) - _OVERLAP) :]
    return moment_of(latest.decode("ascii"), count)


def moment_of(latest: str, count: int) -> datetime | None:
    """The beginning of the day after the latest movement, where enough movements are told."""
    day = day_from(latest) if count >= ENOUGH else None
    if day is None or is_never(day):
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
