"""The cover (^L, or idle time): nothing of the record stays on the terminal until the password is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from db.words.errors import TrackerError
from screens.frame.base import BaseScreen
from screens.frame.line import Line
from screens.frame.messages import OtherUserAsked

Unlock = Callable[[str], None]


class CoverScreen(BaseScreen):
    """Blank at once; `unlock` checks the password on a thread and raises a TrackerError when it is wrong.

    `over` says why the sign-in stands no more: then there is nothing to unlock, only to sign in again.
    """

    PLACE = "start.sign_cover"
    TITLE = "Locked"
    HELP: ClassVar[str] = (
        "Type the password of the clerk who is signed in, then Enter: you are where you were. Somebody else types "
        "another user name; what the first one was writing is kept, locked."
    )

    def __init__(self, user_name: str, unlock: Unlock, *, over: str = "") -> None:
        super().__init__()
        self._user_name = user_name
        self._unlock = unlock
        self._over = over

    def compose_body(self) -> ComposeResult:
        """No name of a defendant, no list, nothing else."""
        if self._over:
            yield Static(Content(f"{self._over} What you typed is kept."))
            yield Static("User name, then Enter, to sign in again:", markup=False)
            yield Line(self._user_name, id="cover-user", max_length=64)
            return
        yield Static(Content(f"Tracker is locked. Signed in: {self._user_name}"))
        yield Static("Password, then Enter:", markup=False)
        yield Line(password=True, id="cover-password", max_length=128)
        yield Static("Somebody else: Tab, your user name, Enter.", markup=False)
        yield Line(id="cover-user", max_length=64)

    def on_mount(self) -> None:
        """What is wanted can be typed at once."""
        self.query(Input).first().focus()

    @on(Input.Submitted, "#cover-password")
    def check(self, event: Input.Submitted) -> None:
        """Ask whether it is right; the field is emptied whatever comes back."""
        password = event.value
        event.input.value = ""
        self.act(lambda: self._unlock(password), lambda _: self._open(), says="Checking", refused=self._refused)

    @on(Input.Submitted, "#cover-user")
    def change_user(self, event: Input.Submitted) -> None:
        """The sign-in, for the name that was typed; the one who is signed in unlocks by the password instead."""
        name = event.value.strip()
        if not name or (name == self._user_name and not self._over):
            self.query(Input).first().focus()
            return
        self.post_message(OtherUserAsked(name))

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
