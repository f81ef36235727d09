"""The search box: typing is accepted at once, questions go out as one types, old answers never win."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from screens.frame.line import Line

SETTLED_AFTER = 2.0
"""Seconds without a key after which a lookup counts as settled and is audited (trust.md, audit of looking up)."""


class SearchBox(Line):
    """One line that keeps the focus. Down goes to the hits, Esc empties it, Esc again leaves.

    Every change posts `Asked` with a number that only grows; `is_newest(number)` tells a late answer.
    """

    @dataclass
    class Asked(Message):
        """What to look for now."""

        box: SearchBox
        text: str
        number: int

    @dataclass
    class Settled(Message):
        """Two seconds went by without a key, or the box was left: the lookup is what it is."""

        box: SearchBox
        text: str

    @dataclass
    class HitsWanted(Message):
        """Down or Enter: the focus wants to go to the hits, or to the panel that says there are none."""

        box: SearchBox
        enter: bool

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, placeholder=placeholder, select_on_focus=False)
        self.number = 0
        self._settled = True
        self._rests: Timer | None = None

    def is_newest(self, number: int) -> bool:
        """Whether nothing was typed since this number was given out."""
        return number == self.number

    def on_input_changed(self, event: Input.Changed) -> None:
        """Give the question its number and send it."""
        event.stop()
        self.ask_again()

    def ask_again(self) -> None:
        """Send the question under a new number: the text is another one, or is to be read another way."""
        self.number += 1
        number, self._settled = self.number, False
        self._tell(self.Asked(self, self.value, number))
        if self._rests is not None:
            self._rests.stop()
        self._rests = self.set_timer(SETTLED_AFTER, lambda: self._settle(number))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self._tell(self.HitsWanted(self, enter=True))

    def on_key(self, event: events.Key) -> None:
        """Down leaves for the hits; Esc empties the box first."""
        if event.key == "down":
            event.stop()
            event.prevent_default()
            self._tell(self.HitsWanted(self, enter=False))
        elif event.key == "escape" and self.value:
            event.stop()
            event.prevent_default()
            self._settle(self.number)
            self.value = ""

    def on_blur(self) -> None:
        """Leaving settles what was looked for."""
        self._settle(self.number)

    def _tell(self, message: Message) -> None:
        """Straight to the screen: on a way through every container the letter would be painted first, alone."""
        if self.is_attached:
            self.screen.post_message(message)

    def _settle(self, number: int) -> None:
        if number == self.number and not self._settled and self.value:
            self._settled = True
            self._tell(self.Settled(self, self.value))
