"""Cohorts by keys at 80x24: made, filled from the register, locked, counted, frozen; and who may not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.cards.cohorts import NewCohort
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


async def test_a_cohort_is_made_by_keys(at: Schemes, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=Place("start.more"), size=(80, 30)) as pilot:
        await until(pilot, "Cohorts")
        await press(pilot, "h")
        await until(pilot, "Your agency has no cohort.")
        await press(pilot, "plus")
        await until(pilot, "Cohorts > New")
        for text in ("laa1", "Agreement [/b]", "bol"):
            await type_text(pilot, text)
            await press(pilot, "tab")
        await until(pilot, "One of: LPL, MER, SEF, TOX")
        await press(pilot, "f10")
        await until(pilot, "Say the first day of the baseline.")
        await press(pilot, "escape", "shift+tab", "ctrl+u")
        for text in ("lpl", "-200", "-101", "-100", "-1", "many"):
            await type_text(pilot, text)
            await press(pilot, "tab")
        await press(pilot, "f10")
        await until(pilot, "A target is a number.")
        await press(pilot, "escape", "ctrl+u")
        await type_text(pilot, "1")
        await press(pilot, "f10")
        await until(pilot, "LAA1 is made")
        await press(pilot, "enter")
        await until(pilot, "Nobody is in it yet.")
        await press(pilot, "k")
        await until(pilot, "Nobody is in it yet; + puts people in.")
    (card,) = at.desk().cohorts.list()
    assert (card.name, card.baseline_from, card.follow_to, card.target) == ("Agreement [/b]", at.ago(200), at.ago(1), 1)


async def test_a_cohort_is_filled_locked_counted_and_frozen_by_keys(at: Schemes, tmp_path: Path) -> None:
    addy, baines = at.person("ADDY [/b]"), at.person("BAINES")
    for known in (addy, baines):
        at.registered(known, "LPL", since=400)
    at.person("CROSS")
    at.convicted(addy, at.ago(150), at.ago(40), None)
    desk = at.desk()
    desk.cohorts.make(NewCohort("LAA1", "Agreement", "LPL", at.ago(200), at.ago(101), at.ago(100), at.ago(1), 1))
    place = Place("scheme.cohort", kind="LAA1")
    async with open_screen(make, tmp=tmp_path, desk=desk, place=place, size=(80, 30)) as pilot:
        await until(pilot, "Nobody is in it yet.")
        await press(pilot, "plus")
        shown = await until(pilot, "BAINES, Carl")
        assert "CROSS" not in shown
        await type_text(pilot, "carl")
        await press(pilot, "down", "enter")
        await until(pilot, "ADDY [/B], Carl is in LAA1.")
        await press(pilot, "down", "enter")
        await until(pilot, "Put people in: 2 so far")
        await press(pilot, "escape")
        await until(pilot, "Cohort LAA1: 2 people")
        await press(pilot, "down", "d")
        await until(pilot, "Take BAINES, Carl out of LAA1?")
        await press(pilot, "y")
        shown = await until(pilot, "Cohort LAA1: 1 person")
        assert "1 conviction (+0 %)" in shown
        assert "at most 1: kept; 1 without a day, in no period" in shown
        await press(pilot, "f")
        await until(pilot, "It is not locked")
        await press(pilot, "k")
        await until(pilot, "Lock LAA1 with 1 person?")
        await press(pilot, "y")
        await until(pilot, "LAA1 is locked.")
        await press(pilot, "plus")
        await until(pilot, "It is locked: its people are fixed")
        await press(pilot, "f")
        await until(pilot, "Freeze today's figures of LAA1?")
        await press(pilot, "y")
        await until(pilot, "Today's figures are frozen.")
        await until(pilot, "N.Corrie")
        await press(pilot, "shift+tab")
        await type_text(pilot, "-60")
        await press(pilot, "enter")
        await until(pilot, "0 convictions (-100 %), still going on")
    found = at.desk().cohort_figures.count("LAA1")
    assert [one.baseline for one in found.frozen] == [1]
    assert [one.member.person_id for one in found.rows] == [addy.person]


async def test_who_keeps_no_register_is_told_why_there_is_no_cohort(at: Schemes, tmp_path: Path) -> None:
    clerk = at.user("c.wade", "HMCTS", Role.CLERK)
    async with open_screen(make, tmp=tmp_path, desk=at.desk(clerk), place=Place("scheme.cohorts")) as pilot:
        shown = await until(pilot, "Your agency has no cohort.")
        assert "kept by police, probation and" in shown
        await press(pilot, "plus")
        await until(pilot, "The register is kept by police")


async def test_who_is_deregistered_stays_in_a_locked_cohort_and_is_marked(at: Schemes, tmp_path: Path) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL", since=400, deregistered_on=at.ago(5))
    desk = at.desk()
    desk.cohorts.make(NewCohort("LAA1", "Agreement", "LPL", at.ago(200), at.ago(101), at.ago(100), at.ago(1)))
    desk.cohorts.add("LAA1", addy.person)
    desk.cohorts.lock("LAA1")
    place = Place("scheme.cohort", kind="LAA1")
    async with open_screen(make, tmp=tmp_path, desk=desk, place=place) as pilot:
        shown = await until(pilot, "ADDY, Carl")
        assert next("-" in line[:4] for line in shown.splitlines() if "ADDY" in line)
        await press(pilot, "enter")
        await until(pilot, "born")
        assert "ADDY" in screen_text(pilot.app)
