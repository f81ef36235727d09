"""Homes as the programs see them: where one is, what kind it is, and where its fault reports go."""

from __future__ import annotations

import os
from pathlib import Path

from db.store.home import DATABASE_VARIABLE, HOME_VARIABLE, Home, HomeKind, WrongHome, locate
from db.store.host import close_memory, close_to_others
from db.words.errors import TrackerError

__all__ = [
    "DATABASE_VARIABLE",
    "HOME_VARIABLE",
    "Home",
    "HomeKind",
    "WrongHome",
    "close_memory",
    "close_to_others",
    "fault_folder",
    "find_home",
]


def find_home(named: str | None = None, *, kind: HomeKind = HomeKind.LIVE) -> Home:
    """The home of `--home`, else of TRACKER_HOME, else the usual one of that kind; makes nothing.

    Raises Misconfigured when it cannot be told what the folder is.
    """
    return locate(named, environ=os.environ, kind=kind)


def fault_folder(named: str | None) -> Path:
    """Where a fault report goes: the home's log folder, or the working folder when even that is unclear."""
    try:
        return find_home(named).log_folder
    except TrackerError:
        return Path.cwd()
