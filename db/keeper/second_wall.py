"""PostgreSQL as the second wall, looked at as the application itself: with its own login, and nobody signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from db.keeper.installation import Installation
    from db.words.actor import Actor


@dataclass(frozen=True, slots=True)
class WallSeen:
    """The server's version, and what is wrong with the wall in sentences; none where all is right."""

    server: str
    faults: tuple[str, ...]


def look_at_wall(installation: Installation) -> WallSeen:
    """Whether the server holds every statement to the rules, whoever speaks to it. Raises as `insist_current` does."""
    from db.access.wall import wall
    from db.store.standing import insist_current
    from db.store.wall.install import faults

    with installation.units.raw("sign-in") as connection:
        insist_current(connection)
        server = str(connection.exec_driver_sql("SHOW server_version").scalar())
        return WallSeen(server, tuple(faults(connection, wall())))


def set_up_statements(database: str) -> tuple[str, ...]:
    """What the server's own administrator runs once for this database, in order."""
    from db.store.wall.roles import set_up

    return tuple(set_up(database))


def looks_after(installation: Installation) -> bool:
    """Whether the address in use may go past the wall, as upkeep must: the owner's may, a terminal's may not."""
    if installation.file is not None:
        return True
    from db.store.wall.install import may_look_after

    with installation.units.raw("sign-in") as connection:
        return may_look_after(connection)


@contextmanager
def reading_log(installation: Installation, actor: Actor | None) -> Iterator[Connection]:
    """A connection that reads the whole log: past the wall, or at a terminal as the auditor who may read it anyway.

    Raises Refused for anybody else at a terminal, with a word about the owner's address.
    """
    from db.access.audit_rules import reads_log

    if actor is None or not reads_log(actor).allowed or looks_after(installation):
        with installation.units.raw("keeper") as connection:
            yield connection
    else:
        with installation.units.raw("lookup", actor=actor) as connection:
            yield connection
