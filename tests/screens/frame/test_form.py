"""Forms: Esc asks first, and what is typed is on the disk within a quarter of a second and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
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


async def test_what_is_typed_into_a_form_comes_back_in_the_same_form_and_no_other(at: Schemes, tmp_path: Path) -> None:
    addy, baines = at.person("ADDY"), at.person("BAINES")
    desk = Desk(at.record.units, at.officer, drafts=tmp_path / "drafts")
    place = Place("scheme.arrest", person=addy.person)
    async with open_screen(make, tmp=tmp_path, desk=desk, place=place) as pilot:
        await until(pilot, "ADDY")
        await type_text(pilot, "th68010")
        await press(pilot, "enter")
        await type_text(pilot, "A bicycle")
        await press(pilot, "escape")
        await until(pilot, "Leave without saving?  y yes, kept as a draft  d drop it")
        await press(pilot, "n")
        await until(pilot, "Nothing was done.")
        pilot.app.screen.flush_draft()
    (left,) = desk.drafts.left()
    assert left.label.startswith("the form 'Arrest or charge' about ADDY, Carl at ")
    assert desk.drafts.of_person(addy.person) == (), "a note's form does not offer it"
    again = Desk(at.record.units, at.officer, drafts=tmp_path / "drafts")
    other = Place("scheme.arrest", person=baines.person)
    async with open_screen(make, tmp=tmp_path, desk=again, place=other) as pilot:
        await until(pilot, "BAINES")
        assert "bicycle" not in screen_text(pilot.app)
    async with open_screen(make, tmp=tmp_path, desk=again, place=place) as pilot:
        shown = await until(pilot, "is back; it is not saved yet")
        assert "th68010" in shown
        assert "A bicycle" in shown
        await press(pilot, "escape")
        await until(pilot, "Leave without saving?")
        await press(pilot, "d")
    assert again.drafts.pending() == ()


async def test_a_form_that_is_saved_leaves_no_draft(at: Schemes, tmp_path: Path) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL")
    desk = Desk(at.record.units, at.officer, drafts=tmp_path / "drafts")
    place = Place("scheme.entry", person=addy.person, kind="review", cursor="LPL")
    async with open_screen(make, tmp=tmp_path, desk=desk, place=place) as pilot:
        await until(pilot, "What the review found")
        await until(pilot, "ADDY")
        await press(pilot, "tab")
        await type_text(pilot, "Keeps his appointments.")
        pilot.app.screen.flush_draft()
        assert [dict(one.form.address)["screen"] for one in desk.drafts.pending() if one.form] == ["scheme.entry"]
        await press(pilot, "f10")
        await until(pilot, "Reviewed")
    assert desk.drafts.pending() == ()


async def test_what_tracker_filled_in_is_nothing_to_lose_and_a_sign_in_without_drafts_says_so(
    at: Schemes, tmp_path: Path
) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL", rank=9)
    place = Place("scheme.entry", person=addy.person, kind="change", cursor="LPL")
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=place) as pilot:
        await until(pilot, "catch and convict")
        await press(pilot, "escape")
        assert "Leave without saving?" not in screen_text(pilot.app)
        await press(pilot, "tab")
        await type_text(pilot, "x")
        await press(pilot, "escape")
        await until(pilot, "Leave without saving? What is typed here is not kept.")
