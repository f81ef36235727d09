"""The sign-in: typed at once, answered in one sentence, nothing kept of a password, readable at 80x24."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from db.keeper.admitted import Enrolment
from db.keeper.published import demo_users
from db.words.errors import Refused, TrackerError
from db.words.refusals import CodeWanted, FactorToSetUp, PasswordToChoose, SignedInElsewhere
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.start.sign_in import SignInScreen
from tests.support.screen import (
    LARGE,
    SMALL,
    TestOpener,
    TestSession,
    open_screen,
    press,
    screen_text,
    type_text,
    until,
)
from tracker_tui.app.ports import Session


class Arrived(BaseScreen):
    """Stands for the home that a sign-in leads to."""

    PLACE = "start.home"
    TITLE = "Home"


def _make(desk: object, place: Place) -> BaseScreen:
    if place.screen == "start.home":
        return Arrived(place)
    assert isinstance(desk, TestOpener)
    return SignInScreen(desk, place)


def _shown(tmp: Path, opener: TestOpener, size: tuple[int, int] = SMALL) -> AbstractAsyncContextManager[Pilot[int]]:
    return open_screen(_make, tmp=tmp, opener=opener, desk=opener, place=Place("start.sign_in"), size=size)


def _opener(**more: object) -> TestOpener:
    return TestOpener(TestSession(None), **more)  # type: ignore[arg-type]


async def test_name_enter_password_enter_leads_home(tmp_path: Path) -> None:
    async with _shown(tmp_path, _opener()) as pilot:
        await type_text(pilot, "p.hale")
        await press(pilot, "enter")
        await type_text(pilot, "correct horse")
        assert "correct horse" not in screen_text(pilot.app)
        await press(pilot, "enter")
        await until(pilot, "Home")


async def test_a_wrong_password_is_said_and_leaves_the_field_empty(tmp_path: Path) -> None:
    async with _shown(tmp_path, _opener()) as pilot:
        await type_text(pilot, "p.hale")
        await press(pilot, "enter")
        await type_text(pilot, "wrong")
        await press(pilot, "enter")
        await until(pilot, "User name or password is wrong.")
        field = pilot.app.screen.query_one("#password", Input)
        assert field.value == ""
        assert pilot.app.screen.focused is field


async def test_the_sign_in_that_comes_back_for_somebody_else_shows_no_error_of_before(tmp_path: Path) -> None:
    async with _shown(tmp_path, _opener()) as pilot:
        await type_text(pilot, "p.hale")
        await press(pilot, "enter")
        await type_text(pilot, "wrong")
        await press(pilot, "enter")
        await until(pilot, "User name or password is wrong.")
        screen = pilot.app.screen
        assert isinstance(screen, SignInScreen)
        screen.come_back(Place("start.sign_in", kind="j.moss"))
        shown = await until(pilot, "j.moss")
        assert "Error" not in shown


async def test_both_must_be_typed(tmp_path: Path) -> None:
    async with _shown(tmp_path, _opener()) as pilot:
        await press(pilot, "enter", "enter")
        await until(pilot, "Type both")


async def test_escape_leaves_nothing_and_loses_nothing(tmp_path: Path) -> None:
    async with _shown(tmp_path, _opener()) as pilot:
        await type_text(pilot, "p.hale")
        await press(pilot, "escape")
        assert "p.hale" in screen_text(pilot.app)


async def test_what_this_home_is_stands_on_the_screen(tmp_path: Path) -> None:
    opener = _opener(banner="NOT ENCRYPTED", notice="The database of this home is not encrypted yet.")
    async with _shown(tmp_path, opener) as pilot:
        shown = await until(pilot, "not encrypted yet")
        assert "NOT ENCRYPTED" in shown.splitlines()[0]
        assert shown.count("not encrypted yet") == 1


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_user_of_the_demo_is_shown_with_the_password(tmp_path: Path, size: tuple[int, int]) -> None:
    opener = _opener(banner="DEMO", hints=demo_users(), user_name="judge")
    async with _shown(tmp_path, opener, size) as pilot:
        shown = await until(pilot, "Who can sign in")
        assert "The password is the name and -in-the-demo: clerk-in-the-demo" in shown
        for name, role, password in demo_users():
            assert password == f"{name}-in-the-demo"
            assert f"{name:<18} {role}" in shown
        await type_text(pilot, "x")
        assert pilot.app.screen.query_one("#password", Input).value == "x"


class Wanting(TestOpener):
    """A door that wants one thing after the other before it lets anybody in."""

    def __init__(self, *wanted: TrackerError) -> None:
        super().__init__(TestSession(None))
        self.wanted = list(wanted)
        self.said: list[tuple[str, ...]] = []

    def sign_in(self, user_name: str, password: str, *, take_over: bool = False, code: str = "") -> Session:
        self.said.append((password, code, "over" if take_over else ""))
        if self.wanted:
            raise self.wanted.pop(0)
        return self.session

    def choose_password(self, user_name: str, old: str, new: str) -> None:
        self.said.append(("choose", old, new))

    def begin_factor(self, user_name: str) -> Enrolment:
        return Enrolment(user_name, b"12345678901234567890", ("AAAA-BBBB-CCCC-DDDD",) * 10)

    def finish_factor(self, shown: Enrolment, password: str, *, code: str) -> None:
        self.said.append(("finish", password, code))


async def _typed(pilot: Pilot[int], *lines: str) -> None:
    for line in lines:
        await type_text(pilot, line)
        await press(pilot, "enter")


async def test_a_code_is_asked_for_and_sent_with_the_password(tmp_path: Path) -> None:
    opener = Wanting(CodeWanted("The password is right."))
    async with _shown(tmp_path, opener) as pilot:
        await _typed(pilot, "p.hale", "secret")
        await until(pilot, "Type the code of your code generator")
        await _typed(pilot, "123456")
        await until(pilot, "Home")
    assert opener.said == [("secret", "", ""), ("secret", "123456", "")]


async def test_a_one_time_code_leads_to_a_password_typed_twice_and_a_generator(tmp_path: Path) -> None:
    opener = Wanting(PasswordToChoose("The code is right."), FactorToSetUp("A generator is needed."))
    async with _shown(tmp_path, opener) as pilot:
        await _typed(pilot, "p.hale", "AAAA-BBBB")
        await until(pilot, "Choose a password")
        await _typed(pilot, "one thing", "another")
        await until(pilot, "The two passwords differ.")
        await _typed(pilot, "one thing", "one thing")
        shown = await until(pilot, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        assert shown.count("AAAA-BBBB-CCCC-DDDD") == 10
        await _typed(pilot, "654321")
        await until(pilot, "Home")
    assert opener.said == [
        ("AAAA-BBBB", "", ""),
        ("choose", "AAAA-BBBB", "one thing"),
        ("one thing", "", ""),
        ("finish", "one thing", "654321"),
        ("one thing", "654321", ""),
    ]


@pytest.mark.parametrize(("letter", "said"), [("y", 2), ("n", 1)])
async def test_another_terminal_is_taken_over_from_after_a_typed_y_only(tmp_path: Path, letter: str, said: int) -> None:
    opener = Wanting(SignedInElsewhere("dock 2", datetime(2026, 3, 2, 9, 10, tzinfo=UTC)))
    async with _shown(tmp_path, opener) as pilot:
        await _typed(pilot, "p.hale", "secret")
        await until(pilot, "You are signed in at dock 2 since 09:10. Take over?")
        await press(pilot, letter)
        await until(pilot, "Home" if letter == "y" else "Nobody was signed out.")
    assert len(opener.said) == said


async def test_escape_leaves_a_step_and_nothing_of_it_stays(tmp_path: Path) -> None:
    opener = Wanting(CodeWanted("The password is right."), Refused("The code is wrong."))
    async with _shown(tmp_path, opener) as pilot:
        await _typed(pilot, "p.hale", "secret")
        await until(pilot, "Type the code")
        await _typed(pilot, "000000")
        await until(pilot, "The code is wrong.")
        await press(pilot, "escape", "escape")
        assert "Type the code" not in screen_text(pilot.app)
        await _typed(pilot, "secret")
        await until(pilot, "Home")


async def test_a_password_is_never_shown_while_it_is_typed(tmp_path: Path) -> None:
    async with _shown(tmp_path, _opener()) as pilot:
        await type_text(pilot, "p.hale")
        await press(pilot, "enter")
        await type_text(pilot, "walnut ferry")
        assert "p.hale" in screen_text(pilot.app)
        assert "walnut" not in screen_text(pilot.app)


async def test_a_password_may_be_pasted(tmp_path: Path) -> None:
    async with _shown(tmp_path, _opener()) as pilot:
        await type_text(pilot, "p.hale")
        await press(pilot, "enter")
        pilot.app.screen.focused.post_message(Paste("correct horse"))  # type: ignore[union-attr]
        await pilot.pause()
        await press(pilot, "enter")
        await until(pilot, "Home")
