"""A SQLite file opened past SQLAlchemy, with its key: to copy it, prove it, or see whether a key is the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

from db.words.errors import Misconfigured, TryLater

BUSY_MILLISECONDS: Final = 5_000
# What the file of an unencrypted database begins with; an encrypted one begins with random bytes.
_PLAIN: Final = b"SQLite format 3\x00"


class RawFile(Protocol):
    """The driver's connection, as far as it is used here."""

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:  # noqa: ANN401 - the driver is untyped
        """Run one statement."""


def raw_key(key: bytes) -> str:
    """The key as SQLCipher takes it without deriving another from it (deriving costs 0.1 s at each opening)."""
    return f"x'{key.hex()}'"


def is_plain(path: Path) -> bool:
    """Whether anybody can read this database without a key. Raises Misconfigured when the file cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) == _PLAIN
    except FileNotFoundError:
        return False
    except OSError as fault:
        raise Misconfigured(f"{path} cannot be read: {(fault.strerror or type(fault).__name__).lower()}.") from fault


def opens(path: Path, key: bytes | None) -> bool:
    """Whether this key opens the file; a file that is only busy counts as opened."""
    from sqlcipher3 import dbapi2

    with opened(path, key) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.OperationalError:
            return True
        except dbapi2.DatabaseError:
            return False
    return True


@contextmanager
def opened(path: Path, key: bytes | None, *, read_only: bool = False) -> Iterator[RawFile]:
    """A connection of the driver itself, closed at the end. Raises Misconfigured when there is no such file."""
    # Loaded by the few acts that go past SQLAlchemy.
    from sqlcipher3 import dbapi2

    mode = "ro" if read_only else "rw"
    try:
        connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    except dbapi2.Error:
        raise Misconfigured(f"{path} cannot be opened.") from None
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        if key is not None:
            connection.execute(f'PRAGMA key="{raw_key(key)}"')
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        connection.execute("PRAGMA temp_store=MEMORY")
        yield connection
    finally:
        connection.close()


@contextmanager
def said(path: Path) -> Iterator[None]:
    """What the driver raises, as a sentence about this file."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.OperationalError as fault:
        told = str(fault).lower()
        if "full" in told or "disk" in told:
            raise TryLater(f"The disk has no room for {path}.", to_do="Free some space, then try again.") from None
        if "locked" in told or "busy" in told:
            raise TryLater("Others have the database open.", to_do="End Tracker on every terminal first.") from None
        raise TryLater(f"{path} cannot be read or written.", to_do="Check the folder and its rights.") from None
    except dbapi2.DatabaseError:
        raise Misconfigured(f"{path} cannot be read: damaged, encrypted with another key, or not a database.") from None
