"""The sign-in: typed at once, answered in one sentence, nothing kept of a password, readable at 80x24."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from db.keeper.published import demo_users
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
