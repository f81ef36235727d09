"""A question on one line: typed letters answer it, Enter and Esc take the safe answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.content import Content
from textual.widget import Widget

from db.words.text import visible

Answer = Callable[[str], None]


class QuestionLine(Widget):
    """Owns every letter while it stands; hidden otherwise. It never covers data: it has its own rows."""

    def __init__(self) -> None:
        super().__init__(id="frame-question")
        self.display = False
        self._text = ""
        self._choices: Mapping[str, str] = {}
        self._default = ""
        self._answer: Answer | None = None
        self._before: Widget | None = None

    @property
    def is_open(self) -> bool:
        """Whether an answer is awaited."""
        return self._answer is not None

    def put(self, text: str, choices: Mapping[str, str], *, default: str, answer: Answer) -> None:
        """Ask. `choices` maps a letter to its word; `default` is the letter that Enter and Esc give."""
        if not self.is_open:
            self._before = self.screen.focused
        self._text, self._choices, self._default, self._answer = text, choices, default, answer
        self.display = True
        self.can_focus = True  # only now: a hidden widget would take a screen's first focus
        self.refresh(layout=True)
        self.focus()

    def withdraw(self) -> None:
        """Take the question away without an answer."""
        self._close()

    def render(self) -> Content:
        """The text, then the letters: `y yes  n no (Enter)`."""
        letters = "  ".join(
            f"{letter} {visible(word)}{' (Enter)' if letter == self._default else ''}"
            for letter, word in self._choices.items()
        )
        return Content.assemble((visible(self._text), "bold"), "  ", letters)

    def on_key(self, event: events.Key) -> None:
        """A listed letter answers, Enter and Esc give the default; no other key does anything."""
        if event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            return
        letter = (event.character or "").lower()
        if event.key in ("enter", "escape"):
            letter = self._default
        elif letter not in self._choices:
            event.stop()
            event.prevent_default()
            return
        event.stop()
        event.prevent_default()
        answer = self._answer
        self._close()
        if answer is not None and (letter or event.key == "enter"):
            answer(letter)

    def _close(self) -> None:
        self._answer = None
        self.display = False
        self.can_focus = False
        before, self._before = self._before, None
        if before is not None and before.is_attached:
            before.focus(scroll_visible=False)
        else:
            self.screen.set_focus(None)
