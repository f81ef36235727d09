"""Accounts by keys at 80x24: found, suspended, changed, reset; requests answered; reviews kept; F9 tells for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from db.accounts.users import UsersService
from db.cards.accounts import Change
from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.offices import Offices
from tests.support.record import Record
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen


@pytest.fixture
def offices(sqlite_url: str) -> Iterator[Offices]:
    """Areas, agencies and a court on SQLite."""
    units = Units(make_engine(sqlite_url), Clock())
    yield Offices(Record(units))
    units.close()


@pytest.fixture
def admin(offices: Offices) -> Actor:
    """The administrator, and a clerk to look after."""
    offices.user("j.moss", Role.CLERK)
    return offices.user("p.hale", Role.ADMINISTRATOR)


def make(desk: object, place: Place) -> BaseScreen:
    return make_screen(desk, place)


def desk(offices: Offices, actor: Actor) -> Desk:
    return Desk(offices.record.units, actor)


async def test_an_account_is_found_and_suspended_with_a_reason_and_a_typed_y(
    offices: Offices, admin: Actor, tmp_path: Path
) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk(offices, admin), place=Place("admin.users")) as pilot:
        await until(pilot, "J.Moss")
        await type_text(pilot, "mos")
        shown = await until(pilot, "j.moss")
        assert "p.hale" not in shown.splitlines()[4]
        await press(pilot, "down", "enter")
        await until(pilot, "Users > J.Moss")
        await press(pilot, "d")
        await until(pilot, "Why suspend?")
        await type_text(pilot, "on leave")
        await press(pilot, "enter")
        await until(pilot, "Suspend j.moss?")
        await press(pilot, "n")
        await until(pilot, "Nothing was done.")
        await press(pilot, "d")
        await type_text(pilot, "on leave")
        await press(pilot, "enter", "y")
        await until(pilot, "suspended by P.Hale, on leave")
        await press(pilot, "g")
        await until(pilot, "reinstate it first")
        await press(pilot, "d")
        await until(pilot, "Why reinstate?")
        await press(pilot, "escape")
        assert "Why reinstate?" not in screen_text(pilot.app)
        await press(pilot, "d")
        await type_text(pilot, "back")
        await press(pilot, "enter", "y")
        await until(pilot, "reinstated by P.Hale, back")


async def test_a_code_is_shown_with_what_to_say_and_the_account_extended_and_closed(
    offices: Offices, admin: Actor, tmp_path: Path
) -> None:
    place = Place("admin.user", kind="j.moss")
    async with open_screen(make, tmp=tmp_path, desk=desk(offices, admin), place=place) as pilot:
        await until(pilot, "Users > J.Moss")
        await press(pilot, "g")
        await type_text(pilot, "forgotten")
        await press(pilot, "enter", "y")
        shown = await until(pilot, "One-time code  ")
        assert "It is not shown again." in shown
        await press(pilot, "b")
        await type_text(pilot, "soon")
        await press(pilot, "enter")
        await until(pilot, "No date can be read here")
        await press(pilot, "escape", "b")
        await type_text(pilot, "+90")
        await press(pilot, "enter", "y")
        await until(pilot, "The last day is set.")
        await press(pilot, "z")
        await type_text(pilot, "retired")
        await press(pilot, "enter", "y")
        await until(pilot, "j.moss is closed.")
        await press(pilot, "d")
        await until(pilot, "The account is closed.")


async def test_a_change_is_told_before_it_is_saved(offices: Offices, admin: Actor, tmp_path: Path) -> None:
    place = Place("admin.user", kind="j.moss")
    async with open_screen(make, tmp=tmp_path, desk=desk(offices, admin), place=place) as pilot:
        await until(pilot, "Users > J.Moss")
        await press(pilot, "e")
        await until(pilot, "clerk")
        await type_text(pilot, ", yuth")
        await until(pilot, "There is no role yuth")
        await press(pilot, *["backspace"] * 4)
        await type_text(pilot, "youth")
        await press(pilot, "enter")
        await type_text(pilot, "b01ly")
        await press(pilot, "f10")
        await until(pilot, "role youth given, court B01LY given. Change it?")
        await press(pilot, "y")
        await until(pilot, "clerk, youth")
    shown = UsersService(offices.record.units, admin).show("j.moss")
    assert (shown.user.roles, shown.user.courts) == (("clerk", "youth"), ("B01LY",))


async def test_nobody_can_press_anything_on_the_own_account(offices: Offices, admin: Actor, tmp_path: Path) -> None:
    place = Place("admin.user", kind="p.hale")
    async with open_screen(make, tmp=tmp_path, desk=desk(offices, admin), place=place) as pilot:
        await until(pilot, "Users > P.Hale")
        for key in "edgbz":
            await press(pilot, key)
            await until(pilot, "Nobody changes their own account")
            await press(pilot, "escape")


async def test_an_authoriser_lets_one_in_and_refuses_another(offices: Offices, tmp_path: Path) -> None:
    offices.ask("r.dale")
    offices.ask("o.out", display_name="Olly [/b] Out\x1b]0;x\x07")
    lead = offices.user("c.north", Role.AUTHORISER, agency="NPROB")
    async with open_screen(make, tmp=tmp_path, desk=desk(offices, lead), place=Place("admin.requests")) as pilot:
        shown = await until(pilot, "would sign in as r.dale")
        assert "Olly [/b] Out" in shown
        await press(pilot, "g")
        await until(pilot, "Authorise Robin Dale as probation_officer of NPROB")
        await press(pilot, "y")
        shown = await until(pilot, "One-time code  ")
        await until(pilot, "would sign in as o.out")
        await press(pilot, "d")
        await type_text(pilot, "not of our team")
        await press(pilot, "enter", "y")
        await until(pilot, "No account request is waiting.")
        await press(pilot, "g")
        await until(pilot, "No request is under the cursor.")
    assert "account.refuse" in offices.deeds()


async def test_an_administrator_reads_requests_and_is_told_who_answers(
    offices: Offices, admin: Actor, tmp_path: Path
) -> None:
    offices.ask("r.dale")
    async with open_screen(make, tmp=tmp_path, desk=desk(offices, admin), place=Place("admin.requests")) as pilot:
        await until(pilot, "Not for you: Only an authoriser of the area")
        await press(pilot, "g")
        await until(pilot, "Only an authoriser of the area answers an account request.")


async def test_an_account_due_for_review_is_kept(offices: Offices, admin: Actor, tmp_path: Path) -> None:
    old = offices.user("o.old", Role.USHER)
    now = offices.record.clock.now()
    offices.put(old.user_id, created_at=now - timedelta(days=50), expires_at=now + timedelta(days=5))
    async with open_screen(make, tmp=tmp_path, desk=desk(offices, admin), place=Place("admin.review")) as pilot:
        await until(pilot, "o.old")
        await press(pilot, "k", "y")
        await until(pilot, "o.old is kept.")
        await press(pilot, "enter")
        await until(pilot, "reviewed and kept by P.Hale")


async def test_f9_shows_more_places_and_for_whom_they_are(offices: Offices, admin: Actor, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk(offices, admin), place=Place("start.home")) as pilot:
        await until(pilot, "Accounts")
        await press(pilot, "f9")
        await until(pilot, "Account requests")
        await press(pilot, "u")
        await until(pilot, "a part of the name")
        await press(pilot, "escape", "escape")
        await until(pilot, "Home")


async def test_f9_tells_another_role_why_not(offices: Offices, tmp_path: Path) -> None:
    clerk = offices.user("j.moss", Role.CLERK)
    async with open_screen(make, tmp=tmp_path, desk=desk(offices, clerk), place=Place("start.more")) as pilot:
        await until(pilot, "Not for you: It is for administrator or authoriser.")
        await press(pilot, "u")
        await until(pilot, "It is for administrator or authoriser.")
        assert "start.more" in {one.PLACE for one in pilot.app.screen_stack if isinstance(one, BaseScreen)}


async def test_two_administrators_on_one_account_choose_field_by_field(
    offices: Offices, admin: Actor, tmp_path: Path
) -> None:
    other = desk(offices, offices.user("q.other", Role.ADMINISTRATOR))
    place = Place("admin.change", kind="j.moss")
    async with open_screen(make, tmp=tmp_path, desk=desk(offices, admin), place=place) as pilot:
        await until(pilot, "clerk")
        other.accounts.change("j.moss", Change(team="north", networks=("gsi",)))
        pilot.app.screen.query_one("#team Input", Input).focus()
        await type_text(pilot, "south")
        await press(pilot, "f10")
        shown = await until(pilot, "Left takes yours")
        assert "Saved by Q.Other" in shown
        assert "[x] south" in shown
        assert "[ ] north" in shown
        await press(pilot, "enter")
        await until(pilot, "What you chose stands here")
        await press(pilot, "f10")
        await until(pilot, "team south. Change it?")
        await press(pilot, "y")
        await until(pilot, "team south.")
    found = UsersService(offices.record.units, admin).show("j.moss")
    assert (found.team, found.networks) == ("south", ("gsi",))
