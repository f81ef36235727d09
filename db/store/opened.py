"""Whether another program has a database file open, as far as the system tells."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import Connection

_LOCKS = Path("/proc/locks")
_OWNER, _FILE, _FIRST = 4, 5, 6
"""Columns of a line of it: who holds the lock, on which file (device:inode), from which byte."""
_OPEN = "128"
"""The byte of the shared memory beside a file that every connection to it holds a lock on (SQLite, wal.c and os_unix.c:
`UNIX_SHM_DMS`)."""


def is_open_elsewhere(connection: Connection) -> bool:
    """Whether a program other than this one has the connection's file open; true where the system does not say.

    Read from the system's own list of locks: opening the file to ask would end the locks that this program holds.
    """
    if connection.dialect.name != "sqlite" or not _LOCKS.exists():
        return True
    row = next(one for one in connection.exec_driver_sql("PRAGMA database_list") if one[1] == "main")
    shared = Path(f"{row[2]}-shm")
    if not row[2] or not shared.exists():
        return True
    inode = str(shared.stat().st_ino)
    holders = set()
    for line in _LOCKS.read_text(encoding="ascii").splitlines():
        told = line.split()
        # A program that waits for a lock stands in a line of its own, with an arrow in front of it.
        if len(told) > _FIRST and told[_FILE].rpartition(":")[2] == inode and told[_FIRST] == _OPEN:
            holders.add(told[_OWNER])
    return holders != {str(os.getpid())}
