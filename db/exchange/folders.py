"""The files that were named, and those in named folders, in the order of their names; nothing is passed over unsaid."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from db.exchange.limits import unreadable
from db.exchange.oddities import Code, FileRefused


@dataclass(frozen=True, slots=True)
class Named:
    """A file to read; `skipped` says why it is not read, `refused` why it cannot be."""

    path: Path
    skipped: str = ""
    refused: FileRefused | None = None


def files(paths: Iterable[Path]) -> Iterator[Named]:
    """Every regular file; what is hidden inside a folder, linked folders and special files are said, not read.

    A hidden file that was named itself is read. A pipe or device is never opened, as it might never end; one
    that was named itself is refused.
    """
    for path in paths:
        yield from _named(path, inside=False)


def _named(path: Path, *, inside: bool) -> Iterator[Named]:
    if inside and path.name.startswith("."):
        yield Named(path, skipped="hidden")
        return
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            yield Named(path)
        elif not stat.S_ISDIR(mode):
            yield _special(path, inside=inside)
        elif inside and path.is_symlink():
            yield Named(path, skipped="a link to another folder")
        else:
            for each in sorted(path.iterdir(), key=lambda one: one.name):
                yield from _named(each, inside=True)
    except FileNotFoundError:
        yield Named(path, refused=FileRefused("There is no such file.", code=Code.UNREADABLE))
    except OSError as fault:
        yield Named(path, refused=unreadable(fault))


def _special(path: Path, *, inside: bool) -> Named:
    if inside:
        return Named(path, skipped="neither a file nor a folder")
    refused = FileRefused("It is a pipe or a device, not a file.", code=Code.UNREADABLE, to_do="Save it as a file.")
    return Named(path, refused=refused)
