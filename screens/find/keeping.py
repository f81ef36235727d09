"""The line under the power search that asks for the name to keep a search under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from db.words.text import clean
from screens.frame.line import Line

_LONGEST: Final = 42
_SIGNS: Final = "*+ "


class KeepLine(Horizontal):
    """Hidden until it is asked for; `*name` pins the search, `+name` puts it before the agency."""

    @dataclass
    class Named(Message):
        """Enter: the name, and what its sign says."""

        name: str
        pinned: bool
        shared: bool

    DEFAULT_CSS = """
    KeepLine { height: 1; display: none; }
    KeepLine.-open { display: block; }
    KeepLine Static { width: 10; height: 1; text-style: bold; padding: 0 1; }
    KeepLine Line { width: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """Label and line."""
        yield Static("Keep as:", markup=False)
        yield Line(placeholder="a name; * before it pins it, + shares it", max_length=_LONGEST)

    @property
    def is_open(self) -> bool:
        """Whether a name is asked for."""
        return self.has_class("-open")

    def open(self) -> None:
        """Ask for the name."""
        self.add_class("-open")
        self.query_one(Line).focus()

    def close(self) -> None:
        """Ask no more."""
        self.remove_class("-open")
        self.query_one(Line).value = ""

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """The name is no part of the question."""
        event.stop()

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Enter in the name."""
        event.stop()
        typed = clean(event.value)
        self.post_message(self.Named(typed.lstrip(_SIGNS), typed.startswith("*"), typed.startswith("+")))
