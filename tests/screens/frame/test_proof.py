"""An act that wants the password once more: asked for on one line, then the act goes on by itself."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from db.words.errors import StepUpNeeded
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.screen import TestOpener, TestSession, check, open_screen, press, screen_text, type_text, until


class Session(TestSession):
    """Remembers that the password was given."""

    proved = False

    def step_up(self, password: str) -> None:
        check(password)
        self.proved = True


class Sharing(BaseScreen):
    """`s` saves a sharing rule."""

    PLACE = "test"
    TITLE = "Sharing"
    done = 0

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)
        assert isinstance(desk, Session)
        self.session = desk

    def compose_body(self) -> ComposeResult:
        yield Static("A rule", markup=False)

    def on_key(self, event: events.Key) -> None:
        if event.key == "s" and not self.typing:
            self.act(self._save, lambda _: self.say("The rule is saved."))

    def _save(self) -> None:
        if not self.session.proved:
            raise StepUpNeeded("This wants your password once more.")
        self.done += 1


def _opener() -> tuple[TestOpener, Session]:
    session = Session(None)
    return TestOpener(session), session


async def test_the_right_password_lets_the_act_go_on(tmp_path: Path) -> None:
    opener, session = _opener()
    async with open_screen(Sharing, tmp=tmp_path, opener=opener, desk=session, place=Place("test")) as pilot:
        await press(pilot, "s")
        await until(pilot, "Your password once more")
        await type_text(pilot, "correct horse")
        assert "correct horse" not in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "Your password once more" not in await until(pilot, "The rule is saved.")
        await press(pilot, "s")
        assert pilot.app.screen.done == 2


async def test_a_wrong_one_is_told_and_escape_leaves_the_act_undone(tmp_path: Path) -> None:
    opener, session = _opener()
    async with open_screen(Sharing, tmp=tmp_path, opener=opener, desk=session, place=Place("test")) as pilot:
        await press(pilot, "s")
        await until(pilot, "Your password once more")
        await type_text(pilot, "wrong")
        await press(pilot, "enter")
        await until(pilot, "User name or password is wrong.")
        await press(pilot, "escape", "s")
        await until(pilot, "Your password once more")
        await press(pilot, "escape")
        assert "Your password once more" not in screen_text(pilot.app)
        assert pilot.app.screen.done == 0
        await press(pilot, "s")
        await until(pilot, "Your password once more")
        await press(pilot, "enter")
        assert pilot.app.screen.done == 0
