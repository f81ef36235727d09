"""The screen and `tracker person find` give the same hits in the same order, for whatever is asked of the demo."""

from __future__ import annotations

import json
from pathlib import Path

from db.desk import Desk
from db.keeper.homes import find_home
from db.keeper.installation import Installation
from screens.find.box import FindScreen
from screens.frame.place import Place
from tests.support.homes import Run
from tests.support.screen import open_screen, press, type_text

LINES = 24
"""The screen asks for as many hits as the terminal has lines."""
QUESTIONS = (
    "kayl shorn",
    "smith john 12/3/80",
    "penhallow j",
    "smi",
    "jose garcia",
    "kelly",
    "3/4/81",
    "~43 jon",
    "today",
    "room 2",
    "zzyx",
    "ja",
    "b.1975",
    "macdonald fraser 30/12/72",
)


async def test_hits_and_order_are_those_of_the_command(command: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert command("demo", "--prepare", home=folder, user="").code == 0
    told: dict[str, list[str]] = {}
    for text in QUESTIONS:
        said = command("person", "find", text, "--json", "--limit", str(LINES), home=folder, user="")
        assert said.code == 0, said.err
        told[text] = [f"{hit['kind']}:{hit['id']}" for hit in json.loads(said.out)]
    assert sum(1 for hits in told.values() if len(hits) > 1) >= 8, "questions with something to put in order"
    installation = Installation(find_home(str(folder)))
    actor, settings = installation.demo_user("clerk").actor, installation.settings
    desk = Desk(installation.units, actor, clock=installation.clock, court=settings.court, room=settings.room)
    shown: dict[str, list[str]] = {}
    async with open_screen(FindScreen, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FindScreen)
        for text in QUESTIONS:
            await type_text(pilot, text)
            table = screen.table
            shown[text] = [table._rows[place].key for place in range(len(table._rows))]
            await press(pilot, "escape")
    installation.close()
    assert shown == told
