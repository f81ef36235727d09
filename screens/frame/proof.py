"""The line that asks for the password once more, for acts that want it; the act then goes on by itself."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.frame.line import Line

Answer = Callable[[str], None]
_TEXT = "Your password once more, Enter (Esc leaves it): "


class ProofLine(Horizontal):
    """One line above the status line; what was typed leaves it whatever comes of it."""

    DEFAULT_CSS = """
    ProofLine { height: 1; }
    ProofLine Static { width: auto; }
    ProofLine Input { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._answer: Answer | None = None
        self._before: Widget | None = None

    def compose(self) -> ComposeResult:
        """The question and the field."""
        yield Static(_TEXT, markup=False)
        yield Line(password=True, id="proof", max_length=128)

    def put(self, answer: Answer) -> None:
        """Ask; `answer` gets what was typed, and nothing when Esc was pressed."""
        if self._answer is None:
            self._before = self.screen.focused
        self._answer = answer
        self.display = True
        self.call_after_refresh(self.query_one(Line).focus)

    @on(Input.Submitted, "#proof")
    def give(self, event: Input.Submitted) -> None:
        """Enter hands it over."""
        event.stop()
        answer, typed = self._answer, event.value
        self.withdraw()
        if answer is not None and typed:
            answer(typed)

    def on_key(self, event: events.Key) -> None:
        """Esc leaves the act undone."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.withdraw()

    def withdraw(self) -> None:
        """Take the line away; the field it came from has the keys again."""
        self._answer = None
        self.query_one(Line).value = ""
        self.display = False
        before, self._before = self._before, None
        if before is not None and before.is_attached:
            before.focus(scroll_visible=False)
        else:
            self.screen.set_focus(None)
