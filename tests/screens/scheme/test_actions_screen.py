"""Joint actions by keys at 80x24: taken on, overdue, done; each agency says so of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from db.schemes.actions import JOINT
from db.store.engine import make_engine
from db.tables.held import AgencyRecord
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.families.access import Category
from db.words.families.held import RecordState
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.record import Record
from tests.support.schemes import Schemes
from tests.support.screen import open_screen, press, type_text, until
from tracker_tui.app.handlers.places import make_screen


@pytest.fixture
def at(sqlite_url: str) -> Iterator[Schemes]:
    """The world of the register on SQLite."""
    units = Units(make_engine(sqlite_url), Clock())
    yield Schemes(Record(units))
    units.close()


def make(desk: object, place: Place) -> BaseScreen:
    return make_screen(desk, place)


async def test_an_action_is_taken_on_and_done_by_keys_and_the_overdue_one_stands_first(
    at: Schemes, tmp_path: Path
) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL")
    at.record.put(
        AgencyRecord(
            person_id=addy.person, owner_agency_id=at.agencies["POL"], recorded_at=at.record.clock.now(),
            category=Category.PPO, summary="Visit [/b] at home", state=RecordState.OPEN, valid_from=at.ago(20),
            valid_to=at.ago(2), source=JOINT,
        )
    )  # fmt: skip
    place = Place("scheme.person", person=addy.person)
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=place) as pilot:
        await until(pilot, "LPL LPL area: registered")
        await press(pilot, "j")
        await until(pilot, "Visit [/b] at home")
        await press(pilot, "plus")
        await until(pilot, "Take on an action")
        await press(pilot, "f10")
        await until(pilot, "Say in a line what is to be done.")
        await type_text(pilot, "Housing interview")
        await press(pilot, "enter")
        await type_text(pilot, "yesterday")
        await press(pilot, "f10")
        await until(pilot, "That day has passed.")
        await press(pilot, "escape", "ctrl+u")
        await type_text(pilot, "+7")
        await press(pilot, "f10")
        await until(pilot, "Taken on by POL agency, due")
        shown = await until(pilot, "Housing interview")
        lines = [line for line in shown.splitlines() if "open" in line]
        assert ["Visit" in lines[0], "!" in lines[0][:4], "!" in lines[1][:4]] == [True, True, False]
        await press(pilot, "home", "k")
        await until(pilot, "Is it done: Visit [/b] at home?")
        await press(pilot, "y")
        await until(pilot, "Done: Visit [/b] at home")
        shown = await until(pilot, "done ")
        assert shown.index("Housing interview") < shown.index("Visit [/b]")
    cards = at.desk().actions.of(addy.person)
    assert [(one.what, one.done_on) for one in cards] == [("Housing interview", None), ("Visit [/b] at home", at.today)]
    assert cards[0].due == at.today + timedelta(days=7)


async def test_a_partner_reads_it_and_says_of_its_own_alone_that_it_is_done(at: Schemes, tmp_path: Path) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL")
    at.desk().actions.take_on(addy.person, "Visit at home", at.today)
    place = Place("scheme.actions", person=addy.person)
    async with open_screen(make, tmp=tmp_path, desk=at.desk(at.probation), place=place) as pilot:
        await until(pilot, "Visit at home")
        await press(pilot, "k")
        await until(pilot, "POL agency took it on and says when it is done.")


async def test_about_somebody_who_is_on_no_register_that_one_reads_nothing_is_taken_on(
    at: Schemes, tmp_path: Path
) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL", since=50, deregistered_on=at.ago(3))
    place = Place("scheme.actions", person=addy.person)
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=place) as pilot:
        await until(pilot, "No action about this person that you may see.")
        await press(pilot, "plus")
        await until(pilot, "This person is on no register that you read in full.")
    board = at.user("m.board", "POL", Role.BOARD_ANALYST)
    assert at.desk(board).actions.refusal(addy.person) != ""
