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
    """The server's version, and what is wrong with the wall in sentences; none where all is right.

    `limits` are the time limits of this login in words, `unlimited` the names of those that it does not have.
    """

    server: str
    faults: tuple[str, ...]
    limits: tuple[str, ...] = ()
    unlimited: tuple[str, ...] = ()


def look_at_wall(installation: Installation) -> WallSeen:
    """Whether the server holds every statement to the rules, whoever speaks to it. Raises as `insist_current` does."""
    from db.keeper.the_wall import whole_wall
    from db.store.standing import insist_current
    from db.store.wall.install import faults
    from db.store.wall.patience import patience

    with installation.units.raw("sign-in") as connection:
        insist_current(connection)
        server = str(connection.exec_driver_sql("SHOW server_version").scalar())
        limits = patience(connection)
        return WallSeen(server, tuple(faults(connection, whole_wall())), limits.set_to, limits.missing)


def set_up_statements(database: str) -> tuple[str, ...]:
    """What the server's own administrator runs once for this database, in order."""
    from db.store.wall.roles import set_up

    return tuple(set_up(database))


def check_login(url: str, login: str) -> str:
    """What a new home should know of the login that its terminals get, on the server at `url`; mostly nothing.

    Raises Misconfigured for the owner of the database: row security holds no terminal that connects as that.
    """
    from db.store.engine import make_engine
    from db.store.rescue import told_plainly
    from db.store.wall.install import past_the_wall
    from db.store.wall.roles import APP
    from db.words.errors import Misconfigured

    engine = make_engine(url)
    try:
        with told_plainly(), engine.connect() as connection:
            found = past_the_wall(connection, login)
    finally:
        engine.dispose()
    name, instead = login or "this login", f"postgresql://{APP}@HOST/DATABASE"
    if found == "owner":
        raise Misconfigured(
            f"{name} looks after the whole database: terminals that connect as it could go past every sharing rule.",
            kept="Nothing was made.",
            to_do=f"Give the terminals {instead} with --database, and the owner's address in TRACKER_DATABASE_URL.",
        )
    if found:
        return (
            f"Terminals connect as {name}, a superuser, and so past every sharing rule: anybody at one of them can "
            f"read everything. Put {instead} into database.url of tracker.toml before there is a record."
        )
    return ""


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
