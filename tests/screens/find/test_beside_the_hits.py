"""What tells two namesakes apart: beside the hits on a wide terminal, below them on a small one; a cut has a sign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from screens.find.box import FindScreen
from screens.frame.place import Place
from tests.support.record import Record
from tests.support.screen import LARGE, open_screen, press, screen_text, type_text, until

LONG = "Featherstonehaugh-Cholmondeley"


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    units = Units(make_engine(sqlite_url), Clock())
    record = Record(units)
    court, agency = record.court("B01AA"), record.agency("HMCTS")
    for born, alias in ((date(1980, 3, 12), ("Lee", "Jack")), (date(1981, 3, 12), (LONG, "Bartholomew Maximilian"))):
        record.seen_at(record.person(agency, "Smith", "John", born=born, sex="M", aliases=[alias]), court)
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    yield Desk(units, clerk)
    units.close()


async def test_a_wide_terminal_shows_them_beside_the_hits_and_follows_the_cursor(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=desk, place=Place("find.box"), size=LARGE) as pilot:
        await type_text(pilot, "john smith")
        shown = await until(pilot, "Other names  LEE, Jack")
        assert "Born  Wed 12 Mar 1980" in shown
        assert "Possible" in shown
        await press(pilot, "down", "down")
        shown = await until(pilot, "Born  Thu 12 Mar 1981")
        shown = await until(pilot, "Maximilian")
        assert LONG.upper()[:12] in shown, "a long name is wrapped, not cut"
        assert "LEE, Jack" not in shown


async def test_a_small_terminal_shows_them_below_and_a_cut_line_has_its_sign(desk: Desk, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "featherstonehaugh")
        await until(pilot, "also known as")
        lines = screen_text(pilot.app).splitlines()
        (who,) = [line for line in lines if "also known as" in line]
        assert who.rstrip().endswith("…")
        (why,) = [line for line in lines if line.strip().startswith(("Strong:", "Possible:", "Weak:"))]
        assert "Other names" not in screen_text(pilot.app)
        assert why.strip()
