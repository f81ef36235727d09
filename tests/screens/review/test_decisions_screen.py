"""Who decided what, on the screen: filtered, and a sample checked by a letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from db.words.families.matching import LinkKind
from screens.frame.place import Place
from screens.review.decisions import wanted
from tests.db.people.test_overseeing import Linked
from tests.support.record import Record
from tests.support.screen import open_screen, press, type_text, until
from tracker_tui.app.handlers.places import make_screen

PLACE = Place("review.decisions")


@pytest.fixture
def linked(sqlite_url: str) -> Iterator[Linked]:
    units = Units(make_engine(sqlite_url), Clock())
    yield Linked(Record(units))
    units.close()


def test_what_is_typed_is_read_in_any_order() -> None:
    today = date(2026, 11, 23)
    assert wanted("1/11 hale rule", today=today) == ("hale", LinkKind.RULE, date(2026, 11, 1))
    assert wanted("", today=today) == ("", None, None)
    assert wanted("joined", today=today) == ("", LinkKind.MERGE, None)


async def test_a_sample_is_checked_by_a_letter_and_the_share_is_shown(linked: Linked, tmp_path: Path) -> None:
    desk = Desk(linked.units, linked.lead)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=PLACE) as pilot:
        shown = await until(pilot, "No link was checked yet.")
        assert "linked by rule" in shown
        await press(pilot, "s")
        await until(pilot, "(2 to check)")
        await press(pilot, "y")
        await until(pilot, "(1 to check)")
        await press(pilot, "n")
        await until(pilot, "Why is the link wrong?")
        await type_text(pilot, "twins")
        await press(pilot, "enter")
        shown = await until(pilot, "1 of 2 checked links were right (50.0 %).")
        assert "checked: the link is wrong" in shown
        await press(pilot, "f")
        await until(pilot, "Whose, which kind")
        await type_text(pilot, "nobody")
        await press(pilot, "enter")
        await until(pilot, "Nothing was decided.")


async def test_who_does_not_oversee_is_told_so(linked: Linked, tmp_path: Path) -> None:
    desk = Desk(linked.units, linked.ann)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=PLACE) as pilot:
        await until(pilot, "supervisor or court manager")
