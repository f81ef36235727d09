"""A folder that others drop files into: each is claimed by renaming it, taken in, and put with the done or the failed.

A crash leaves a claimed file in `taken`, and the next turn goes on with it. One program at a time works on a folder.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from db.cards.feeds import FileOutcome
from db.store.private_files import make_private_folder, reason, write_private
from db.words.errors import Misconfigured, TryLater

STILL_SECONDS: Final = 2.0
"""A file that was changed within these seconds may still be being written."""
TAKEN: Final = "taken"
DONE: Final = "done"
FAILED: Final = "failed"
_RETRY: Final = 3


class DropFolder:
    """One folder, for one program; `still` is how long a file must have been left alone."""

    def __init__(self, folder: Path, *, still: float = STILL_SECONDS) -> None:
        if not folder.is_dir():
            raise Misconfigured(f"{folder} is not a folder.", to_do="Make it first, for those who drop files into it.")
        self._folder = folder
        self._still = still

    def has_work(self) -> bool:
        """Whether a turn would find a file."""
        return bool(self._left() or self._settled())

    def waiting(self) -> list[Path]:
        """Every file that a turn would find once it has been left alone, for who only looks: nothing is touched."""
        return [*self._left(), *_regular(self._folder)]

    def turn(self, take: Callable[[Path], FileOutcome]) -> Iterator[FileOutcome]:
        """Take in what was left by a crash, then every file that is settled, in the order of their names.

        A file that has to be tried later stays in `taken`. Raises TryLater while another program works here.
        """
        with self._alone():
            for path in self._left():
                yield self._one(path, take)
            for path in self._settled():
                if (claimed := self._claim(path)) is not None:
                    yield self._one(claimed, take)

    def _one(self, path: Path, take: Callable[[Path], FileOutcome]) -> FileOutcome:
        outcome = take(path)
        if outcome.refused and outcome.exit_code == _RETRY:
            return outcome
        end = _free(self._place(FAILED if outcome.refused else DONE), path.name)
        if outcome.refused:
            # The reason first: a file among the failed always has one.
            write_private(end.with_name(f"{end.name}.reason.txt"), f"{outcome.refused}\n".encode())
        path.rename(end)
        return outcome

    def _claim(self, path: Path) -> Path | None:
        """The file under its new name; None where its sender took it away."""
        claimed = _free(self._place(TAKEN), path.name)
        try:
            path.rename(claimed)
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise TryLater(f"{path} could not be claimed: {reason(fault)}.") from fault
        return claimed

    def _left(self) -> list[Path]:
        taken = self._folder / TAKEN
        return _regular(taken) if taken.is_dir() else []

    def _settled(self) -> list[Path]:
        found = _regular(self._folder)
        if not found:
            return []
        now = self._now()
        return [path for path in found if _age(path, now) >= self._still]

    def _now(self) -> float:
        """The time of the file system itself, which need not be that of this machine."""
        probe = self._place(TAKEN) / f".now.{os.urandom(6).hex()}"
        probe.touch(mode=0o600)
        try:
            return _changed(probe)
        finally:
            probe.unlink()

    def _place(self, name: str) -> Path:
        place = self._folder / name
        make_private_folder(place)
        return place

    @contextmanager
    def _alone(self) -> Iterator[None]:
        descriptor = os.open(self._place(TAKEN) / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _locked(descriptor):
                raise TryLater(f"Another program watches {self._folder}.")
            yield
        finally:
            os.close(descriptor)


def _locked(descriptor: int) -> bool:
    if sys.platform != "win32":
        # There is none on Windows.
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _regular(folder: Path) -> list[Path]:
    """Files of a folder by name: what is hidden, linked, a folder or a pipe is left alone."""
    found = sorted(folder.iterdir(), key=lambda one: one.name)
    return [path for path in found if not path.name.startswith(".") and _is_file(path)]


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _changed(path: Path) -> float:
    """When content or name last changed: on POSIX a sender cannot set that, as it can the time of modification."""
    found = path.lstat()
    return found.st_ctime if os.name == "posix" else found.st_mtime


def _age(path: Path, now: float) -> float:
    try:
        return now - _changed(path)
    except FileNotFoundError:
        return -1.0


def _free(folder: Path, name: str) -> Path:
    """A path that is not there yet: the name, or the name with a number."""
    path, number = folder / name, 1
    while path.exists() or path.with_name(f"{path.name}.reason.txt").exists():
        number += 1
        path = folder / f"{number}-{name}"
    return path
