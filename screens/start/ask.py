"""An account request, from somebody who has no account yet: six lines, sent after a typed y."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from db.cards.accounts import NewRequest
from db.words.actor import Role
from db.words.errors import BadInput
from db.words.text import clean
from screens.frame.base import BaseScreen
from screens.frame.line import Line
from screens.frame.place import Place

_FIELDS = (
    ("asked-name", "Your name"),
    ("asked-user", "Sign in as"),
    ("asked-agency", "Agency (code)"),
    ("asked-roles", "Roles"),
    ("asked-courts", "Courts (codes)"),
    ("asked-contact", "Phone or e-mail"),
    ("asked-reason", "What for"),
)
_TOLD = (
    "Roles and courts are parted by commas: probation officer, youth. The authoriser of your area answers; then "
    "you are given a one-time code to begin with. Enter goes on, and on the last line sends. Esc leaves."
)


class Desk(Protocol):
    """The part of the application's opener that this screen needs."""

    def ask_for_account(self, new: NewRequest) -> str:
        """Write the request down and give its reference; raises a TrackerError with the sentence to show."""


class AskScreen(BaseScreen):
    """Opened over the sign-in; nothing of the record is behind it."""

    PLACE = "start.sign_up"
    TITLE = "Tracker > Ask for an account"
    HELP: ClassVar[str] = _TOLD
    CSS = """
    AskScreen .field { height: 1; margin: 0 1; }
    AskScreen .label { width: 17; }
    AskScreen Input { width: 1fr; }
    AskScreen #told { height: auto; margin: 1 1; }
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk

    def compose_body(self) -> ComposeResult:
        """The lines, and what follows."""
        with VerticalScroll():
            for name, label in _FIELDS:
                with Horizontal(classes="field"):
                    yield Static(label, classes="label", markup=False)
                    yield Line(id=name, max_length=300)
            yield Static(Content(_TOLD), id="told")

    def on_mount(self) -> None:
        """The first line."""
        self._line(_FIELDS[0][0]).focus()

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter leads to the next line, from the last one to the question."""
        event.stop()
        if event.input.id != _FIELDS[-1][0]:
            self.focus_next()
            return
        try:
            wanted = self._wanted()
        except BadInput as problem:
            self.error(problem)
            return
        self.confirm(
            f"Send the account request of {wanted.display_name} to the authoriser of {wanted.agency.upper()}?",
            lambda: self.act(partial(self.desk.ask_for_account, wanted), self._sent, says="Sending"),
        )

    def _sent(self, reference: str) -> None:
        self.query_one("#told", Static).update(
            Content(f"Account request {reference} is sent. Tell your authoriser this reference. Esc leads back.")
        )
        self.say(f"Account request {reference} is sent.")

    def _wanted(self) -> NewRequest:
        return NewRequest(
            self._text("asked-user"),
            self._text("asked-name"),
            self._text("asked-agency"),
            frozenset(map(_role, _parts(self._text("asked-roles")))),
            _parts(self._text("asked-courts")),
            contact=self._text("asked-contact"),
            reason=self._text("asked-reason"),
        )

    def _text(self, name: str) -> str:
        return clean(self._line(name).value)

    def _line(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)


def _parts(typed: str) -> tuple[str, ...]:
    return tuple(part for part in (one.strip() for one in typed.split(",")) if part)


def _role(typed: str) -> Role:
    """The role of these words. Raises BadInput that names it when it is none."""
    try:
        return Role(typed.casefold().replace(" ", "_"))
    except ValueError:
        raise BadInput(f"There is no role '{typed}'.", kept="Nothing was sent.") from None
