"""Another password for whoever is signed in: the old one, the new one, the new one again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from screens.frame.base import BaseScreen
from screens.frame.messages import SignInOver
from screens.start.steps import TWICE, Field, StepPane

if TYPE_CHECKING:
    from db.desk import Desk
    from db.words.errors import TrackerError
    from screens.frame.place import Place

_FIELDS = (Field("Old password"), *TWICE)
_TOLD = (
    "Twelve characters or more, administrators fifteen; three or four unrelated words make a good one. Every "
    "sign-in of yours ends with it, this one too: you sign in again with the new one. Enter goes on, Esc leaves."
)


class PasswordScreen(BaseScreen):
    """Three hidden lines; nothing of them stays on the screen whatever comes of it."""

    PLACE = "start.password"
    TITLE = "Another password"
    HELP: ClassVar[str] = (
        "Type your old password, then the new one twice. A judge's personal notes stay readable. Whoever has "
        "forgotten the old one asks the administrator for a one-time code."
    )
    CSS = """
    PasswordScreen .field { height: 1; margin: 0 1; }
    PasswordScreen .label { width: 14; }
    PasswordScreen Input { width: 40; }
    PasswordScreen StepPane { height: auto; margin: 1 0 0 0; }
    PasswordScreen .step-text { height: auto; margin: 0 1 1 1; }
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk

    def compose_body(self) -> ComposeResult:
        """The lines come with the first step."""
        yield StepPane()

    async def on_mount(self) -> None:
        """The old password first."""
        await self.query_one(StepPane).put(_TOLD, _FIELDS, self._choose)

    def _choose(self, typed: Sequence[str]) -> None:
        old, new, again = typed
        if not old or new != again:
            self.refuse("The new password was not typed alike twice." if old else "Type the old password first.")
            return
        change = partial(self.host.change_password, old, new)
        self.act(change, self._changed, says="Changing the password", refused=self._refused)

    def _changed(self, _: None) -> None:
        self.post_message(SignInOver("Your password is changed. Sign in with the new one."))

    def _refused(self, problem: TrackerError) -> None:
        self.error(problem)
