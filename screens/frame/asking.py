"""The worker rule: every call of the desk runs on a daemon thread, its answer comes back as a message."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from db.words.errors import TrackerError
from screens.frame.handing import Handing
from screens.frame.messages import Faulted

T = TypeVar("T")
Job = Callable[[], None]


@dataclass
class Count:
    """How far a long call has come; the call reads `cancelled` and stops, Esc sets it."""

    done: int = 0
    of: int = 0
    cancelled: bool = False

    def set(self, done: int, of: int = 0) -> bool:
        """Called by the work itself; answers whether it should go on."""
        self.done, self.of = done, of
        return not self.cancelled

    @property
    def text(self) -> str:
        """`1,200 of 5,000`, or empty while nothing was counted."""
        if not self.done:
            return ""
        return f"{self.done:,} of {self.of:,}" if self.of else f"{self.done:,}"


@dataclass
class Question:
    """One call that was asked for: what it says while slow, and when it began.

    `fresh` is true for reads: their answer renews "As at", and Esc may cancel them. A read that a newer one has
    overtaken is not begun any more. `took` is how many seconds the call itself lasted, `handing` where somebody
    waits for the answer.
    """

    slot: str
    says: str
    refused: Callable[[TrackerError], None] | None
    count: Count
    fresh: bool = True
    began: float = field(default_factory=time.monotonic)
    overtaken: bool = False
    took: float = 0.0
    handing: Handing[Answered] | None = None

    def waiting(self) -> str:
        """The sentence for the status line while the call takes longer than a second."""
        seconds = int(time.monotonic() - self.began)
        so_far = f" {self.count.text}," if self.count.text else ""
        return f"{self.says}:{so_far} {seconds} s. Esc cancels."


@dataclass
class Answered(Message, bubble=False):
    """A call came back: `deliver` hands the answer on, `refusal` is set instead when it was refused."""

    question: Question
    deliver: Job = field(repr=False)
    refusal: TrackerError | None = None


class Asker:
    """A few daemon threads: quitting never waits for one, however long its call takes."""

    def __init__(self, threads: int = 4) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._wanted = threads
        self._started = 0
        self._idle = threading.Semaphore(0)

    def submit(
        self, asker: MessagePump, question: Question, work: Callable[[], T], *, then: Callable[[T], None]
    ) -> None:
        """Run `work` on a thread; an `Answered` is posted to `asker`, a fault to the application."""
        app = asker.app
        context = contextvars.copy_context()

        def job() -> None:
            if question.fresh and question.overtaken:
                return
            began = time.monotonic()
            try:
                message = Answered(question, partial(then, work()))
            except TrackerError as refusal:
                message = Answered(question, _nothing, refusal)
            except Exception as error:  # noqa: BLE001 - the edge of a worker: the application ends in order
                context.run(app.post_message, Faulted(error))
                return
            question.took = time.monotonic() - began
            if question.handing is None or not question.handing.give(message):
                context.run(asker.post_message, message)

        self._jobs.put(job)
        self._start_one_more()

    def close(self) -> None:
        """Each thread ends after what it is doing; nothing waits for it."""
        for _ in range(self._started):
            self._jobs.put(None)

    def _start_one_more(self) -> None:
        if self._idle.acquire(blocking=False) or self._started >= self._wanted:
            return
        self._started += 1
        threading.Thread(target=self._serve, name=f"desk-{self._started}", daemon=True).start()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            # Nothing of a record may stay in hand while the thread waits for the next.
            del job
            self._idle.release()


def _nothing() -> None:
    """What a refused call delivers."""


def run_for(work: Job, *, seconds: float) -> bool:
    """Run `work` on a daemon thread for at most so long; whether it came to its end."""
    thread = threading.Thread(target=work, name="brief", daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()
