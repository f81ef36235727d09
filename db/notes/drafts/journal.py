"""The draft journal: one append-only encrypted file a user, on disk before the next key is pressed."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from typing import TYPE_CHECKING, Final

from db.notes.drafts.entries import Entry, EntryKeys, read, settled, written
from db.notes.drafts.frames import frame, records
from db.store.boxes import Unreadable
from db.store.private_files import (
    PRIVATE_FILE,
    make_private_folder,
    reason,
    sync_folder,
    write_all,
    write_private,
)
from db.words.errors import TryLater

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from db.cards.drafts import Draft

_COMPACT_ABOVE: Final = 1024 * 1024


class DraftJournal:
    """Drafts of one user on one terminal, safe to use from several threads and several programs.

    `key` is the terminal's, 32 bytes; `judge_key` that of `judge_sealing_key`, for a judge only. Each
    `put` is written and flushed to the disk before it returns (about a millisecond), so a kill at any
    moment loses no put that returned, and a power cut no more than the last one.
    """

    def __init__(self, folder: Path, user_id: UUID, *, key: bytes, judge_key: bytes | None = None) -> None:
        make_private_folder(folder)
        self.path = folder / f"{user_id.hex}.journal"
        self.unreadable = 0
        """Drafts that the last `pending` could not open: another key's, or damaged."""
        self._keys = EntryKeys(user_id, terminal=key, judge=judge_key)
        self._settled: set[UUID] = set()
        self._guard = threading.Lock()
        self._compact_at = _COMPACT_ABOVE

    def put(self, draft: Draft) -> None:
        """Keep the draft as it stands now; the newest put of an id is the one that counts.

        Nothing is kept of a draft already settled: an autosave may come in after the save. Raises
        TryLater when the disk is full or away, Refused for a personal note without its judge's key.
        """
        with self._guard:
            if draft.id in self._settled:
                return
            size = self._append(written(draft, keys=self._keys))
            if size > self._compact_at:
                self._compact()

    def settle(self, draft_id: UUID) -> None:
        """The draft was saved or dropped: it is not offered again, and its text leaves the disk.

        Raises TryLater when that cannot be written; the draft may then be offered once more.
        """
        with self._guard:
            self._settled.add(draft_id)
            self._append(settled(draft_id, keys=self._keys))
            self._compact()

    def pending(self) -> list[Draft]:
        """What was typed and never saved, newest first; drafts without a word are left out.

        Raises TryLater when the file is there and cannot be read.
        """
        with self._guard:
            latest, foreign = self._latest(self._content())
            found = [entry.draft for entry, _ in latest.values() if entry.draft is not None]
            self.unreadable = len(foreign) + len(latest) - len(found)
        return sorted((draft for draft in found if draft.text.strip()), key=lambda d: d.at, reverse=True)

    def _append(self, record: bytes) -> int:
        """Write and flush one record; returns the size of the file in bytes."""
        try:
            with self._locked_file() as descriptor:
                is_new = os.fstat(descriptor).st_size == 0
                write_all(descriptor, frame(record))
                _flush(descriptor)
                if is_new:
                    sync_folder(self.path.parent)
                return os.fstat(descriptor).st_size
        except OSError as fault:
            raise _not_written(fault) from fault

    @contextlib.contextmanager
    def _locked_file(self) -> Iterator[int]:
        """The file, open for appending and locked against other programs; never one just replaced."""
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
            try:
                if sys.platform != "win32":
                    fcntl.flock(descriptor, fcntl.LOCK_EX)
                if self._is_current(descriptor):
                    yield descriptor
                    return
            finally:
                os.close(descriptor)

    def _is_current(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.stat())
        except FileNotFoundError:
            return False

    def _compact(self) -> None:
        """Replace the file by one with only what still counts; a kill leaves the old or the new."""
        try:
            with self._locked_file():
                latest, foreign = self._latest(self._content())
                # Foreign records are not ours to throw away: their key may yet be found.
                kept = [record for _, record in latest.values()] + foreign
                for left in self.path.parent.glob(f".{self.path.name}.*"):
                    # A rewriting that was killed; nobody else can be at it while the file is locked.
                    left.unlink(missing_ok=True)
                write_private(self.path, b"".join(frame(record) for record in kept))
        except OSError as fault:
            raise _not_written(fault) from fault
        self._compact_at = max(_COMPACT_ABOVE, 4 * sum(map(len, kept)))

    def _content(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as fault:
            raise TryLater(
                f"The drafts of this terminal cannot be read: {reason(fault)}.", kept="They are kept."
            ) from fault

    def _latest(self, content: bytes) -> tuple[dict[UUID, tuple[Entry, bytes]], list[bytes]]:
        """The newest entry of every unsettled draft with its record, and records this key does not open."""
        latest: dict[UUID, tuple[Entry, bytes]] = {}
        gone = set(self._settled)
        foreign: list[bytes] = []
        for record in records(content):
            try:
                entry = read(record, keys=self._keys)
            except Unreadable:
                foreign.append(record)
                continue
            if entry.settled:
                gone.add(entry.draft_id)
            latest[entry.draft_id] = (entry, record)
        return {draft_id: held for draft_id, held in latest.items() if draft_id not in gone}, foreign


def _flush(descriptor: int) -> None:
    # fdatasync writes the new length too, which is all of the file's facts that reading it back needs.
    if sys.platform == "linux":
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)


def _not_written(fault: OSError) -> TryLater:
    return TryLater(
        f"The draft could not be written to the disk: {reason(fault)}.",
        kept="What you typed is still on the screen.",
        to_do="Save it with F10, or free some space.",
    )
