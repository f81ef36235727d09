"""Lines of a form: label, line to type in, and beside it what was understood."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from db.words.errors import BadInput
from db.words.text import clean
from screens.frame.line import Line

Reader = Callable[[str], str]
"""What a line means, in words for the echo; raises BadInput with the reason when it means nothing."""


class FormLine(Horizontal):
    """One line of a form; four fit where a field with its own echo line would take twelve rows.

    `value` stands there from the start, `hint` shows how an empty line is filled.
    """

    DEFAULT_CSS = """
    FormLine { height: 1; }
    FormLine .label { width: 13; }
    FormLine Input { width: 1fr; }
    FormLine .echo { width: 32; padding: 0 0 0 1; }
    """

    def __init__(self, label: str, *, id: str, reads: Reader, value: str = "", hint: str = "") -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.label = label
        self.problem = ""
        self._reads = reads
        self.first = clean(value)
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Label, line, echo."""
        yield Static(Content(self.label), classes="label")
        # What Tracker filled in gives way to the first letter typed.
        yield Line(value=self.first, placeholder=self._hint, max_length=300, select_on_focus=bool(self.first))
        yield Static(Content(""), classes="echo")

    @property
    def text(self) -> str:
        """What was typed, as it may be stored."""
        return clean(self.query_one(Input).value)

    @text.setter
    def text(self, value: str) -> None:
        self.query_one(Input).value = clean(value)

    def put(self, text: str) -> None:
        """Let the line say something else."""
        self.text = text

    def enter(self) -> None:
        """Give the line the focus."""
        self.query_one(Input).focus()

    def on_mount(self) -> None:
        """Echo what stands there from the start."""
        self._echo()

    @on(Input.Changed)
    def _echo(self) -> None:
        text = self.text
        try:
            said, self.problem = (self._reads(text) if text else ""), ""
        except BadInput as problem:
            said = self.problem = problem.happened
        self.query_one(".echo", Static).update(Content(said))
