"""The power search by keys alone at 80x24: chosen, typed, completed, shown, drilled into, exported; as the command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.cards.searching import CrossBorder, cell_words
from db.desk import Desk
from db.keeper.demo import prepare_demo
from db.keeper.homes import Home, HomeKind, find_home
from db.keeper.installation import Installation
from db.words.clock import Clock
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.areas_asked import OWN
from tests.support.homes import Run
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen

EXAMPLES = (
    ("crossborder", ("--area", "UP", "--threshold", "1", "--dates", "1"), "crossborder area:UP threshold:1 dates:1"),
    ("release", ("--area", "DAL", "--days", "28"), "release area:DAL"),
    ("convicted", ("--area", "DAL"), "convicted area:dal"),
    (
        "offence",
        ("--area", "DAL", "--type", "theft:2", "--type", "robbery"),
        "offence area:DAL type:theft>=2 type:ROBB",
    ),
    ("inprison", ("--area", "HIL"), "inprison area:HIL"),
    ("changed", ("--area", "DAL"), "changed area:DAL"),
    ("unfinalised", ("--area", "DAL"), "unfinalised area:DAL"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A demo made from our own file."""
    home = find_home(str(tmp_path_factory.mktemp("power") / "demo"), kind=HomeKind.DEMO)
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


async def test_f3_twice_and_the_sign_open_it_and_a_choice_shows_its_rows(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await until(pilot, "Find:")
        await press(pilot, "f3")
        await until(pilot, "Choose a search")
        await press(pilot, "escape")
        await until(pilot, "Find:")
        await type_text(pilot, ">")
        await until(pilot, "who was convicted this month")
        await press(pilot, "down", "down", "down", "enter")
        shown = await until(pilot, "1 person; cannot decide: 1.")
        assert "Ask: convicted area:" in shown
        assert "PPOs of LAND on 29 Feb 2024 convicted from 1 Feb 2024 to 29 Feb 2024." in shown
        assert "DENBY, Ross" in await until(pilot, "?ELLWOOD, Iris")
        await press(pilot, "down")
        await until(pilot, "Cannot decide: conviction date of offence e1.")
        await press(pilot, "enter")
        await until(pilot, "File > ELLWOOD, Iris")


async def test_a_typed_question_is_completed_counted_and_named_where_it_is_wrong(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.power")) as pilot:
        await until(pilot, "Choose a search")
        await type_text(pilot, "cro")
        await until(pilot, "may be: crossborder")
        await press(pilot, "tab")
        assert "Ask: crossborder" in await until(pilot, "may be: area:")
        await type_text(pilot, "ar")
        await until(pilot, "may be: area:")
        await press(pilot, "tab")
        await type_text(pilot, "u")
        await until(pilot, "may be: area:UP")
        await press(pilot, "tab")
        await type_text(pilot, "threshold:1 dates:1")
        await until(pilot, "2 people; cannot decide: 2.  Enter shows them.")
        await type_text(pilot, " colour:red")
        await until(pilot, "! 'colour:red' is not read here")
        await press(pilot, "enter")
        await until(pilot, "crossborder takes area:")
        await press(pilot, *["backspace"] * len(" colour:red"), "enter")
        await until(pilot, "UP, 29 Feb 2024: 2 people; cannot decide: 2.")
        await until(pilot, "ASHBY, Noel")


async def test_hostile_text_is_answered_like_the_text_it_is(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.power")) as pilot:
        await until(pilot, "Choose a search")
        await type_text(pilot, "offence area:[b]x type:[red]';--")
        await press(pilot, "enter")
        await until(pilot, "There is no area [B]X.")
        await press(pilot, "escape")
        await press(pilot, "escape")
        await type_text(pilot, "offence area:DAL type:[link=a]'or1=1")
        await press(pilot, "enter")
        await until(pilot, "'[link=a]'or1=1' is no type of offence; types are burglary,")
        await press(pilot, "escape")
        await press(pilot, "escape")
        await type_text(pilot, "offence area:DAL type:burglry")
        await until(pilot, "'burglry' is no type of offence; near it: burglary.")


async def test_what_was_found_is_exported_as_it_stands(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.power")) as pilot:
        await until(pilot, "Choose a search")
        await type_text(pilot, "inprison area:HIL")
        await until(pilot, "3 people")
        await press(pilot, "enter")
        await until(pilot, "HIL, 29 Feb 2024: 3 people")
        await press(pilot, "x", "x")
        await until(pilot, "Export as XLSX the search 'in prison' of HIL: 3 entries")
        await press(pilot, "y")
        await until(pilot, "3 entries written to exports/search-inprison-HIL-2024-02-29.xlsx")


async def test_a_search_is_kept_under_a_name_and_chosen_again(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.power")) as pilot:
        await until(pilot, "Choose a search")
        await press(pilot, "f10")
        await until(pilot, "Nothing is asked yet that could be kept.")
        await type_text(pilot, "inprison area:HIL")
        await until(pilot, "3 people")
        await press(pilot, "f10")
        await until(pilot, "Keep as:")
        await type_text(pilot, "*[b]Monday")
        await press(pilot, "enter")
        await until(pilot, "Kept as [b]Monday.")
        await press(pilot, "escape")
        shown = await until(pilot, "*[b]Monday")
        assert shown.index("*[b]Monday") < shown.index("who often offends")
        await press(pilot, "down", "enter")
        await until(pilot, "HIL, 29 Feb 2024: 3 people")
    desk.saved.drop("[b]Monday")


async def test_the_screen_shows_the_rows_that_the_command_gives(
    desk: Desk, made: Home, command: Run, tmp_path: Path
) -> None:
    for word, options, text in EXAMPLES:
        said = command("search", word, *options, "--json", home=made.folder, user="")
        assert said.code == 0, said.err
        document = json.loads(said.out)
        async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("find.power"), size=(160, 40)) as pilot:
            await until(pilot, "Choose a search")
            await type_text(pilot, text)
            await press(pilot, "enter")
            await until(pilot, f"{document['area']}, 29 Feb 2024: ")
            screen: Any = pilot.app.screen
            query = screen.found.query
            rows = [(*row.cells, row.sign) for row in screen.table._rows]
            shown = screen_text(pilot.app)
        found = desk.search.count(query)
        expected = [*document["rows"], *document["cannot_decide"]]
        assert [row[0] for row in rows] == [row["name"] for row in expected], text
        assert [row[-1] for row in rows] == ["?" if row["missing"] else "" for row in expected]
        assert all(row["name"] in shown for row in expected)
        for row, told in zip((*found.rows, *found.cannot_decide), expected, strict=True):
            assert str(row.person_id) == told["person"]
            values = dict(zip((column.key for column in found.columns), row.values, strict=True))
            assert {key: json.loads(json.dumps(value, default=str)) for key, value in values.items()} == {
                key: told[key] for key in values
            }


def test_the_text_of_a_question_asks_the_same_question(desk: Desk) -> None:
    for _, _, text in EXAMPLES:
        query = desk.search.read(text).query
        assert query is not None
        assert desk.search.read(desk.search.text_of(query)).query == query
    assert cell_words(desk.search.count(CrossBorder(area="UP", threshold=1, dates=1)).rows[0].values[4]) == "2"
