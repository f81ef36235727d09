"""Files that only the account running Tracker may read, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from typing import TYPE_CHECKING

from db.words.errors import Misconfigured, TryLater

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
LARGEST_SECRET = 64 * 1024
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_POSIX = sys.platform != "win32"


def make_private_folder(folder: Path) -> None:
    """Make the folder and its missing parents, each with mode 0700; an existing one is left as it is.

    Raises Misconfigured when it cannot be made or the name is taken by something else.
    """
    try:
        for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
            missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            if _POSIX:
                # mkdir's mode passes through the umask of whoever started us; this does not.
                missing.chmod(PRIVATE_FOLDER)
    except OSError as fault:
        raise Misconfigured(
            f"The folder {folder} cannot be made: {reason(fault)}.",
            to_do="Name a folder that you may write to with --home.",
        ) from fault
    if not folder.is_dir():
        raise Misconfigured(f"{folder} is not a folder.", to_do="Name a folder with --home.")


def write_private(path: Path, content: bytes) -> None:
    """Replace the file by this content, mode 0600, so that a reader or a crash sees the old or the new whole.

    Raises TryLater when the disk is full or the folder may not be written; the old file is kept.
    """
    beside = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            if _POSIX:
                os.fchmod(descriptor, PRIVATE_FILE)
            write_all(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as fault:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise TryLater(
            f"{path} could not be written: {reason(fault)}.",
            kept="What it held before is unchanged.",
            to_do="Free some space or ask for the right to write there, then try again.",
        ) from fault


@contextlib.contextmanager
def writing_private(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8) to write into, mode 0600, that replaces `path` at the end, or leaves it as it was.

    Raises TryLater when the disk is full or the folder may not be written, and when something else than a file
    has the name.
    """
    beside = path.with_name(f".{path.name[:200]}.{os.urandom(6).hex()}")
    try:
        if path.exists() and not path.is_file():
            raise TryLater(f"{path} is no regular file.", kept="Nothing was written.", to_do="Name a file.")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
                if _POSIX:
                    os.fchmod(descriptor, PRIVATE_FILE)
                yield file
                file.flush()
                os.fsync(descriptor)
            beside.replace(path)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as fault:
        raise TryLater(
            f"{path} could not be written: {reason(fault)}.",
            kept="What it held before is unchanged.",
            to_do="Free some space or ask for the right to write there, then try again.",
        ) from fault


def create_private(path: Path, content: bytes) -> bool:
    """Write a new file, mode 0600; False when it is there already, whoever made it, whole in either case."""
    beside = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    write_private(beside, content)
    try:
        os.link(beside, path)
    except FileExistsError:
        return False
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def read_private(path: Path, *, purpose: str, most: int = LARGEST_SECRET) -> bytes:
    """The content of a secret file, once it is seen to be ours alone.

    Raises Misconfigured unless it is a regular file (no link, pipe or device) of this user with no
    right for group or others, of at most `most` bytes (trust.md section 8).
    """
    try:
        # O_NOFOLLOW refuses links; O_NONBLOCK keeps a named pipe from hanging the start.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, flags)
    except OSError as fault:
        raise Misconfigured(f"The {purpose} {path} cannot be read: {reason(fault)}.") from fault
    try:
        _insist_private(os.fstat(descriptor), path=path, purpose=purpose)
        content = b"".join(iter(lambda: os.read(descriptor, most + 1), b""))
    finally:
        os.close(descriptor)
    if len(content) > most:
        raise Misconfigured(f"The {purpose} {path} is too long to be one ({most} bytes are allowed).")
    return content


def _insist_private(found: os.stat_result, *, path: Path, purpose: str) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Misconfigured(f"The {purpose} {path} is not a regular file.", to_do="Name the file itself, not a link.")
    if not _POSIX:
        return
    if found.st_uid != os.getuid():
        raise Misconfigured(
            f"The {purpose} {path} belongs to another user.", to_do="Give it to the user who runs Tracker."
        )
    if found.st_mode & _OTHERS:
        raise Misconfigured(
            f"The {purpose} {path} can be read by other users of this machine.",
            to_do=f"Run: chmod 600 {path}",
        )


def write_all(descriptor: int, content: bytes) -> None:
    """Write every byte: the system may take fewer than it was offered."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(folder: Path) -> None:
    """Make a new or replaced name survive a power cut."""
    if not _POSIX:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def reason(fault: OSError) -> str:
    """What the system said, without the path, which the sentence names already."""
    return (fault.strerror or type(fault).__name__).lower()
