"""The day that a demo home lives on, where it is not the real one: kept in a file of the home."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from db.store.private_files import write_private
from db.words.errors import Misconfigured

if TYPE_CHECKING:
    from pathlib import Path

    from db.keeper.homes import Home

_FILE: Final = "demo.day"


def day_file(home: Home) -> Path:
    """Where the day is kept."""
    return home.folder / _FILE


def kept_day(home: Home) -> date | None:
    """The day that was kept in this home, None where it lives today.

    Raises Misconfigured when the file cannot be read: nobody should work on another day than they think.
    """
    path = day_file(home)
    try:
        return date.fromisoformat(path.read_text("ascii").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as fault:
        raise Misconfigured(
            f"It cannot be told which day this demo lives on: {path} is no day that can be read.",
            to_do="Say it again with: tracker demo --date DAY; or go back to today with: tracker demo",
        ) from fault


def keep_day(home: Home, day: date | None) -> None:
    """Let every later command and screen on this home live on the day; None lets them live today.

    Raises TryLater when the disk does not take it.
    """
    path = day_file(home)
    if day is None:
        path.unlink(missing_ok=True)
    else:
        write_private(path, f"{day.isoformat()}\n".encode("ascii"))
