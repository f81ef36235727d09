"""Performance by keys at 80x24: bars of an area and those like it, another area and quarter by Tab and Enter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.record import Record
from tests.support.schemes import Schemes
from tests.support.screen import open_screen, press, type_text, until
from tracker_tui.app.handlers.places import make_screen


@pytest.fixture
def at(sqlite_url: str) -> Iterator[Schemes]:
    """Six people registered in two areas."""
    units = Units(make_engine(sqlite_url), Clock())
    made = Schemes(Record(units))
    for number in range(6):
        made.registered(made.person(f"P{number}"), "LPL" if number < 4 else "SEF", since=400)
    yield made
    units.close()


def make(desk: object, place: Place) -> BaseScreen:
    return make_screen(desk, place)


async def test_the_menu_opens_the_bars_of_the_own_area_and_another_one_is_typed(at: Schemes, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=Place("start.more")) as pilot:
        await until(pilot, "Performance")
        await press(pilot, "g")
        await until(pilot, "Performance of MER")
        await press(pilot, "shift+tab", "shift+tab")
        await type_text(pilot, "lpl")
        await press(pilot, "enter")
        shown = await until(pilot, "> LPL")
        lines = {line.split()[0]: line.count("#") for line in shown.splitlines() if "#" in line}
        assert lines == {">": 30, "SEF": 15}
        await press(pilot, "shift+tab", "shift+tab")
        await type_text(pilot, "mer")
        await press(pilot, "enter")
        await until(pilot, "Performance of MER")
        await press(pilot, "shift+tab")
        await type_text(pilot, "soon")
        await press(pilot, "enter")
        await until(pilot, "'soon' is no quarter.")
