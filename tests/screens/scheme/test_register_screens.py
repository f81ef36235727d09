"""The register by keys at 80x24: an area and a day, a file, a nomination, a review, the end by agreement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.record import Record
from tests.support.schemes import Schemes
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen


@pytest.fixture
def at(sqlite_url: str) -> Iterator[Schemes]:
    """The world of the register on SQLite."""
    units = Units(make_engine(sqlite_url), Clock())
    yield Schemes(Record(units))
    units.close()


def make(desk: object, place: Place) -> BaseScreen:
    return make_screen(desk, place)


async def test_the_menu_opens_the_register_of_the_own_area_and_enter_the_file(at: Schemes, tmp_path: Path) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL", rank=2, review_due=at.ago(3), lead="Sgt Corrie")
    at.registered(at.person("BAINES"), "SEF", rank=1)
    place = Place("start.more")
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=place, size=(100, 30)) as pilot:
        await until(pilot, "Offender register")
        await press(pilot, "p")
        await until(pilot, "Register of MER")
        await press(pilot, "shift+tab", "shift+tab")
        await type_text(pilot, "sef")
        await press(pilot, "enter")
        assert "ADDY" not in await until(pilot, "Register of SEF")
        await press(pilot, "shift+tab", "shift+tab")
        await type_text(pilot, "mer")
        await press(pilot, "enter")
        shown = await until(pilot, "Register of MER")
        lines = [line for line in shown.splitlines() if "Carl" in line]
        assert ["BAINES" in lines[0], "ADDY" in lines[1], "!" in lines[1]] == [True, True, True]
        await press(pilot, "t")
        await until(pilot, "In order of name.")
        await press(pilot, "home", "enter")
        await until(pilot, "registered in LPL area")


async def test_a_clerk_of_a_court_reads_why_nobody_is_there(at: Schemes, tmp_path: Path) -> None:
    at.registered(at.person("ADDY"), "LPL")
    clerk = at.desk(at.user("c.wade", "HMCTS", Role.CLERK))
    async with open_screen(make, tmp=tmp_path, desk=clerk, place=Place("scheme.register", kind="LPL")) as pilot:
        shown = await until(pilot, "Nobody whom you may see is registered in LPL.")
        assert "Registrations come to your role" in " ".join(shown.split())


async def test_another_day_and_an_area_without_anybody_say_so(at: Schemes, tmp_path: Path) -> None:
    at.registered(at.person("ADDY"), "LPL", since=10)
    place = Place("scheme.register", kind="LPL")
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=place) as pilot:
        await until(pilot, "ADDY, Carl")
        await press(pilot, "shift+tab")
        await type_text(pilot, "-11")
        await press(pilot, "enter")
        await until(pilot, "Nobody whose registration you read in full")
        await press(pilot, "shift+tab")
        await type_text(pilot, "shoes")
        await press(pilot, "enter")
        await until(pilot, "No date can be read here.")


async def test_a_person_is_nominated_reviewed_and_deregistered_by_keys(at: Schemes, tmp_path: Path) -> None:
    addy = at.person("ADDY")
    place = Place("scheme.person", person=addy.person)
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=place) as pilot:
        await until(pilot, "+ nominates the person")
        await press(pilot, "d")
        await until(pilot, "No registration of your agency stands.")
        await press(pilot, "plus")
        await until(pilot, "Reasons for the nomination")
        for text in ("lpl", "City scheme", "catch", "pol", "Sgt Corrie", "-20", "PC Tolley", "high", "3", "Burglaries"):
            await type_text(pilot, text)
            await press(pilot, "tab")
        await press(pilot, "tab")
        await type_text(pilot, "Nine burglaries in a year.")
        await press(pilot, "f10")
        await until(pilot, "LPL LPL area: registered")
        await press(pilot, "v")
        await until(pilot, "What the review found")
        await press(pilot, "tab")
        await type_text(pilot, "Keeps his appointments.")
        await press(pilot, "f10")
        await until(pilot, "Keeps his appointments.")
        await press(pilot, "d")
        await until(pilot, "Exit plan, who goes on with what")
        await press(pilot, "tab")
        await type_text(pilot, "No arrest")
        await press(pilot, "tab")
        for _ in range(3):
            await type_text(pilot, "today")
            await press(pilot, "tab")
        await press(pilot, "tab")
        await type_text(pilot, "Probation goes on.")
        await press(pilot, "f10")
        await until(pilot, "End the registration in LPL for good?")
        await press(pilot, "y")
        await until(pilot, "ended")
    (card,) = at.desk().register.read_person(addy.person).registrations
    assert (card.rank, card.nominated_by, card.reasons) == (3, "PC Tolley", "Nine burglaries in a year.")
    assert (card.deregistered_on, card.exit_plan, card.agreed.missing) == (at.today, "Probation goes on.", ())


async def test_a_form_keeps_what_is_typed_when_something_is_missing_and_asks_before_it_leaves(
    at: Schemes, tmp_path: Path
) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL", rank=9, rank_why="New")
    place = Place("scheme.entry", person=addy.person, kind="change", cursor="LPL")
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=place) as pilot:
        await until(pilot, "catch and convict")
        await press(pilot, "f10")
        await until(pilot, "would be different")
        await press(pilot, "escape", "tab", "tab", "tab", "tab", "tab")
        await type_text(pilot, "first")
        await press(pilot, "f10")
        await until(pilot, "A rank is a number")
        await press(pilot, "escape", "escape")
        await until(pilot, "Leave without saving?")
        await press(pilot, "n")
        assert "first" in screen_text(pilot.app)
    (card,) = at.desk().register.read_person(addy.person).registrations
    assert card.rank == 9


async def test_who_keeps_no_register_is_told_so(at: Schemes, tmp_path: Path) -> None:
    addy = at.person("ADDY", of="CPS")
    prosecutor = at.user("s.varghese", "CPS", Role.PROSECUTOR)
    place = Place("scheme.person", person=addy.person)
    async with open_screen(make, tmp=tmp_path, desk=at.desk(prosecutor), place=place) as pilot:
        await until(pilot, "No registration that you read in full")
        await press(pilot, "plus")
        await until(pilot, "The register is kept by police")


async def test_an_arrest_is_entered_by_keys_and_stands_on_the_file(at: Schemes, tmp_path: Path) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL")
    place = Place("scheme.person", person=addy.person)
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=place) as pilot:
        await until(pilot, "LPL LPL area: registered")
        await press(pilot, "a")
        await until(pilot, "Arrested")
        await type_text(pilot, "th68010")
        await press(pilot, "f10")
        await until(pilot, "On which day was the arrest, or the charge?")
        await press(pilot, "escape", "tab", "tab")
        for text in ("-9", "Eastmere", "bol", "-8", "-8", "conv", "today"):
            await type_text(pilot, text)
            await press(pilot, "tab")
        await press(pilot, "f10")
        await until(pilot, "Saved: Theft")
    (card,) = at.desk().arrests.of(addy.person)
    assert (card.outcome, card.arrested_on, card.place, card.area) == ("convicted", at.ago(8), "Eastmere", "BOL")


async def test_b_shows_where_the_offences_lie_and_leads_back(at: Schemes, tmp_path: Path) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL")
    at.convicted(addy, at.ago(20), at.ago(15))
    place = Place("scheme.person", person=addy.person)
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=place) as pilot:
        await until(pilot, "LPL LPL area: registered")
        await press(pilot, "b")
        shown = await until(pilot, "what is alleged alone is not counted")
        assert "Registered in LPL; the border is that of the" in shown
        assert "place not given" in shown
        await press(pilot, "b")
        await until(pilot, "LPL LPL area: registered")
        await press(pilot, "b")
        await until(pilot, "Registered in LPL; the border")
        await press(pilot, "escape")
        await until(pilot, "LPL LPL area: registered")
