"""Keeps a draft on the disk while somebody types: on a thread of its own, so that typing never waits."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from uuid import UUID

from textual.message import Message

from db.cards.drafts import Draft
from db.cards.notes import day_and_time
from db.words.errors import TrackerError

Put = Callable[[Draft], None]


@dataclass
class DraftKept(Message, bubble=False):
    """A draft is on the disk, or `problem` says why it is not."""

    draft: Draft
    problem: TrackerError | None = None


class Keeping:
    """The newest draft of one form wins: what was overtaken before it was written is passed over.

    The threads that ask the desk may all wait for a slow database; this one waits for the disk alone.
    """

    def __init__(self, put: Put, told: Callable[[DraftKept], object]) -> None:
        self._put = put
        self._told = told
        self._bell = threading.Condition()
        self._one_at_a_time = threading.Lock()
        self._waiting: tuple[int, Draft] | None = None
        self._number = 0
        self._written = 0
        self._thread: threading.Thread | None = None
        self._closed = False

    def keep(self, draft: Draft) -> None:
        """Write it soon; returns at once."""
        with self._bell:
            self._number += 1
            self._waiting = (self._number, draft)
            if self._thread is None:
                run = contextvars.copy_context().run
                self._thread = threading.Thread(target=run, args=(self._run,), name="drafts", daemon=True)
                self._thread.start()
            self._bell.notify()

    def keep_now(self, draft: Draft) -> TrackerError | None:
        """Write it before this returns, for the moment before leaving; the problem when it could not be."""
        with self._bell:
            self._number += 1
            number, self._waiting = self._number, None
        return self._write(number, draft)

    def close(self) -> None:
        """End the thread; nothing waits for it."""
        with self._bell:
            self._closed = True
            self._bell.notify()

    def _run(self) -> None:
        while True:
            with self._bell:
                self._bell.wait_for(lambda: self._waiting is not None or self._closed)
                waiting, self._waiting = self._waiting, None
            if waiting is None:
                return
            number, draft = waiting
            self._told(DraftKept(draft, self._write(number, draft)))

    def _write(self, number: int, draft: Draft) -> TrackerError | None:
        with self._one_at_a_time:
            if number < self._written:
                return None
            try:
                self._put(draft)
            except TrackerError as problem:
                return problem
            self._written = number
            return None


class Unsaved:
    """What one form has on the disk: its own draft, and others about the same person that were left."""

    def __init__(self, draft_id: UUID, keeping: Keeping) -> None:
        self.id = draft_id
        self.keeping = keeping
        self.kept: Draft | None = None
        self.left: tuple[Draft, ...] = ()
        self._problem = ""

    def heard(self, message: DraftKept) -> TrackerError | None:
        """Take note of a keeping; answers with a problem that was not told yet."""
        if message.problem is None:
            self.kept, self._problem = message.draft, ""
            return None
        told, self._problem = self._problem, message.problem.sentence
        return None if told == self._problem else message.problem

    def go_on_with(self, draft: Draft) -> None:
        """The form shows this draft from now on."""
        self.id, self.kept = draft.id, draft
        self.left = tuple(one for one in self.left if one.id != draft.id)

    def put_aside(self, draft: Draft) -> None:
        """Keep a text for later, if there is a word in it."""
        if draft.text.strip():
            self.keeping.keep_now(draft)
            self.left = (*self.left, draft)

    def words(self, zone: tzinfo | None) -> str:
        """Whether the text is safe, for the line below it."""
        text = f"Draft kept at {self.kept.at.astimezone(zone):%H:%M:%S}, not saved." if self.kept else ""
        if self._problem:
            text = "The draft is NOT kept: the text is on the screen only."
        other = f"  ^R: your unsaved text of {day_and_time(self.left[0].at)}." if self.left else ""
        return (text or "Nothing is typed yet.") + other
