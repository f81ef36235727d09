"""How long to wait after wrong tries: three are free, then ten seconds, doubling, never more than a quarter of an hour.

Pure; the second wall (`db/store/wall/sign_in.sql`) holds the same rules, and a test runs both against an oracle.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

FREE: Final = 3
FIRST_SECONDS: Final = 10
LONGEST_SECONDS: Final = 900
FORGOTTEN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Count:
    """Wrong tries of one account or one terminal: how many, the newest one, and until when nobody is let in."""

    failures: int = 0
    last_at: datetime | None = None
    until: datetime | None = None


def pause(failures: int) -> timedelta:
    """The wait that follows this many wrong tries."""
    if failures < FREE:
        return timedelta()
    return timedelta(seconds=min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** min(failures - FREE, 10)))


def settled(count: Count, now: datetime) -> Count:
    """The count as it stands now: forgotten a day after the newest wrong try.

    A clock that was set back shortens no wait: it begins anew. Nor does it make one longer than the rule has it.
    """
    if count.last_at is None:
        return count
    if count.last_at > now:
        return Count(count.failures, now, now + pause(count.failures) if count.until else None)
    return Count() if now - count.last_at > FORGOTTEN_AFTER else count


def seconds_left(count: Count, now: datetime) -> float:
    """How long there is still to wait; 0 when a try is allowed."""
    return max(0.0, (count.until - now).total_seconds()) if count.until else 0.0


def tried(count: Count, now: datetime) -> Count:
    """One try more. It counts as wrong until its answer is known."""
    failures = count.failures + 1
    return Count(failures, now, now + pause(failures) if failures >= FREE else None)


def spared(count: Count) -> Count:
    """The last try was right but did not lead in (a code is wanted, the account is ended): it counts no more."""
    return replace(count, failures=max(0, count.failures - 1), until=None)


def forgiven(count: Count, tries: int) -> Count:
    """Somebody came in: their own tries count no more. Of a terminal's count, those of others stay."""
    return replace(count, failures=max(0, count.failures - tries), until=None)
