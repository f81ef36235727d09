"""Fresh databases for tests: copies of a template that is migrated once in a run."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import uuid4

import psycopg
from psycopg import sql

from db.store.wall.roles import APP, OWNER
from tests.support import postgres
from tests.support.postgres import Binaries

TEMPLATE = "tracker_template"


@dataclass(frozen=True, slots=True)
class Database:
    """One database that belongs to one test.

    `url` is what `--database` and `db.store` take (with the password, on PostgreSQL); `path` is the file, on
    SQLite only.
    """

    url: str
    dialect: Literal["sqlite", "postgresql"]
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Backend:
    """Where a test's databases come from: SQLite (`binaries` None) or one version of PostgreSQL."""

    run_dir: Path
    owner: int
    binaries: Binaries | None = None

    @contextmanager
    def migrated(self, folder: Path) -> Iterator[Database]:
        """A fresh database with every table of the newest migration and no row."""
        if self.binaries is None:
            path = folder / f"{uuid4().hex}.db"
            shutil.copyfile(self._sqlite_template(), path)
            yield Database(f"sqlite:///{path}", "sqlite", path)
            return
        with self._postgres(self.binaries, template=True) as database:
            yield database

    @contextmanager
    def empty(self, folder: Path) -> Iterator[Database]:
        """A fresh database with nothing in it, not even a table."""
        if self.binaries is None:
            path = folder / f"{uuid4().hex}.db"
            yield Database(f"sqlite:///{path}", "sqlite", path)
            return
        with self._postgres(self.binaries, template=False) as database:
            yield database

    def _sqlite_template(self) -> Path:
        path = self.run_dir / "template.db"
        with postgres.locked(self.run_dir / "template.lock"):
            if not path.exists():
                making = self.run_dir / "making.db"
                _upgrade(f"sqlite:///{making}")
                with sqlite3.connect(making) as plain:
                    plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                plain.close()
                making.rename(path)
        return path

    @contextmanager
    def _postgres(self, binaries: Binaries, *, template: bool) -> Iterator[Database]:
        server = postgres.shared(binaries, self.run_dir, owner=self.owner)
        if template:
            self._postgres_template(binaries, server.address)
        name = f"t_{uuid4().hex}"
        source = TEMPLATE if template else "template0"
        made = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}{}").format(
            sql.Identifier(name),
            sql.Identifier(OWNER),
            sql.Identifier(source),
            # By files instead of by the log: a third of the time, where the files lie in memory.
            sql.SQL(" STRATEGY file_copy" if binaries.major >= 15 else ""),
        )
        # A copy has the tables' rights, but not the database's own.
        closed = sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name))
        opened = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), sql.Identifier(APP))
        _execute(server.address, made, closed, opened)
        try:
            yield Database(_with_name(server.address, name), "postgresql")
        finally:
            _execute(server.address, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _postgres_template(self, binaries: Binaries, address: str) -> None:
        done = self.run_dir / f"{binaries.label}.migrated"
        with postgres.locked(self.run_dir / f"{binaries.label}.template.lock"):
            if done.exists():
                return
            _execute(address, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(TEMPLATE)))
            _execute(
                address,
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(TEMPLATE), sql.Identifier(OWNER)),
            )
            _upgrade(_with_name(address, TEMPLATE))
            # What making the tables has left behind is not copied for every test.
            _execute(_with_name(address, TEMPLATE), sql.SQL("VACUUM FULL").format())
            done.touch()


def _upgrade(url: str) -> None:
    # Alembic is loaded only by tests that want a migrated database.
    from db.keeper.the_wall import whole_wall
    from db.store.upgrade import upgrade

    # Tests live on days of their own.
    upgrade(url, wall=whole_wall(invented=True))


def _with_name(address: str, name: str) -> str:
    return address.rpartition("/")[0] + "/" + name


def _execute(address: str, *statements: sql.Composed) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
