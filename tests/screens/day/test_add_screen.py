"""`+` on the list by keys: a new defendant, one on record, one who is on the list already."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.desk import Desk
from db.tables.system import AuditEvent
from db.words.actor import Role
from db.words.errors import TryLater
from screens.day import add
from screens.day.add import AddScreen
from screens.day.list import ListScreen
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.table import Table
from tests.support.court_day import Court
from tests.support.screen import open_screen, press, screen_text, type_text, until

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
BORN = date(1980, 3, 12)


def both(given: object, place: Place) -> BaseScreen:
    """The list and the form, as the application makes them."""
    assert isinstance(given, Desk)
    return AddScreen(given, place) if place.screen == "day.add" else ListScreen(given, place)


async def fill(pilot: object, *lines: str) -> None:
    """Type into the lines from the first on; Enter goes to the next."""
    for text in lines:
        await type_text(pilot, text)  # type: ignore[arg-type]
        await press(pilot, "enter")  # type: ignore[arg-type]


async def test_a_new_defendant_stands_under_the_cursor_with_who_added_it(
    court: Court, desk: Desk, tmp_path: Path
) -> None:
    for number in range(30):
        court.put(f"NAME{number:02}", number=number + 1)
    async with open_screen(both, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "NAME00")
        await press(pilot, "plus")
        await until(pilot, "Add a defendant")
        await fill(pilot, "Smith, John", "12/3/80", "Burglary; Assault", "Northtown police station")
        shown = screen_text(pilot.app)
        assert "SMITH, John" in shown
        assert "12 Mar 1980, age" in shown
        assert "2 charges" in shown
        assert all(len(line) <= 80 for line in shown.splitlines())
        await press(pilot, "f10")
        shown = await until(pilot, "SMITH, John is on the list as number 31.")
        row = next(line for line in shown.splitlines() if "SMITH, John" in line and line.startswith(">"))
        assert "added here by" in row
        assert "in custody: Northtown police station" in shown


async def test_somebody_on_record_is_taken_and_gets_no_second_file(court: Court, desk: Desk, tmp_path: Path) -> None:
    known = court.put("SMITH", "John", born=BORN, day=date(2020, 1, 6))[0]
    async with open_screen(both, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "Nobody is listed")
        await press(pilot, "plus")
        await until(pilot, "Add a defendant")
        await type_text(pilot, "smi")
        await until(pilot, "on record")
        await press(pilot, "down", "enter")
        await until(pilot, "SMITH, John is on record; the new row goes into this file.")
        await type_text(pilot, "Breach of bail")
        await press(pilot, "f10")
        await until(pilot, "SMITH, John is on the list as number 1.")
        rows = court.service.page(court.scope).items
        assert [row.person_id for row in rows] == [known.person]


@pytest.mark.parametrize(("letter", "same"), [("s", True), ("o", False)])
async def test_the_very_name_and_birth_of_somebody_on_record_is_asked_about(
    court: Court, desk: Desk, tmp_path: Path, letter: str, same: bool
) -> None:
    known = court.put("SMITH", "John", born=BORN, day=date(2020, 1, 6))[0]
    async with open_screen(both, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "Nobody is listed")
        await press(pilot, "plus")
        await until(pilot, "Add a defendant")
        await fill(pilot, "Smith, John", "12/3/80", "Theft")
        await until(pilot, "on record")
        await press(pilot, "f10")
        await until(pilot, "SMITH, John, 12 Mar 1980, is on record (1 case).")
        await press(pilot, letter)
        await until(pilot, "SMITH, John is on the list as number 1.")
        (row,) = court.service.page(court.scope).items
        assert (row.person_id == known.person) is same


async def test_who_is_on_the_list_already_is_offered_and_gone_to(court: Court, desk: Desk, tmp_path: Path) -> None:
    court.put("FIRST", number=1)
    there = court.put("SMITH", "John", born=BORN, number=2)[2]
    async with open_screen(both, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "FIRST, Jo")
        await press(pilot, "plus")
        await until(pilot, "Add a defendant")
        await fill(pilot, "john smith", "12 mar 1980", "Theft")
        await until(pilot, "on this list")
        await press(pilot, "f10")
        await until(pilot, "SMITH, John is on this list already, number 2.")
        await press(pilot, "g")
        await until(pilot, ">  01     2 10:00 SMITH, John")
        assert pilot.app.screen.query_one("#rows", Table).cursor_key == str(there.listing)
        assert len(court.service.page(court.scope).items) == 2


async def test_what_is_missing_is_said_and_the_cursor_is_there(court: Court, desk: Desk, tmp_path: Path) -> None:
    court.put("FIRST")
    place = Place("day.add", court=court.id, room="01", day=court.day)
    async with open_screen(both, tmp=tmp_path, desk=desk, place=place) as pilot:
        await until(pilot, "Northtown Magistrates' Court")
        await press(pilot, "f10")
        await until(pilot, "Error: There is no name.")
        await press(pilot, "escape")
        await fill(pilot, "Smith, John", "31/2/80")
        await press(pilot, "f10")
        await until(pilot, "There is no 31 February 1980.")
        assert pilot.app.focused is pilot.app.screen.query_one("#born Input")


async def test_esc_asks_before_typed_text_goes(court: Court, desk: Desk, tmp_path: Path) -> None:
    court.put("FIRST")
    async with open_screen(both, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "FIRST, Jo")
        await press(pilot, "plus")
        await until(pilot, "Add a defendant")
        await type_text(pilot, "Smith")
        await press(pilot, "escape")
        await until(pilot, "Leave without adding?")
        await press(pilot, "n")
        assert "Smith" in screen_text(pilot.app)
        await press(pilot, "escape", "y")
        await until(pilot, "FIRST, Jo")


async def test_no_key_of_the_registry_changes_what_is_typed(court: Court, desk: Desk, tmp_path: Path) -> None:
    place = Place("day.add", court=court.id, room="01", day=court.day)
    async with open_screen(both, tmp=tmp_path, desk=desk, place=place) as pilot:
        await until(pilot, "Northtown Magistrates' Court")
        await type_text(pilot, "Smith [/b] + - ?")
        assert pilot.app.screen.query_one("#name").text == "Smith [/b] + - ?"  # type: ignore[attr-defined]


async def test_a_clerk_of_another_court_cannot_reach_the_form(court: Court, tmp_path: Path) -> None:
    court.put("SMITH")
    elsewhere = court.record.court("A11XX", "Aldtown Magistrates' Court")
    other = court.record.user("o.ther", court.agency, Role.CLERK, courts=[elsewhere])
    desk = Desk(court.record.units, other)
    async with open_screen(both, tmp=tmp_path, desk=desk, place=Place("day.list", court=court.id)) as pilot:
        await until(pilot, "Northtown Magistrates' Court")
        await press(pilot, "plus")
        await until(pilot, "Not now: You are not posted to this court.")


async def test_what_was_filled_in_gives_way_to_the_letter_typed_and_a_wrong_one_is_named(
    court: Court, desk: Desk, tmp_path: Path
) -> None:
    court.put("NAME", number=1)
    async with open_screen(both, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "NAME")
        await press(pilot, "plus")
        shown = await until(pilot, "Add a defendant")
        assert "Surname, Forename" in shown
        await fill(pilot, "Smith, John", "12/3/80", "Burglary", "")
        await type_text(pilot, "q")
        assert "o overnight, w warrant, x other" in screen_text(pilot.app)
        await press(pilot, "f10")
        assert "Came: o overnight, w warrant, x other." in await until(pilot, "Error")
        await press(pilot, "escape", "backspace")
        await type_text(pilot, "w")
        assert "on a warrant" in screen_text(pilot.app)


def looked(court: Court) -> list[int]:
    """How many people each noted look of the form had."""
    with court.record.units.raw("keeper") as connection:
        query = sa.select(EVENT.c["rows"]).where(EVENT.c.action == "listing.find").order_by(EVENT.c.id)
        return list(connection.scalars(query))


@pytest.mark.parametrize("leave", [True, False])
async def test_names_that_were_shown_are_noted_once_when_the_form_is_left_or_after_two_seconds(
    court: Court, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leave: bool
) -> None:
    court.put("SMITH", "John", born=BORN, day=date(2020, 1, 6))
    monkeypatch.setattr(add, "SETTLED_AFTER", 600.0 if leave else 0.3)
    async with open_screen(both, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "Nobody is listed")
        await press(pilot, "plus")
        await until(pilot, "Add a defendant")
        await type_text(pilot, "smith")
        await until(pilot, "on record")
        if leave:
            assert looked(court) == []
            await press(pilot, "escape")
            await until(pilot, "Leave without adding?")
            await press(pilot, "y")
            await until(pilot, "Nobody is listed")
        for _ in range(40):
            await pilot.pause(0.05)
            if looked(court):
                break
        await pilot.pause(0.4)
        assert looked(court) == [1]


async def test_a_look_that_cannot_be_noted_shows_nobody(
    court: Court, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise TryLater("The audit cannot be written.", kept="Nothing was lost.", to_do="Try again.")

    court.put("SMITH", "John", born=BORN, day=date(2020, 1, 6))
    monkeypatch.setattr(add, "SETTLED_AFTER", 0.3)
    monkeypatch.setattr(desk.adding, "settled", fails)
    async with open_screen(both, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "Nobody is listed")
        await press(pilot, "plus")
        await until(pilot, "Add a defendant")
        await type_text(pilot, "smith")
        shown = await until(pilot, "The audit cannot be written.")
        assert "SMITH, John" not in "\n".join(line for line in shown.splitlines() if "on record" in line)


async def test_a_defendant_who_is_half_typed_is_there_again_on_the_same_list_until_added(
    court: Court, tmp_path: Path
) -> None:
    desk = Desk(court.record.units, court.clerk, drafts=tmp_path / "drafts")
    async with open_screen(both, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "Nobody is listed")
        await press(pilot, "plus")
        await until(pilot, "Add a defendant")
        await fill(pilot, "Smith, John", "12/3/80")
        await press(pilot, "escape")
        await until(pilot, "Leave without adding?")
        await press(pilot, "y")
        await until(pilot, "Not saved yet")
        (left,) = desk.drafts.left()
        assert left.label.startswith("the form 'Add a defendant > ")
        await press(pilot, "plus")
        await until(pilot, "is back; it is not saved yet")
        await press(pilot, "tab", "tab")
        await fill(pilot, "Burglary")
        await press(pilot, "f10")
        await until(pilot, "SMITH, John is on the list")
        for _ in range(100):
            if not desk.drafts.pending():
                break
            await pilot.pause(0.05)
        assert desk.drafts.pending() == ()
