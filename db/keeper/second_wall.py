"""PostgreSQL as the second wall, looked at as the application itself: with its own login, and nobody signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.keeper.installation import Installation


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
