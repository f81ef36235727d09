"""Where outputs lie: new files of mode 0600 in a folder of the home, none written over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.store.private_files import create_private, make_private_folder
from db.words.errors import BadInput, TryLater

if TYPE_CHECKING:
    from pathlib import Path

_MOST: Final = 999


def keep(folder: Path, stem: str, ending: str, *, text: str | bytes) -> Path:
    """Write it under a name that no file has yet. Raises TryLater when the disk does not take it."""
    make_private_folder(folder)
    # Spreadsheets take a file without the mark for another alphabet.
    content = text if isinstance(text, bytes) else text.encode("utf-8-sig" if ending == "csv" else "utf-8")
    for number in range(1, _MOST):
        path = folder / (f"{stem}.{ending}" if number == 1 else f"{stem}-{number}.{ending}")
        if create_private(path, content):
            return path
    raise TryLater(f"{folder} holds too many files of this name.", to_do="Clear the folder, then try again.")


def insist_new(path: Path) -> None:
    """Raises BadInput where something has the name, before anything of the record is read."""
    if path.exists() or path.is_symlink():
        raise _there(path)


def put(path: Path, text: str | bytes) -> None:
    """Write it under this very name. Raises BadInput where a file has it, TryLater when the disk refuses."""
    if not create_private(path, text if isinstance(text, bytes) else text.encode("utf-8")):
        raise _there(path)


def _there(path: Path) -> BadInput:
    return BadInput(f"{path} is there already.", kept="Nothing was written.", to_do="Name a new file.")
