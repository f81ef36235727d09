"""Copies of a SQLite database, made while others write, and proved before they count; a copy can change the key."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from db.store.private_files import PRIVATE_FILE, reason, sync_folder
from db.store.raw_file import RawFile, is_plain, opened, opens, raw_key, said
from db.words.errors import Misconfigured, Refused, TryLater

_BLOCK = 1 << 20


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
    """A whole, consistent copy of a database that others are using, under the same key; they go on working.

    `VACUUM INTO` reads one snapshot, so the copy is the record of one moment, without free pages. The
    copy is proved before it gets its name. Raises Refused when `target` exists, TryLater when the disk is full.
    """
    if target.exists():
        raise Refused(f"There is a file {target} already.", to_do="Name another one, or give --yes.")
    making = _beside(target, "making")
    try:
        with opened(source, key) as connection, said(making):
            _write_copy(connection, making, was=key, now=key)
        proof = prove(making, key=key)
        _settle(making, target)
    finally:
        _clear(making)
    return proof


def prove(path: Path, *, key: bytes | None = None) -> Proof:
    """Read every page and every reference of a database file.

    Raises Misconfigured when it is damaged (and names the page, in an encrypted file), is not Tracker's, or
    cannot be read.
    """
    if not path.is_file():
        raise Misconfigured(f"There is no file {path}.")
    with opened(path, key, read_only=True) as connection, said(path):
        if key is not None and (bad := connection.execute("PRAGMA cipher_integrity_check").fetchone()):
            raise Misconfigured(f"{path} is damaged or was altered: {bad[0]}.", to_do="Use an older backup.")
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


def put_back(
    backup: Path, database: Path, *, aside: Path, key: bytes | None = None, backup_key: bytes | None = None
) -> Proof:
    """Put a proved backup in the place of the database, under the database's key; what was there is kept as `aside`.

    `backup_key` is the backup's own, None for one that is not encrypted. Raises TryLater while anybody has the
    database open, and what `prove` raises; nothing is changed then.
    """
    expected = prove(backup, key=backup_key)
    making = _beside(database, "restoring")
    try:
        with opened(backup, backup_key, read_only=True) as connection, said(making):
            _write_copy(connection, making, was=backup_key, now=key)
        if prove(making, key=key) != expected:
            raise Refused("The copy does not hold what the backup holds.", to_do="Try again on another disk.")
        if database.exists():
            _close_for_good(database, key)
            _settle(database, aside)
        _settle(making, database)
    finally:
        _clear(making)
    return expected


def give_key(database: Path, *, was: bytes | None, now: bytes, keep_new: Callable[[], object]) -> Proof:
    """The same database under another key, or encrypted for the first time (`was` None), and the old file wiped.

    A whole copy under the new key is proved, then `keep_new` keeps the key, then the copy takes the name: at every
    moment one of the two keys opens the file of that name. Raises TryLater while anybody has the database open.
    """
    making = _beside(database, "rekeying")
    # Opened first and closed last: closing any descriptor of the file would give up the database's locks.
    old = os.open(database, os.O_RDWR)
    try:
        with opened(database, was) as connection, said(database):
            _lock_out(connection)
            # What a change that was killed left behind opens with no key any more.
            for stale in database.parent.glob(f".{database.name}.*.rekeying*"):
                stale.unlink(missing_ok=True)
            before = _counted(connection)
            _write_copy(connection, making, was=was, now=now)
            proof = prove(making, key=now)
            if proof.rows != before:
                raise Refused("The copy does not hold what the database holds.", to_do="Try again on another disk.")
            keep_new()
            _settle(making, database)
            # A terminal that waited for the lock has the old file in its hand: it must find nothing there.
            _wipe(old)
    finally:
        os.close(old)
        _clear(making)
    return proof


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


def _counted(connection: RawFile) -> dict[str, int]:
    names = [str(row[0]) for row in connection.execute(_TABLES)]
    return {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608 - as in prove


def _write_copy(connection: RawFile, target: Path, *, was: bytes | None, now: bytes | None) -> None:
    """Everything in the open database as a new file under `now`, which a plain one has none of only if `was` has none.

    SQLCipher cannot encrypt a plain file where it lies, so that one is exported; it changes a key only in a file
    that is not in write-ahead mode, which a fresh copy never is.
    """
    target.unlink(missing_ok=True)
    target.touch(mode=PRIVATE_FILE)
    if was is None and now is not None:
        connection.execute("ATTACH ? AS sealed KEY ?", (str(target), raw_key(now)))
        connection.execute("SELECT sqlcipher_export('sealed')").fetchone()
        connection.execute("DETACH sealed")
        return
    connection.execute("VACUUM INTO ?", (str(target),))
    if now is not None and was != now:
        with opened(target, was) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute(f'PRAGMA rekey="{raw_key(now)}"')


def _close_for_good(database: Path, key: bytes | None) -> None:
    """Take the database out of write-ahead mode, which only works when nobody else has it open.

    One that cannot be read is nobody's any more, and is put aside as it stands.
    """
    if is_plain(database) != (key is None) or not opens(database, key):
        return
    with opened(database, key) as connection, said(database):
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    if str(mode).lower() != "delete":
        raise TryLater("Others have the database open.", to_do="End Tracker on every terminal first.")


def _lock_out(connection: RawFile) -> None:
    """Keep everybody else out until the connection is closed."""
    for statement in (
        "PRAGMA journal_mode=DELETE",
        "PRAGMA locking_mode=EXCLUSIVE",
        "BEGIN EXCLUSIVE",
        "COMMIT",
    ):
        connection.execute(statement).fetchone()
    if str(connection.execute("PRAGMA journal_mode").fetchone()[0]).lower() != "delete":
        raise TryLater("Others have the database open.", to_do="End Tracker on every terminal first.")


def _wipe(descriptor: int) -> None:
    """Overwrite a file that lost its name; a disk that moves its blocks may still hold traces."""
    size = os.fstat(descriptor).st_size
    os.lseek(descriptor, 0, os.SEEK_SET)
    for start in range(0, size, _BLOCK):
        os.write(descriptor, b"\0" * min(_BLOCK, size - start))
    os.fsync(descriptor)


def _beside(path: Path, doing: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{doing}")


def _clear(making: Path) -> None:
    for tail in ("", "-journal", "-wal", "-shm"):
        making.with_name(making.name + tail).unlink(missing_ok=True)


def _settle(made: Path, named: Path) -> None:
    """Flush the file, give it its name, and make the name last."""
    try:
        descriptor = os.open(made, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        made.chmod(PRIVATE_FILE)
        made.rename(named)
        sync_folder(named.parent)
    except OSError as fault:
        raise TryLater(f"{named} could not be written: {reason(fault)}.") from fault
