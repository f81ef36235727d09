"""Reading of the code lists: those that ship with the package, or what an administrator made of them since."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeVar

from db.words.errors import Misconfigured

T = TypeVar("T")
CURRENT: Final = "current"
"""The file that names the folder of the lists in force: it is replaced in one step, so that all change at once."""
PAST: Final = "past"


@dataclass(slots=True)
class _Present:
    """Where this program found lists of the installation's own, and what was worked out from lists so far."""

    folder: Path | None = None
    forget: list[Callable[[], None]] = field(default_factory=list)


_PRESENT: Final = _Present()


def use(folder: Path | None) -> None:
    """Read the lists of this folder from now on, where it has any; those of the package else."""
    _PRESENT.folder = in_force(folder) if folder is not None else None
    for forget in _PRESENT.forget:
        forget()


def in_force(folder: Path) -> Path | None:
    """The folder of the lists that count; None where the installation has none of its own.

    Raises Misconfigured when they cannot be read: an older list is no answer where a newer one is known.
    """
    named = folder / CURRENT
    if not named.exists():
        return None
    try:
        found = folder / named.read_text("utf-8").strip()
        if found.is_dir():
            return found
    except (OSError, ValueError):
        pass  # then it is as if the folder were gone
    raise Misconfigured(f"The code lists in {folder} cannot be read.", to_do="Bring the folder back from a backup.")


def kept(work_out: Callable[[], T]) -> Callable[[], T]:
    """Worked out once, and once more when other lists are in force."""
    held = cache(work_out)
    _PRESENT.forget.append(held.cache_clear)
    return held


def forgotten_with(clear: Callable[[], None]) -> None:
    """Call this too when other lists are in force."""
    _PRESENT.forget.append(clear)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a list, each by its column names."""
    return list(csv.DictReader(lines(name)))


def past_rows(name: str) -> list[dict[str, str]]:
    """What rows of the list said before they were changed, each with its days; none for a list as it shipped."""
    if _PRESENT.folder is None:
        return []
    path = _PRESENT.folder / f"{name}.{PAST}.csv"
    return list(csv.DictReader(path.read_text("utf-8").splitlines())) if path.is_file() else []


def lines(name: str) -> list[str]:
    """The same unread: the line of column names, then a line for each row."""
    if _PRESENT.folder is not None:
        own = _PRESENT.folder / f"{name}.csv"
        if own.is_file():
            return own.read_text(encoding="utf-8").splitlines()
    folder = files("db.reference").joinpath("data")
    plain = folder.joinpath(f"{name}.csv")
    if plain.is_file():
        return plain.read_text(encoding="utf-8").splitlines()
    return gzip.decompress(folder.joinpath(f"{name}.csv.gz").read_bytes()).decode("utf-8").splitlines()
