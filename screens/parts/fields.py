"""Form fields: a label, a line to type in, and below it what Tracker has understood, in full."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from db.words.dates import parse_loose, spell
from db.words.errors import BadInput
from db.words.text import clean
from screens.frame.line import Line

_LONGEST_COUNTED = 2000


class Field(Vertical):
    """One labelled line. `text` is cleaned; `echo` says what was understood or what is wrong.

    Where `counts` names how many characters are wanted, the echo counts them, and a longer text stays to be shortened.
    """

    DEFAULT_CSS = "Field { height: 3; } Field Static { height: 1; } Field Input { height: 1; }"

    def __init__(
        self,
        label: str,
        *,
        id: str,  # noqa: A002 - Textual's word
        value: str = "",
        limit: int = 200,
        counts: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(id=id)
        self.label = label
        self.first = clean(value)
        self._limit = _LONGEST_COUNTED if counts else limit
        self._counts = counts
        self._echo = ""

    def compose(self) -> ComposeResult:
        """Label, line, echo."""
        yield Static(Content(self.label))
        yield Line(value=self.first, max_length=self._limit, select_on_focus=False)
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

    @property
    def echo(self) -> str:
        """What stands below the line."""
        return self._echo

    @echo.setter
    def echo(self, value: str) -> None:
        self._echo = value
        self.query_one(".echo", Static).update(Content(f"  {value}" if value else ""))

    def on_input_changed(self) -> None:
        """Count, where that is wanted."""
        if self._counts is not None:
            least, most = self._counts
            length = len(self.text)
            self.echo = f"{length} of {least} to {most} characters" if length else ""

    def enter(self) -> None:
        """Give the line the focus."""
        self.query_one(Input).focus()


class DateField(Field):
    """A date typed loosely, UK order (`12/3/80`, `today`, `+28`), echoed in full as one types.

    `past` reads two-digit years and weekdays backwards, as a date of birth wants it.
    """

    def __init__(
        self,
        label: str,
        *,
        id: str,  # noqa: A002 - Textual's word
        today: Callable[[], date],
        past: bool = False,
        value: date | None = None,
    ) -> None:
        super().__init__(label, id=id, value=f"{value:%d/%m/%Y}" if value else "", limit=40)
        self._today = today
        self._past = past

    @property
    def day(self) -> date | None:
        """The date, None when nothing is typed; raises BadInput when it cannot be read."""
        return parse_loose(self.text, today=self._today(), past=self._past) if self.text else None

    def on_mount(self) -> None:
        """Echo what the field starts with."""
        self.on_input_changed()

    def on_input_changed(self) -> None:
        """Say the date in full, or why it is none."""
        try:
            day = self.day
        except BadInput as problem:
            self.echo = problem.happened
        else:
            self.echo = spell(day) if day else ""
