"""The cover (^L, or idle time): nothing of the record stays on the terminal until the password is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from db.words.errors import TrackerError
from screens.frame.base import BaseScreen
from screens.frame.line import Line

Unlock = Callable[[str], None]


class CoverScreen(BaseScreen):
    """Blank at once; `unlock` checks the password on a thread and raises a TrackerError when it is wrong."""

    PLACE = "start.sign_cover"
    TITLE = "Locked"
    HELP: ClassVar[str] = "Type the password of the clerk who is signed in, then Enter."

    def __init__(self, user_name: str, unlock: Unlock) -> None:
        super().__init__()
        self._user_name = user_name
        self._unlock = unlock

    def compose_body(self) -> ComposeResult:
        """Two lines and the password; no name of a defendant, no list, nothing else."""
        yield Static(f"Tracker is locked. Signed in: {self._user_name}", markup=False)
        yield Static("Password, then Enter:", markup=False)
        yield Line(password=True, id="cover-password", max_length=128)

    def on_mount(self) -> None:
        """The password can be typed at once."""
        self.query_one(Input).focus()

    @on(Input.Submitted, "#cover-password")
    def check(self, event: Input.Submitted) -> None:
        """Ask whether it is right; the field is emptied whatever comes back."""
        password = event.value
        event.input.value = ""
        self.act(lambda: self._unlock(password), lambda _: self._open(), says="Checking", refused=self._refused)

    def on_key(self, event: events.Key) -> None:
        """Esc does not leave the cover."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.status.dismiss()

    def act_back(self) -> None:
        """The way back is the password."""
        self.status.dismiss()

    def _open(self) -> None:
        self.dismiss()

    def _refused(self, problem: TrackerError) -> None:
        self.error(problem)
