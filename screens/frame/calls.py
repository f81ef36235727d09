"""The calls that one screen has on their way: newest answers only, a count when slow, Esc cancels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.timer import Timer

from db.words.errors import StepUpNeeded, TrackerError
from db.words.refusals import WrongPassword
from screens.frame.asking import Answered, Question
from screens.frame.handing import Handing
from screens.frame.lines import Tone
from screens.frame.proof import WRONG, ProofLine

if TYPE_CHECKING:
    from screens.frame.base import BaseScreen

T = TypeVar("T")


class Calls:
    """Kept by a screen; an answer that was overtaken or cancelled is dropped here."""

    def __init__(self, screen: BaseScreen) -> None:
        self._screen = screen
        self._asked: dict[str, Question] = {}
        self._again: dict[str, Callable[[], None]] = {}
        self._slow: Timer | None = None
        self._covered = ""
        self._took: dict[str, float] = {}

    def __bool__(self) -> bool:
        """Whether any call is on its way."""
        return bool(self._asked)

    def __contains__(self, slot: str) -> bool:
        """Whether a call of this slot is on its way."""
        return slot in self._asked

    def start(self, asked: Question, work: Callable[[], T], *, then: Callable[[T], None], within: float = 0.0) -> None:
        """Send it; an earlier call of the same slot is told to stop and its answer will not arrive.

        An answer that comes `within` so many seconds is painted in one frame with the key that asked for it: it is
        waited for, unless the last one of its slot was slower than that.
        """
        earlier = self._asked.get(asked.slot)
        if earlier is not None:
            earlier.count.cancelled = earlier.overtaken = True
        self._asked[asked.slot] = asked
        self._again[asked.slot] = lambda: self.start(asked, work, then=then)
        handing = Handing[Answered]() if within > self._took.get(asked.slot, 0.0) else None
        asked.handing = handing
        self._screen.host.asker.submit(self._screen, asked, work, then=then)
        if handing is not None and (answer := handing.take(within)) is not None:
            self.answered(answer)
        if self._asked and self._slow is None:
            self._slow = self._screen.set_interval(1.0, self._say_what_is_slow)

    def answered(self, message: Answered) -> None:
        """Hand an answer on, or its refusal, if it is still wanted."""
        asked = message.question
        self._took[asked.slot] = asked.took
        if self._asked.get(asked.slot) is not asked:
            return
        again = self._again[asked.slot]
        self._done_with(asked.slot)
        if isinstance(message.refusal, StepUpNeeded):
            self._prove(again)
            return
        if message.refusal is not None:
            (asked.refused or self._screen.error)(message.refusal)
            return
        if asked.fresh:
            self._screen.as_at = self._screen.host.clock.local()
            self._screen.refresh_frame()
        message.deliver()

    def _prove(self, again: Callable[[], None]) -> None:
        """The act wants the password once more: ask for it, then do the same again."""
        screen = self._screen
        lines = list(screen.query(ProofLine))
        if not lines:
            lines = [ProofLine(self._left)]
            screen.mount(lines[0], before="#frame-status")
        line = lines[0]

        def right(_: None) -> None:
            if line.is_open:  # Esc may have left it meanwhile
                line.withdraw()
                again()

        def refused(problem: TrackerError) -> None:
            if not line.is_open:
                return
            wrong = isinstance(problem, WrongPassword)
            line.ask_again(wrong=wrong)
            screen.announce(WRONG) if wrong else screen.error(problem)

        def typed(password: str) -> None:
            screen.status.dismiss()
            screen.act(lambda: screen.host.step_up(password), right, says="Checking", refused=refused)

        screen.call_after_refresh(line.put, typed)

    def _left(self) -> None:
        """Esc left the password's line."""
        self._screen.status.dismiss()
        self._screen.say("Nothing was done; what you typed before stands as it was.")

    def cancel_slow(self) -> bool:
        """Cancel the reads that the status line is counting; False when there are none."""
        said = self._screen.status.text
        slow = [slot for slot, asked in self._asked.items() if asked.fresh and self._is_count(said, asked)]
        for slot in slow:
            self._asked[slot].count.cancelled = True
            self._done_with(slot)
        if slow:
            self._screen.say("Cancelled. Nothing was changed.")
        return bool(slow)

    def _done_with(self, slot: str) -> None:
        asked = self._asked.pop(slot)
        self._again.pop(slot, None)
        status = self._screen.status
        if self._is_count(status.text, asked):
            status.dismiss()
            if self._covered:
                status.show(self._covered)
        if not self._asked and self._slow is not None:
            self._slow.stop()
            self._slow = None

    def _say_what_is_slow(self) -> None:
        """Count where nothing else is to be read: a refusal stays, what was said before comes back afterwards."""
        status = self._screen.status
        if status.tone is not Tone.SAID:
            return
        if not any(self._is_count(status.text, asked) for asked in self._asked.values()):
            self._covered = status.text
        for asked in self._asked.values():
            self._screen.say(asked.waiting())

    @staticmethod
    def _is_count(text: str, asked: Question) -> bool:
        return text.startswith(f"{asked.says}:")
