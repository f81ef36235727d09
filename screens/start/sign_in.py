"""Sign-in: user name and password, typed at once; what the home is stands above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from db.words.errors import TrackerError
from screens.frame.base import BaseScreen
from screens.frame.lines import padded
from screens.frame.messages import SignedIn
from screens.frame.place import Place

LONGEST_PASSWORD = 128
COLUMN = 38
"""Cells of one of the two columns of a demo's users."""


class Door(Protocol):
    """The part of the application's opener that this screen needs.

    `notice` says what must be known of this home. `hints` are a demo's users: user name, role, password.
    `user_name` is who probably signs in.
    """

    notice: str
    hints: Sequence[tuple[str, str, str]]
    user_name: str

    def sign_in(self, user_name: str, password: str) -> object:
        """A sign-in; raises a TrackerError with the sentence to show."""


class SignInScreen(BaseScreen):
    """The first screen; nothing of the record is loaded when it is painted."""

    PLACE = "start.sign_in"
    TITLE = "Tracker > Sign in"
    CSS_PATH = "sign_in.tcss"
    HELP: ClassVar[str] = (
        "Type your user name, Enter, your password, Enter. A wrong name and a wrong password are answered "
        "alike. Whoever has forgotten the password asks the administrator."
    )

    def __init__(self, door: Door, place: Place) -> None:
        super().__init__(place)
        self.door = door

    def compose_body(self) -> ComposeResult:
        """Two fields, what this home is, and in a demo who can sign in."""
        with Horizontal(classes="field"):
            yield Static("User name", classes="label", markup=False)
            yield Input(self.door.user_name, id="user-name", max_length=64)
        with Horizontal(classes="field"):
            yield Static("Password", classes="label", markup=False)
            yield Input(password=True, id="password", max_length=LONGEST_PASSWORD)
        yield Static(Content(self.door.notice), id="notice")
        yield Static(Content(self._hints()), id="hints")

    def on_mount(self) -> None:
        """The field that is still empty takes what is typed."""
        self.query_one("#password" if self.door.user_name else "#user-name", Input).focus()

    @on(Input.Submitted, "#user-name")
    def go_on(self) -> None:
        """Enter leads to the password."""
        self.set_focus(self.query_one("#password", Input))

    @on(Input.Submitted, "#password")
    def sign_in(self) -> None:
        """Ask at the door; the password leaves the screen whatever the answer is."""
        field = self.query_one("#password", Input)
        user_name, password = self.query_one("#user-name", Input).value.strip(), field.value
        if not user_name or not password:
            self.refuse("Type both, the user name and the password.")
            self.query_one("#password" if user_name else "#user-name", Input).focus()
            return
        field.value = ""
        self.act(
            lambda: self.door.sign_in(user_name, password),
            self._let_in,
            says="Signing in",
            refused=self._refused,
        )

    def act_back(self) -> None:
        """There is nothing behind the sign-in."""
        self.status.dismiss()

    def _let_in(self, session: object) -> None:
        self.post_message(SignedIn(session))

    def _refused(self, problem: TrackerError) -> None:
        self.error(problem)
        self.query_one("#password", Input).focus()

    def _hints(self) -> str:
        if not self.door.hints:
            return "Enter goes on. F1 says what this is; ^Q leaves."
        cells = [padded(f"{name:<18} {role}", COLUMN) for name, role, _password in self.door.hints]
        half = (len(cells) + 1) // 2
        rows = [" ".join(cells[n : n + half + 1 : half]) for n in range(half)]
        name, _role, password = self.door.hints[0]
        # A demo's passwords are made alike; a column of them would be cut at 80 columns.
        told = f"Who can sign in. The password is the name and {password.removeprefix(name)}: {password}"
        return "\n".join([told, "", *rows])
