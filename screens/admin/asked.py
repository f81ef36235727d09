"""A line that asks for one thing to type, such as the reason for an act; hidden until it is needed."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from db.words.text import clean
from screens.frame.line import Line

Then = Callable[[str], None]


class TypedLine(Horizontal):
    """`put` shows it with a question; Enter hands the text on, `close` takes it away and gives the focus back."""

    DEFAULT_CSS = """
    TypedLine { dock: bottom; height: 1; background: $raised; }
    TypedLine Static { width: auto; padding: 0 1; text-style: bold; }
    TypedLine Input { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__(id="typed")
        self.display = False
        self._then: Then | None = None
        self._before: Widget | None = None

    def compose(self) -> ComposeResult:
        """The question and the line."""
        yield Static(Content(""))
        yield Line(max_length=200, select_on_focus=False)

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self._then is not None

    def put(self, question: str, then: Then, *, value: str = "") -> None:
        """Ask; an empty answer closes it without acting."""
        if not self.is_open:
            self._before = self.screen.focused
        self._then = then
        self.display = True
        self.query_one(Static).update(Content(question))
        line = self.query_one(Input)
        line.value = value
        line.focus()

    def close(self) -> None:
        """Take it away."""
        self._then = None
        self.display = False
        before, self._before = self._before, None
        if before is not None and before.is_attached:
            # At once: a question that follows gives the focus back to what has it now.
            self.screen.set_focus(before, scroll_visible=False)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        then, text = self._then, clean(event.value)
        self.close()
        if then is not None and text:
            then(text)
