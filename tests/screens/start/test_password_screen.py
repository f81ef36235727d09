"""Another password from inside: old, new, new again; nothing of them stays, and the sign-in ends with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from db.keeper.demo import prepare_demo
from db.keeper.homes import find_home
from db.keeper.installation import Installation
from db.words.clock import Clock
from db.words.errors import Refused
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.start.password import PasswordScreen
from tests.support.homes import ADMIN, ADMIN_PASSWORD, Home
from tests.support.screen import TestOpener, TestSession, open_screen, press, screen_text, type_text, until
from tracker_tui.app.opener import HomeOpener
from tracker_tui.app.ports import Session

NEW = "seven goats in a boat"


class Somewhere(BaseScreen):
    """Stands for the screen where the clerk was."""

    PLACE = "day.list"
    TITLE = "Somewhere"


def make(_desk: object, place: Place) -> BaseScreen:
    return Somewhere(place) if place.screen == "day.list" else PasswordScreen(None, place)  # type: ignore[arg-type]


async def test_the_palette_leads_there_and_the_new_password_ends_the_sign_in(tmp_path: Path) -> None:
    session = TestSession(None)
    async with open_screen(make, tmp=tmp_path, opener=TestOpener(session), place=Place("day.list")) as pilot:
        await until(pilot, "Somewhere")
        await press(pilot, "ctrl+p")
        await type_text(pilot, "password")
        await press(pilot, "enter")
        await until(pilot, "Old password")
        for typed in ("correct horse", NEW, NEW):
            await type_text(pilot, typed)
            assert typed not in screen_text(pilot.app)
            await press(pilot, "enter")
        shown = await until(pilot, "Your password is changed. Sign in with the new one.")
        assert session.chosen == NEW
        assert "to sign in again" in shown


async def test_what_is_not_alike_or_wrong_changes_nothing_and_empties_the_lines(tmp_path: Path) -> None:
    session = TestSession(None)
    async with open_screen(make, tmp=tmp_path, opener=TestOpener(session), place=Place("start.password")) as pilot:
        await until(pilot, "Old password")
        for typed, said in (
            (("", NEW, NEW), "Type the old password first."),
            (("correct horse", NEW, NEW + "s"), "not typed alike twice"),
            (("wrong", NEW, NEW), "password is wrong"),
        ):
            for one in typed:
                await type_text(pilot, one)
                await press(pilot, "enter")
            await until(pilot, said)
            assert [line.value for line in pilot.app.screen.query(Input)] == ["", "", ""]
            await press(pilot, "escape")
        assert session.chosen == ""
        assert "Old password" in screen_text(pilot.app)


def test_at_a_live_home_the_old_one_is_out_and_the_new_one_is_in(live_home: Home) -> None:
    installation = Installation(live_home)
    opener = HomeOpener(installation)
    opener.prepare()
    here: Session = opener.sign_in(ADMIN, ADMIN_PASSWORD)
    with pytest.raises(Refused, match="wrong"):
        here.change_password("not this one at all", NEW)
    assert here.over() == ""
    here.change_password(ADMIN_PASSWORD, NEW)
    assert "another password was chosen" in here.over()
    with pytest.raises(Refused, match="wrong"):
        opener.sign_in(ADMIN, ADMIN_PASSWORD)
    again = opener.sign_in(ADMIN, NEW)
    assert again.over() == ""
    again.close()


def test_a_demos_passwords_stay(tmp_path: Path) -> None:
    prepare_demo(find_home(str(tmp_path / "demo")), clock=Clock())
    opener = HomeOpener(Installation(find_home(str(tmp_path / "demo"))))
    opener.prepare()
    here = opener.sign_in("clerk", "clerk-in-the-demo")
    with pytest.raises(Refused, match="everybody's"):
        here.change_password("clerk-in-the-demo", NEW)
    here.close()
