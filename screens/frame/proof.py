"""The line that asks for the password once more, for acts that want it; the act then goes on by itself."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.frame.line import Line

Answer = Callable[[str], None]
_TEXT = "Your password once more, Enter (Esc leaves it): "
WRONG = "That password is wrong; type it again, Esc leaves it: "


class ProofLine(Horizontal):
    """One line above the status line; it keeps the keys until the password is right or Esc leaves it.

    What was typed leaves it at Enter, whatever comes of it: a wrong password is never typed into what lies behind.
    `left` is told when Esc leaves it.
    """

    DEFAULT_CSS = """
    ProofLine { height: 1; }
    ProofLine Static { width: auto; }
    ProofLine Input { width: 1fr; }
    """

    def __init__(self, left: Callable[[], None]) -> None:
        super().__init__()
        self._left = left
        self._answer: Answer | None = None
        self._checking = False
        self._before: Widget | None = None

    def compose(self) -> ComposeResult:
        """The question and the field."""
        yield Static(_TEXT, markup=False)
        yield Line(password=True, id="proof", max_length=128)

    @property
    def is_open(self) -> bool:
        """Whether the password is still wanted."""
        return self._answer is not None

    def put(self, answer: Answer) -> None:
        """Ask; `answer` gets what was typed, each time until the line is withdrawn."""
        if not self.is_open:
            self._before = self.screen.focused
        self._answer, self._checking = answer, False
        self._ask(_TEXT)

    def ask_again(self, *, wrong: bool) -> None:
        """Not this one: the line stays, says where the password was wrong, and keeps the keys."""
        self._checking = False
        self._ask(WRONG if wrong else _TEXT)

    @on(Input.Submitted, "#proof")
    def give(self, event: Input.Submitted) -> None:
        """Enter hands it over; the line waits for what comes of it."""
        event.stop()
        typed = event.value
        if self._answer is not None and typed and not self._checking:
            self._checking = True
            self.query_one(Line).value = ""
            self._answer(typed)

    def on_key(self, event: events.Key) -> None:
        """Esc leaves the act undone; Tab leads nowhere else."""
        if event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
        elif event.key == "escape":
            event.stop()
            event.prevent_default()
            self.withdraw()
            self._left()

    def withdraw(self) -> None:
        """Take the line away; the field it came from has the keys again."""
        self._answer, self._checking = None, False
        self.query_one(Line).value = ""
        self.display = False
        before, self._before = self._before, None
        if before is not None and before.is_attached:
            before.focus(scroll_visible=False)
        else:
            self.screen.set_focus(None)

    def _ask(self, text: str) -> None:
        self.display = True
        self.query_one(Static).update(Content(text))
        self.call_after_refresh(self.query_one(Line).focus)
