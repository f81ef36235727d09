"""Finding by keys on the real application and a real record: typing, hits, opening, nothing found."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.cards.asked import PartKind
from db.cards.find import Page
from db.tables.system import AuditEvent
from db.words.errors import TryLater
from screens.find.box import FindScreen
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.find_town import Town, at, opened
from tests.support.screen import LARGE, open_screen, press, screen_text, settle, type_text, until

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
HOSTILE = "LEE\x1b]52;c;aGFjaw==\x07 [/b][@click=app.quit]x[/]\u202eEVIL"


def audited(town: Town) -> list[str]:
    with town.record.units.raw("keeper") as connection:
        return list(connection.execute(sa.select(EVENT.c.action).order_by(EVENT.c.number)).scalars())


async def test_hits_come_while_one_types_and_down_and_enter_open_the_file(town: Town, tmp_path: Path) -> None:
    async with opened(town, tmp_path) as pilot:
        await type_text(pilot, "kayl sh")
        shown = await until(pilot, "SHAUGHNESSY, Kayleigh")
        assert "name kayl…; name sh…" in shown
        assert "today 10:30 02" in shown
        assert "surname begins SH" in shown
        assert "born Fri 3 Apr 1981 (" in shown
        assert "PNC 79/163001B" in shown
        await press(pilot, "down", "enter")
        assert (at(pilot).screen, at(pilot).person) == ("file.person", town.kay.person)
        assert at(pilot).hearing is not None, "today's hearing goes with the person"
    assert audited(town) == ["person.find"]


async def test_enter_opens_at_once_who_is_sure(town: Town, tmp_path: Path) -> None:
    async with opened(town, tmp_path) as pilot:
        await pilot.press(*"3/4/81", "enter")
        await settle(pilot)
        await settle(pilot)
        assert at(pilot).person == town.kay.person
    assert audited(town) == ["person.find"]


async def test_enter_goes_to_the_hits_when_more_than_one_may_be_meant(town: Town, tmp_path: Path) -> None:
    async with opened(town, tmp_path) as pilot:
        await type_text(pilot, "smi")
        await until(pilot, "SMITHSON, Joan")
        await press(pilot, "enter", "down")
        assert at(pilot).screen == "find.box"
        screen = pilot.app.screen
        assert isinstance(screen, FindScreen)
        assert screen.hit is not None
        assert screen.hit.label == "SMITHSON, Joan"
        await press(pilot, "escape")
        assert screen.focused is screen.box


async def test_escape_clears_the_box_and_leaves_when_it_is_empty(town: Town, tmp_path: Path) -> None:
    async with opened(town, tmp_path) as pilot:
        app = pilot.app
        await type_text(pilot, "smith")
        await until(pilot, "SMITH, John")
        await press(pilot, "escape")
        screen = app.screen
        assert isinstance(screen, FindScreen)
        assert screen.box.value == ""
        assert "SMITH, John" not in await until(pilot, "Type in the box above.")
    assert audited(town) == ["person.find"], "what stood in the box was looked for"


async def test_nothing_found_says_what_was_understood_and_the_next_keys(town: Town, tmp_path: Path) -> None:
    async with opened(town, tmp_path) as pilot:
        await type_text(pilot, "zzyx 12/3/80 4")
        shown = await until(pilot, "another name")
        assert "Not used: 4" in shown
        await press(pilot, "escape")
        await type_text(pilot, "zzyx")
        shown = await until(pilot, "Nothing found")
        assert "Understood: name zzyx…." in shown
        assert "F2 opens today's list" in shown
        await press(pilot, "enter", "escape", "escape")
        assert "Nothing found" not in screen_text(pilot.app)


@pytest.mark.parametrize(("key", "place"), [("f4", "file.person"), ("f5", "file.bench"), ("f6", "write.note")])
async def test_keys_act_on_the_hit_from_within_the_box(town: Town, tmp_path: Path, key: str, place: str) -> None:
    async with opened(town, tmp_path) as pilot:
        await type_text(pilot, "kayl")
        await until(pilot, "SHAUGHNESSY, Kayleigh")
        await press(pilot, key)
        assert (at(pilot).screen, at(pilot).person) == (place, town.kay.person)
        assert at(pilot).hearing is not None


@pytest.mark.parametrize("key", ["f4", "f5", "f6"])
async def test_a_key_pressed_before_the_answer_is_about_the_answer(town: Town, tmp_path: Path, key: str) -> None:
    async with opened(town, tmp_path) as pilot:
        await pilot.press(*"kayl", "down", key)
        await settle(pilot)
        await settle(pilot)
        assert at(pilot).screen != "find.box"
        assert at(pilot).person == town.kay.person


async def test_letters_act_in_the_hits_and_are_text_in_the_box(town: Town, tmp_path: Path) -> None:
    async with opened(town, tmp_path) as pilot:
        await type_text(pilot, "jan")
        screen = pilot.app.screen
        assert isinstance(screen, FindScreen)
        assert screen.box.value == "jan"
        await press(pilot, "backspace", "backspace", "o", "h")
        await until(pilot, "SMITH, John")
        await press(pilot, "down", "slash")
        assert screen.focused is screen.box
        await press(pilot, "down", "a")
        assert (at(pilot).screen, at(pilot).person) == ("file.alias", town.john.person)


class Slow:
    """Finding where the first question hangs until the test lets it go."""

    def __init__(self, town: Town) -> None:
        self._people = town.desk.people
        self.gate = threading.Event()
        self.actor, self.links, self.contacts = town.desk.actor, town.desk.links, town.desk.contacts
        self.people = self

    def find(self, text: str, *, limit: int, corrections: Mapping[str, PartKind]) -> Page:
        if text == "s":
            self.gate.wait(5)
        return self._people.find(text, limit=limit, corrections=corrections)

    def settled(self, page: Page) -> None:
        self._people.settled(page)


async def test_an_old_answer_never_replaces_a_newer_one(town: Town, tmp_path: Path) -> None:
    slow = Slow(town)

    def make(_: object, place: Place) -> BaseScreen:
        return FindScreen(slow, place)  # type: ignore[arg-type]

    async with open_screen(make, tmp=tmp_path, desk=slow, place=Place("find.box")) as pilot:
        await pilot.press(*"smithso")
        await until(pilot, "SMITHSON, Joan")
        slow.gate.set()
        await settle(pilot)
        shown = screen_text(pilot.app)
        assert "surname exact" not in shown, "as SMITH, John answered `smith`"
        assert shown.index("SMITHSON, Joan") < shown.index("surname begins")


async def test_a_change_made_elsewhere_is_found_and_the_cursor_stays(town: Town, tmp_path: Path) -> None:
    async with opened(town, tmp_path) as pilot:
        await type_text(pilot, "smith")
        await until(pilot, "SMITHSON, Joan")
        await press(pilot, "down", "down")
        screen = pilot.app.screen
        assert isinstance(screen, FindScreen)
        before = screen.hit
        town.nearby("Smith", "Aaron")
        screen.take_changes(frozenset({"person"}))
        await until(pilot, "SMITH, Aaron")
        assert screen.hit is not None
        assert before is not None
        assert screen.hit.key == before.key


async def test_a_lookup_that_cannot_be_noted_shows_nothing(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Page) -> None:
        raise TryLater("The audit cannot be written.", kept="Nothing was lost.", to_do="Try again.")

    monkeypatch.setattr(town.desk.people, "settled", fails)
    async with opened(town, tmp_path) as pilot:
        await type_text(pilot, "smith")
        await until(pilot, "SMITH, John")
        await press(pilot, "down")
        shown = await until(pilot, "The audit cannot be written.")
        assert "SMITH, John" not in shown


async def test_text_of_the_record_cannot_steer_the_terminal(town: Town, tmp_path: Path) -> None:
    town.nearby(HOSTILE, "Evil[/b]")
    async with opened(town, tmp_path, LARGE) as pilot:
        await type_text(pilot, "lee52")
        await press(pilot, "escape")
        await type_text(pilot, "evil")
        shown = await until(pilot, "Evil[/b]")
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "[/b]" in shown


async def test_more_hits_than_fit_are_counted_and_read_on(town: Town, tmp_path: Path) -> None:
    for number in range(45):
        town.nearby("Quarrel", f"Q{number:02}".translate(str.maketrans("0123456789", "abcdefghij")))
    async with opened(town, tmp_path) as pilot:
        await type_text(pilot, "quarrel")
        await until(pilot, "24 of 45")
        await press(pilot, "down", "end")
        await until(pilot, " 45")
        await press(pilot, "end")
        screen = pilot.app.screen
        assert isinstance(screen, FindScreen)
        assert screen.hit is not None
        assert screen.hit.label == "QUARREL, Qee"
