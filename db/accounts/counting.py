"""Keeps the counts of wrong tries in a SQLite file: one row for an account name, one for a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.accounts import throttle
from db.accounts.throttle import Count
from db.tables.sessions import SignInCount
from db.words.keys import uuid7

_count: sa.Table = SignInCount.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Subjects:
    """Under what a try is counted: the digests of the account's name and of the terminal's."""

    account: bytes
    place: bytes


def seconds_left(connection: Connection, who: Subjects, now: datetime) -> float:
    """How long there is still to wait; a clock that went back is noted, so that the wait runs from now."""
    left = 0.0
    for subject in (who.account, who.place):
        before = _read(connection, subject)
        count = throttle.settled(before, now)
        if count != before:
            _write(connection, subject, count)
        left = max(left, throttle.seconds_left(count, now))
    return left


def add(connection: Connection, who: Subjects, now: datetime) -> float:
    """Count one try, wrong until it is known to be right; gives the seconds to wait if it was wrong."""
    longest = 0.0
    for subject in (who.account, who.place):
        count = throttle.tried(_read(connection, subject), now)
        _write(connection, subject, count)
        longest = max(longest, throttle.seconds_left(count, now))
    return longest


def spare(connection: Connection, who: Subjects) -> None:
    """Take the last try back from both."""
    for subject in (who.account, who.place):
        _write(connection, subject, throttle.spared(_read(connection, subject)))


def forgive(connection: Connection, who: Subjects) -> None:
    """Somebody came in: the account's tries are forgotten, and so many of the terminal's."""
    own = _read(connection, who.account).failures
    for subject in (who.account, who.place):
        _write(connection, subject, throttle.forgiven(_read(connection, subject), own))


def clear(connection: Connection, subject: bytes) -> bool:
    """An administrator ends the wait; whether there was one to end."""
    waited = _read(connection, subject).failures > 0
    _write(connection, subject, Count())
    return waited


def _read(connection: Connection, subject: bytes) -> Count:
    c = _count.c
    row = connection.execute(sa.select(c.failures, c.last_at, c.until).where(c.subject == subject)).first()
    return Count() if row is None else Count(row.failures, row.last_at, row.until)


def _write(connection: Connection, subject: bytes, count: Count) -> None:
    values = {"failures": count.failures, "last_at": count.last_at, "until": count.until}
    if not connection.execute(sa.update(_count).where(_count.c.subject == subject).values(values)).rowcount:
        connection.execute(sa.insert(_count).values(id=uuid7(), version=1, subject=subject, **values))
