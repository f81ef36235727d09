"""An act that wants the password once more: asked for on one line, then the act goes on by itself."""

from __future__ import annotations

from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input, Static

from db.words.errors import StepUpNeeded
from db.words.refusals import TooSoon, WrongPassword
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.screen import TestOpener, TestSession, check, open_screen, press, screen_text, type_text, until


class Session(TestSession):
    """Remembers that the password was given."""

    proved = False

    wait = 0.0

    def step_up(self, password: str) -> None:
        if self.wait:
            raise TooSoon(self.wait)
        check(password)
        self.proved = True


class Judging(Session):
    """Says as the door does that this password is wrong."""

    def step_up(self, password: str) -> None:
        if password != "correct horse" and not self.wait:
            raise WrongPassword
        super().step_up(password)


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


class Form(Sharing):
    """Enter saves what is typed."""

    def compose_body(self) -> ComposeResult:
        yield Input(id="agreement", select_on_focus=False)

    def on_mount(self) -> None:
        self.query_one("#agreement").focus()

    @on(Input.Submitted, "#agreement")
    def save(self) -> None:
        self.act(self._save, lambda _: self.say("The rule is saved."))


def _opener(made: type[Session] = Session) -> tuple[TestOpener, Session]:
    session = made(None)
    return TestOpener(session), session


async def _refused_once(pilot: Pilot[int]) -> str:
    """Something is typed and saved, with a wrong password first; what is shown then."""
    await type_text(pilot, "Protocol 7")
    await press(pilot, "enter")
    await until(pilot, "Your password once more")
    await type_text(pilot, "wrong")
    await press(pilot, "enter")
    return await until(pilot, "That password is wrong; type it again, Esc leaves it")


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


async def test_a_wrong_password_keeps_the_line_so_that_the_next_one_is_never_typed_in_clear(tmp_path: Path) -> None:
    opener, session = _opener(Judging)
    async with open_screen(Form, tmp=tmp_path, opener=opener, desk=session, place=Place("test")) as pilot:
        assert "Error" not in await _refused_once(pilot)
        await press(pilot, "tab")
        await type_text(pilot, "correct horse")
        assert "correct" not in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "password" not in await until(pilot, "The rule is saved.")
        await type_text(pilot, "!")
        assert pilot.app.screen.query_one("#agreement", Input).value == "Protocol 7!"


async def test_escape_after_a_wrong_password_keeps_what_was_typed_and_where(tmp_path: Path) -> None:
    opener, session = _opener(Judging)
    async with open_screen(Form, tmp=tmp_path, opener=opener, desk=session, place=Place("test")) as pilot:
        await _refused_once(pilot)
        await press(pilot, "escape")
        assert "password" not in await until(pilot, "Nothing was done; what you typed before stands as it was.")
        await type_text(pilot, "!")
        assert pilot.app.screen.query_one("#agreement", Input).value == "Protocol 7!"
        assert pilot.app.screen.done == 0


async def test_the_wait_after_wrong_passwords_is_told_and_the_line_stays(tmp_path: Path) -> None:
    opener, session = _opener(Judging)
    session.wait = 9.0
    async with open_screen(Form, tmp=tmp_path, opener=opener, desk=session, place=Place("test")) as pilot:
        await press(pilot, "enter")
        await until(pilot, "Your password once more")
        await type_text(pilot, "correct horse")
        await press(pilot, "enter")
        await until(pilot, "Wait 9 seconds")
        session.wait = 0.0
        await type_text(pilot, "correct horse")
        assert "correct" not in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "Wait 9" not in await until(pilot, "The rule is saved.")
