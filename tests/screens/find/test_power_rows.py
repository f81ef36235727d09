"""The rows of the power search: named at every width, the rest of a row below them, letters begin another text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.desk import Desk
from db.keeper.demo import prepare_demo
from db.keeper.homes import Home, HomeKind, find_home
from db.keeper.installation import Installation
from db.words.clock import Clock
from screens.find.power import PowerScreen
from screens.find.power_detail import Detail
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.areas_asked import OWN
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A demo made from our own file."""
    home = find_home(str(tmp_path_factory.mktemp("rows") / "demo"), kind=HomeKind.DEMO)
    return prepare_demo(home, clock=Clock(), fixture=OWN).home


@pytest.fixture
def desk(made: Home, tmp_path: Path) -> Iterator[Desk]:
    """The PPO officer's desk there."""
    installation = Installation(made)
    actor = installation.demo_user("ppo").actor
    yield Desk(installation.units, actor, clock=installation.clock, exports=tmp_path / "exports")
    installation.close()


def make(desk: object, place: Place) -> BaseScreen:
    return make_screen(desk, place)


async def test_the_rows_name_everybody_at_any_width_and_keep_the_cursor(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.power")) as pilot:
        await until(pilot, "Choose a search")
        await type_text(pilot, "inprison area:DAL")
        await press(pilot, "enter")
        await until(pilot, "DAL, 29 Feb 2024: ")
        await press(pilot, "down")
        screen = pilot.app.screen
        assert isinstance(screen, PowerScreen)
        cursor = screen.table.cursor_key
        names = [row.cells[0] for row in screen.table._rows]
        for width in (80, 100, 110, 120, 132, 140, 200, 80):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            shown = await until(pilot, names[0])
            assert all(name in shown for name in names), width
            assert screen.table.cursor_key == cursor
        assert "Reference: " in await until(pilot, "Prison")


async def test_a_change_shows_both_values_at_eighty_cells(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.power")) as pilot:
        await until(pilot, "Choose a search")
        await type_text(pilot, "changed area:DAL")
        await press(pilot, "enter")
        heading = next(line for line in (await until(pilot, "Before")).splitlines() if "Before" in line)
        assert heading.split()[:4] == ["Name", "What", "Before", "Now"]


async def test_a_letter_on_the_rows_begins_another_text_and_acts_on_nobody(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.power")) as pilot:
        await until(pilot, "Choose a search")
        await type_text(pilot, "inprison area:HIL")
        await press(pilot, "enter")
        await until(pilot, "HIL, 29 Feb 2024: 3 people")
        await pilot.press("ctrl+u", *"unfinalised")
        await until(pilot, "Ask: unfinalised")
        await type_text(pilot, " area:HIL")
        await press(pilot, "enter")
        await until(pilot, "Produce")
        await pilot.press(*"n!")
        await until(pilot, "Ask: n!")
        screen = pilot.app.screen
        assert isinstance(screen, PowerScreen)
        assert screen.focused is screen.box
        assert pilot.app.screen is screen


async def test_what_stands_below_is_scrolled_to_its_end_and_letters_there_begin_a_text_too(
    desk: Desk, tmp_path: Path
) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.power")) as pilot:
        await until(pilot, "Choose a search")
        await type_text(pilot, "inprison area:HIL")
        await press(pilot, "enter")
        await until(pilot, "HIL, 29 Feb 2024: 3 people")
        detail = pilot.app.screen.query_one(Detail)
        told = "\n".join(f"line {number} of it" for number in range(1, 41))
        detail.make_room([told])
        detail.show(told)
        assert "line 40 of it" not in await until(pilot, "line 8 of it")
        await press(pilot, "tab", "end")
        await until(pilot, "line 40 of it")
        await pilot.press(*"now")
        await until(pilot, "Ask: now")


async def test_a_fault_is_told_while_the_next_word_is_typed_and_goes_with_the_text(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.power")) as pilot:
        await until(pilot, "Choose a search")
        await type_text(pilot, "area:DAL offence:burg")
        await press(pilot, "tab")
        await type_text(pilot, ">=2")
        await until(pilot, "with 2 or more of burglary")
        await press(pilot, *["backspace"] * 3)
        await type_text(pilot, " >=2 in")
        shown = await until(pilot, "! '>=2' is not read here")
        assert "may be: include:" in shown
        await press(pilot, "enter")
        await until(pilot, "Not now: '>=2' is not read here")
        await press(pilot, *["backspace"] * len(" >=2 in"))
        await until(pilot, "Enter shows them.")
        assert "Not now" not in screen_text(pilot.app)


async def test_the_find_key_twice_leads_to_the_power_search_whatever_the_box_holds(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await until(pilot, "Find:")
        await type_text(pilot, "ashby")
        await until(pilot, "ASHBY, Noel")
        await press(pilot, "enter", "enter")
        await until(pilot, "File > ASHBY, Noel")
        await press(pilot, "f3")
        await until(pilot, "Find: ashby")
        await press(pilot, "f3")
        await until(pilot, "Choose a search")
