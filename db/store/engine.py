"""Engines for both databases, with the pragmas, begins and limits that every connection needs."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from db.store.tls import verified
from db.words.errors import Misconfigured

BUSY_MILLISECONDS = 10_000
CACHE_KIBIBYTES = 65_536
_FILE = "sqlite:///"
# One round trip; true: until the transaction ends.
_ENTER = (
    "SELECT set_config('role', %s, true), set_config('tracker.token', %s, true), set_config('tracker.today', %s, true)"
)
_ENTER_SIGNED_IN = f"{_ENTER}, set_config('tracker.me', tracker.sealed_me(), true)"
BEGIN = "tracker_begin"
IMMEDIATE = {BEGIN: "BEGIN IMMEDIATE"}
ROLE = "tracker_role"
"""Execution option: the role of the server that a transaction acts in; without it the login acts as itself."""
TOKEN = "tracker_token"  # noqa: S105 - the name of an option
"""Execution option: the token of the sign-in that a transaction acts for, or what gives it; nobody without it."""
TODAY = "tracker_today"
"""Execution option: the court's present day, which only a database of invented data believes."""


def make_engine(url: str | URL, *, key: bytes | None = None, read_only: bool = False) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql://...`; `key` is the raw 256-bit key of an encrypted file.

    FILE is a path as it stands: nothing in it is escaped.

    Raises Misconfigured for any other kind of database.
    """
    parsed = _parsed(url)
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed, key, read_only=read_only)
        case "postgresql":
            return _postgresql(parsed, read_only=read_only)
        case other:
            raise Misconfigured(f"Tracker keeps its data in SQLite or PostgreSQL, not in {other}.")


def _parsed(url: str | URL) -> URL:
    """A folder may have `?`, `%` or `#` in its name, which mean something in other addresses."""
    if isinstance(url, str) and url.startswith(_FILE):
        return URL.create("sqlite", database=url.removeprefix(_FILE))
    return make_url(url)


def _sqlite(url: URL, key: bytes | None, *, read_only: bool) -> Engine:
    from sqlcipher3 import dbapi2  # 10 ms that a command which reads nothing need not pay

    _adapt(dbapi2)
    target = url.database or ""
    if read_only:
        url = url.set(database=f"file:{quote(target)}?mode=ro", query={"uri": "true"})
    engine = sa.create_engine(
        url,
        module=dbapi2,
        poolclass=sa.pool.QueuePool if target else sa.pool.StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": BUSY_MILLISECONDS / 1000},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for statement in _pragmas(key, read_only=read_only):
            cursor.execute(statement)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(str(connection.get_execution_options().get(BEGIN, "BEGIN")))

    return engine


def _adapt(driver: Any) -> None:  # noqa: ANN401 - the module of the driver
    """Say what becomes of a key, of nothing and of a truth value: the driver would look for it at each one of them.

    It knows texts, numbers and byte arrays by themselves, and spends a microsecond on every other value.
    """
    driver.register_adapter(bytes, bytearray)
    driver.register_adapter(bool, int)
    driver.register_adapter(type(None), {}.get)  # None for None, without a call of Python


def _pragmas(key: bytes | None, *, read_only: bool) -> list[str]:
    """In order: silence on stderr (it would tear the screen), the key, then durability and integrity."""
    lines = ["PRAGMA cipher_log_level=NONE"]
    if key is not None:
        lines.append(f"PRAGMA key=\"x'{key.hex()}'\"")
    lines += [
        f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
        "PRAGMA foreign_keys=ON",
        f"PRAGMA cache_size=-{CACHE_KIBIBYTES}",
        "PRAGMA temp_store=MEMORY",
    ]
    if not read_only:
        lines += ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON"]
    return lines


def _postgresql(url: URL, *, read_only: bool) -> Engine:
    options: dict[str, Any] = {"options": "-c default_transaction_read_only=on"} if read_only else {}
    engine = sa.create_engine(
        verified(url).set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=8,
        hide_parameters=True,
        connect_args={"connect_timeout": 10, "prepare_threshold": None, **options},
    )

    @event.listens_for(engine, "begin")
    def enter(connection: Connection) -> None:
        """Say who acts, for this transaction alone: what the server forgets at its end no pool can hand on."""
        given = connection.get_execution_options()
        if ROLE not in given:
            return
        told = given.get(TOKEN)
        token: bytes | None = told() if callable(told) else told
        day: date | None = given.get(TODAY)
        values = (given[ROLE], token.hex() if token else "", day.isoformat() if day else "")
        cursor = connection.connection.cursor()
        try:
            # Past SQLAlchemy's own events: no statement that it tells of carries the token.
            cursor.execute(_ENTER_SIGNED_IN if token else _ENTER, values)
        except engine.dialect.loaded_dbapi.Error as fault:
            raise DBAPIError(_ENTER, None, fault, hide_parameters=True) from None
        finally:
            cursor.close()

    return engine
