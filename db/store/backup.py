"""Copies of a SQLite database, made while others write, and proved before they count."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.store.private_files import reason, sync_folder
from db.words.errors import Misconfigured, Refused, TryLater

BUSY_MILLISECONDS = 5_000


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found in a database file: the version of its tables, and the rows of each."""

    version: str
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Rows of all tables."""
        return sum(self.rows.values())


def copy_live(source: Path, target: Path, *, key: bytes | None = None) -> Proof:
    """A whole, consistent copy of a database that others are using; they go on reading and writing.

    `VACUUM INTO` reads one snapshot, so the copy is the record of one moment, without free pages. The
    copy is proved before it gets its name. Raises Refused when `target` exists, TryLater when the disk is full.
    """
    if target.exists():
        raise Refused(f"There is a file {target} already.", to_do="Name another one, or give --yes.")
    making = target.with_name(f".{target.name}.{os.getpid()}.making")
    try:
        with _opened(source, key) as connection, _said(making):
            connection.execute("VACUUM INTO ?", (str(making),))
        proof = prove(making, key=key)
        _settle(making, target)
    finally:
        making.unlink(missing_ok=True)
    return proof


def prove(path: Path, *, key: bytes | None = None) -> Proof:
    """Read every page and every reference of a database file.

    Raises Misconfigured when it is damaged, is not Tracker's, or cannot be read.
    """
    if not path.is_file():
        raise Misconfigured(f"There is no file {path}.")
    with _opened(path, key, read_only=True) as connection, _said(path):
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise Misconfigured(f"{path} is damaged: {found[0]}.", to_do="Use an older backup.")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Misconfigured(f"{path} has rows that refer to rows that are missing.", to_do="Use an older backup.")
        names = [str(row[0]) for row in connection.execute(_TABLES)]
        if "alembic_version" not in names:
            raise Misconfigured(f"{path} is not a database of Tracker.")
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        counts = {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608 - names from the file's own catalogue
    return Proof(str(version[0]) if version else "", counts)


def put_back(backup: Path, database: Path, *, aside: Path, key: bytes | None = None) -> Proof:
    """Put a proved backup in the place of the database, which is kept as `aside`.

    Raises TryLater while anybody has the database open, and what `prove` raises; nothing is changed then.
    """
    expected = prove(backup, key=key)
    making = database.with_name(f".{database.name}.{os.getpid()}.restoring")
    try:
        with _opened(backup, key, read_only=True) as connection, _said(making):
            connection.execute("VACUUM INTO ?", (str(making),))
        if prove(making, key=key) != expected:
            raise Refused("The copy does not hold what the backup holds.", to_do="Try again on another disk.")
        if database.exists():
            _close_for_good(database, key)
            _settle(database, aside)
        _settle(making, database)
    finally:
        making.unlink(missing_ok=True)
    return expected


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


@contextmanager
def _opened(path: Path, key: bytes | None, *, read_only: bool = False) -> Iterator[Any]:
    # Loaded by the few commands that copy a database.
    from sqlcipher3 import dbapi2

    mode = "ro" if read_only else "rw"
    try:
        connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    except dbapi2.Error:
        raise Misconfigured(f"{path} cannot be opened.") from None
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        if key is not None:
            connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        yield connection
    finally:
        connection.close()


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """What the driver raises, as a sentence about this file."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.OperationalError as fault:
        said = str(fault).lower()
        if "full" in said or "disk" in said:
            raise TryLater(f"The disk has no room for {path}.", to_do="Free some space, then try again.") from None
        if "locked" in said or "busy" in said:
            raise TryLater("Others have the database open.", to_do="End Tracker on every terminal first.") from None
        raise TryLater(f"{path} cannot be read or written.", to_do="Check the folder and its rights.") from None
    except dbapi2.DatabaseError:
        raise Misconfigured(f"{path} cannot be read: damaged, encrypted with another key, or not a database.") from None


def _close_for_good(database: Path, key: bytes | None) -> None:
    """Take the database out of write-ahead mode, which only works when nobody else has it open."""
    with _opened(database, key) as connection, _said(database):
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    if str(mode).lower() != "delete":
        raise TryLater("Others have the database open.", to_do="End Tracker on every terminal first.")


def _settle(made: Path, named: Path) -> None:
    """Flush the file, give it its name, and make the name last."""
    try:
        descriptor = os.open(made, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        made.chmod(0o600)
        made.rename(named)
        sync_folder(named.parent)
    except OSError as fault:
        raise TryLater(f"{named} could not be written: {reason(fault)}.") from fault
