"""Days and times as feeds write them, turned into London's: dd/MM/yyyy, ISO dates and ISO moments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from db.words.clock import LONDON

_UK_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z", re.ASCII)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?)?\Z",
    re.ASCII,
)
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\Z", re.ASCII)


@lru_cache(maxsize=4096)
def day_from(text: str) -> date | None:
    """The day that `dd/MM/yyyy`, `yyyy-MM-dd` or an ISO moment names in London; None when none does."""
    uk = _UK_DAY.match(text)
    try:
        if uk:
            return date(int(uk[3]), int(uk[2]), int(uk[1]))
        moment = moment_from(text)
    except ValueError:
        return None
    return moment.date() if moment else None


@lru_cache(maxsize=4096)
def moment_from(text: str) -> datetime | None:
    """The ISO moment as London time (aware); a moment without zone is taken as London's already.

    A date alone is its midnight. `2021-06-25T09:00:00.000Z` is 10:00, because June is summer time.
    """
    found = _ISO.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        zone = _zone(found[7])
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone or LONDON)
        return moment.astimezone(LONDON)
    except (ValueError, OverflowError):
        return None


def has_zone(text: str) -> bool:
    """Whether the ISO moment says which zone it is in."""
    found = _ISO.match(text)
    return bool(found and found[7])


@lru_cache(maxsize=2048)
def time_from(text: str) -> time | None:
    """`HH:mm` or `HH:mm:ss` on the court's wall; None when it is neither."""
    found = _TIME.match(text)
    if not found:
        return None
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        return None


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
