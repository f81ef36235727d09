"""Turns what a database driver raises into an error that a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from db.words.errors import Conflict, Misconfigured, Refused, TrackerError, TryLater

_KEPT = "Nothing was saved; what you typed is kept."
_SIGNS: tuple[tuple[str, type[TrackerError], str, str], ...] = (
    ("database or disk is full", TryLater, "The disk is full.", "Free some space, then save again."),
    ("no space left", TryLater, "The disk is full.", "Free some space, then save again."),
    ("disk i/o error", TryLater, "The disk does not answer properly.", "Tell your administrator, then save again."),
    ("database is locked", TryLater, "The database is busy with another writer.", "Try again in a moment."),
    (
        "tracker.sign_in_wait",
        TryLater,
        "This account is being asked for at another place just now.",
        "Try again in a moment.",
    ),
    ("lock timeout", TryLater, "The database is busy with another writer.", "Try again in a moment."),
    ("deadlock", TryLater, "The database is busy with another writer.", "Try again in a moment."),
    ("readonly database", TryLater, "The database can only be read.", "Ask your administrator for write access."),
    ("read-only transaction", TryLater, "The database can only be read.", "Ask your administrator."),
    (
        "permission denied to set role",
        Refused,
        "This looks after the whole database, which the address of this home may not.",
        "Give the address of the database's owner in TRACKER_DATABASE_URL.",
    ),
    ("row-level security", Refused, "The database refuses this: it is not for you.", "Ask your administrator."),
    ("permission denied", Refused, "The database refuses this account.", "Run tracker doctor."),
    ("unable to open database", Misconfigured, "The database file cannot be opened.", "Check the folder of the home."),
    (
        "file is not a database",
        Misconfigured,
        "The database file cannot be read: wrong key or not a Tracker file.",
        "Check the home and its key.",
    ),
    ("malformed", Misconfigured, "The database file is damaged.", "Restore a backup: tracker db restore."),
    ("no such table", Misconfigured, "The database is not ready for this version.", "Run tracker db upgrade."),
    ("undefinedtable", Misconfigured, "The database is not ready for this version.", "Run tracker db upgrade."),
    ("undefinedcolumn", Misconfigured, "The database is not ready for this version.", "Run tracker db upgrade."),
    ("no such column", Misconfigured, "The database is not ready for this version.", "Run tracker db upgrade."),
    (
        "no password supplied",
        Misconfigured,
        "PostgreSQL asks for a password, and none was given.",
        "Name a file that holds it with TRACKER_KEY_FILE.",
    ),
    ("password authentication failed", Misconfigured, "PostgreSQL refused the password.", "Run tracker doctor."),
    (
        'role "tracker_',
        Misconfigured,
        "The roles of Tracker are not made on this server.",
        "Run: tracker db roles DATABASE, and give what it prints to the server's administrator.",
    ),
    ("does not exist", Misconfigured, "PostgreSQL has no such database or user.", "Check database.url."),
)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Every driver error leaves as a TrackerError whose text holds no statement and no value."""
    try:
        yield
    except StaleDataError:
        raise Conflict(
            "Somebody else changed this record first.", kept="Both versions are kept.", to_do="Compare and choose."
        ) from None
    except DBAPIError as fault:
        raise plain(fault) from None
    except SQLAlchemyError as fault:
        raise TryLater(f"The database could not do this ({type(fault).__name__}).", kept=_KEPT) from None


def plain(fault: DBAPIError) -> TrackerError:
    """The error a person can act on; the driver's own text stays out, it may hold case data."""
    said = f"{type(fault.orig).__name__} {fault.orig}".lower()
    for sign, kind, happened, to_do in _SIGNS:
        if sign in said:
            return kind(happened, kept=_KEPT, to_do=to_do)
    if isinstance(fault, IntegrityError):
        return Conflict("This is on record already, or refers to something that is not.", kept=_KEPT)
    return TryLater("The database does not answer.", kept=_KEPT, to_do="Try again in a moment.")
