"""Brings a database to the newest version of the tables, and says where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from db.store.engine import IMMEDIATE, make_engine
from db.store.rescue import told_plainly
from db.store.wall.install import Wall, enter_owner, put_up, take_down
from db.tables.registry import metadata
from db.words.errors import Misconfigured

_FOLDER = Path(__file__).parent / "migrations"


def config_for(connection: Connection | None = None) -> Config:
    """Alembic's configuration without an ini file; the connection is handed to the environment."""
    config = Config()
    # Alembic reads `%` as the begin of a reference to another option.
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def head() -> str:
    """The newest revision that this program knows."""
    revision = ScriptDirectory.from_config(config_for()).get_current_head()
    return revision or ""


def current(url: str, *, key: bytes | None = None) -> str:
    """The revision a database stands at; empty for a new one."""
    engine = make_engine(url, key=key)
    try:
        with told_plainly(), engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        engine.dispose()


def upgrade(url: str, *, key: bytes | None = None, revision: str = "head", wall: Wall | None = None) -> None:
    """Run every missing step in one transaction; raises a TrackerError that says what stopped it.

    On PostgreSQL the second wall is taken down meanwhile and `wall` put up after; without one the tables stay
    shut to everybody but their owner.
    """

    def run(connection: Connection) -> None:
        command.upgrade(config_for(connection), revision)
        if wall is not None and connection.dialect.name == "postgresql":
            put_up(connection, wall)

    _step(url, key, run)


def lower_wall(url: str) -> None:
    """Take the second wall of PostgreSQL down: the tables stay shut to everybody but their owner."""
    _step(url, None, lambda _connection: None)


def raise_wall(url: str, wall: Wall) -> None:
    """Put the second wall up around tables of this version."""
    _step(url, None, lambda connection: put_up(connection, wall))


def downgrade(url: str, revision: str, *, key: bytes | None = None) -> None:
    """Take the tables back to `revision`."""
    _step(url, key, lambda connection: command.downgrade(config_for(connection), revision))


def differences(url: str, *, key: bytes | None = None) -> list[str]:
    """What the tables in the database lack of what the program expects; empty when they agree."""
    engine = make_engine(url, key=key)
    try:
        with told_plainly(), engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return [str(each) for each in compare_metadata(context, metadata)]
    finally:
        engine.dispose()


def _step(url: str, key: bytes | None, run: Callable[[Connection], None]) -> None:
    """One transaction; SQLite rebuilds a table to alter it, so foreign keys are off meanwhile and checked after."""
    engine = make_engine(url, key=key)
    try:
        with told_plainly(), engine.connect().execution_options(**IMMEDIATE) as connection:
            sqlite = connection.dialect.name == "sqlite"
            if sqlite:
                _outside_transaction(connection, "PRAGMA foreign_keys=OFF")
            with connection.begin():
                if not sqlite:
                    enter_owner(connection)
                    take_down(connection)
                run(connection)
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise Misconfigured(
                        "The new tables would break references between rows.", kept="The database is as it was."
                    )
            if sqlite:
                _outside_transaction(connection, "PRAGMA foreign_keys=ON")
    finally:
        engine.dispose()


def _outside_transaction(connection: Connection, statement: str) -> None:
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(statement)
