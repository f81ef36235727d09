"""What was read for one reader and holds still: words, facts, names on today's lists, until anything is committed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Self
from uuid import UUID

from sqlalchemy.engine import Connection

from db.people.lookup.facts import Facts
from db.people.lookup.today import NamesToday
from db.people.lookup.words import Listed, Spelling

MOST: Final = 20_000
"""Rows that are kept: some megabytes."""
_A_PERSON: Final = 20
_CONNECTION: Final = "tracker_lookup"
Stamp = tuple[object, int, int]
"""A connection, how often others have changed the database for it, and how many rows it has changed itself."""


@dataclass(slots=True)
class Kept:
    """Of one reader and one state of the database: whoever holds it when the database changes keeps to the old one."""

    stamp: Stamp | None = None
    begun: dict[tuple[Spelling, bool], list[tuple[int, str]]] = field(default_factory=dict)
    near: dict[Spelling, Listed] = field(default_factory=dict)
    today: NamesToday | None = None
    facts: dict[bool, dict[UUID, Facts]] = field(default_factory=lambda: {True: {}, False: {}})
    compared: dict[tuple[str, str, bool], float | None] = field(default_factory=dict)

    @property
    def _rows(self) -> int:
        """Roughly how much it is, in rows."""
        words = sum(map(len, self.begun.values())) + sum(map(len, self.near.values()))
        people = len(self.facts[True]) + len(self.facts[False])
        return words + len(self.compared) + _A_PERSON * people + (len(self.today.rows) if self.today else 0)

    @classmethod
    def now(cls, connection: Connection, before: Self | None) -> Self:
        """What was kept before, if it holds still for this connection, else nothing yet."""
        stamp = stamp_of(connection)
        if before is not None and stamp is not None and before.stamp == stamp and before._rows < MOST:
            return before
        return cls(stamp)


def stamp_of(connection: Connection) -> Stamp | None:
    """What changes with every commit that the connection can see; None where that is not told for nothing.

    To be asked in the transaction that reads, after its first statement: then it tells of what that one sees.
    """
    if connection.dialect.name != "sqlite":
        return None
    driver: Any = connection.connection.dbapi_connection
    (version,) = driver.execute("PRAGMA data_version").fetchone()
    # The key of the connection: numbers of different connections say nothing of each other.
    return connection.info.setdefault(_CONNECTION, object()), version, driver.total_changes
