"""Correcting what was understood, by keys: the marked part stands in reverse, the hits follow at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot

from db.cards.asked import PartKind
from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from screens.find.box import FindScreen
from screens.frame.place import Place
from tests.support.record import Record
from tests.support.screen import open_screen, press, screen_text, settle, type_text, until


@dataclass(frozen=True)
class Spring:
    desk: Desk


@pytest.fixture
def spring(sqlite_url: str) -> Iterator[Spring]:
    """April Lee, and a John Smith whose birth is written the American way."""
    units = Units(make_engine(sqlite_url), Clock())
    record = Record(units)
    court, agency = record.court("B01AA"), record.agency("HMCTS")
    for family, given, born in (
        ("Lee", "April", date(1981, 4, 9)),
        ("Smith", "John", date(1980, 12, 3)),
        ("Smith", "Jane", date(1980, 3, 12)),
    ):
        record.seen_at(record.person(agency, family, given, born=born), court)
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    yield Spring(Desk(units, clerk))
    units.close()


def shown(pilot: Pilot[int]) -> FindScreen:
    screen = pilot.app.screen
    assert isinstance(screen, FindScreen)
    return screen


def reversed_words(pilot: Pilot[int]) -> str:
    """What stands in reverse on the line under the box."""
    content = shown(pilot).parse.content
    assert isinstance(content, Content)
    return "".join(content.plain[span.start : span.end] for span in content.spans)


async def test_a_key_marks_a_part_and_the_key_again_reads_it_another_way(spring: Spring, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=spring.desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "april lee")
        assert "^T Reading" in await until(pilot, "LEE, April")
        await press(pilot, "ctrl+t")
        assert reversed_words(pilot) == "name april…"
        assert "^T other reading" in screen_text(pilot.app)
        for wanted in ("born", "surname april…", "forename april…", "Not used", "name april…"):
            await press(pilot, "ctrl+t")
            await until(pilot, wanted)
        assert shown(pilot).parse.told == {}, "after the last reading it is read as at first"


async def test_the_hits_follow_a_correction_at_once(spring: Spring, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=spring.desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "john smith 12/3/80")
        await until(pilot, "born Wed 12 Mar 1980")
        await press(pilot, "ctrl+t", "left")
        assert reversed_words(pilot) == "born Wed 12 Mar 1980"
        await press(pilot, "enter")
        screen = await until(pilot, "the other way round")
        assert "SMITH, John" in screen
        page = shown(pilot).page
        assert page is not None
        assert page.hits[0].label == "SMITH, John"
        assert page.query.births[0].first == date(1980, 12, 3)


async def test_keys_pressed_before_the_answer_turn_as_often_as_they_were_pressed(
    spring: Spring, tmp_path: Path
) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=spring.desk, place=Place("find.box")) as pilot:
        await pilot.press(*"april")
        await press(pilot, "ctrl+t")
        await until(pilot, "^T other reading")
        await pilot.press("ctrl+t", "ctrl+t", "enter")
        await settle(pilot)
        await until(pilot, "forename april…")
        assert shown(pilot).parse.told == {"april": PartKind.GIVEN}


async def test_tab_goes_to_the_next_part_and_escape_or_a_letter_back_to_typing(spring: Spring, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=spring.desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "april lee")
        await until(pilot, "LEE, April")
        await press(pilot, "ctrl+t", "tab")
        assert reversed_words(pilot) == "name lee…"
        await press(pilot, "tab", "shift+tab", "enter")
        await until(pilot, "surname lee…")
        await press(pilot, "escape")
        assert reversed_words(pilot) == ""
        assert shown(pilot).box.value == "april lee", "Esc leaves the line, not the text"
        await press(pilot, "ctrl+t", "s")
        assert "surname lee" not in await until(pilot, "name lees…"), "the corrected word is gone"
        assert shown(pilot).parse.mark == ""
        await press(pilot, "backspace")
        assert "surname lee…" in await until(pilot, "surname lee…"), "a correction stays while its word stands"
        await press(pilot, "escape")
        await type_text(pilot, "lee")
        await until(pilot, "name lee…")


async def test_a_correction_of_two_words_can_be_taken_back(spring: Spring, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=spring.desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "april 81")
        await until(pilot, "born in April 1981")
        await press(pilot, "ctrl+t", "ctrl+t")
        await until(pilot, "name april…")
        assert reversed_words(pilot) == "name april…"
        await press(pilot, "ctrl+t", "ctrl+t")
        await until(pilot, "born in April 1981")


async def test_nothing_typed_has_no_other_reading(spring: Spring, tmp_path: Path) -> None:
    async with open_screen(FindScreen, tmp=tmp_path, desk=spring.desk, place=Place("find.box")) as pilot:
        await press(pilot, "ctrl+t")
        await until(pilot, "Type in the box first.")
