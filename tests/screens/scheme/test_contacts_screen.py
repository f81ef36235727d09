"""Contacts by keys at 80x24: narrowed as one types, of a person, confirmed, ended; areas with their gaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from db.cards.contacts import ContactQuery
from db.store.engine import make_engine
from db.tables.schemes import Contact
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.families.schemes import ContactKind
from db.words.text import fold
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from tests.support.record import Record
from tests.support.schemes import Schemes
from tests.support.screen import open_screen, press, type_text, until
from tracker_tui.app.handlers.places import make_screen


@pytest.fixture
def at(sqlite_url: str) -> Iterator[Schemes]:
    """Three contacts in the world of the register on SQLite."""
    units = Units(make_engine(sqlite_url), Clock())
    made = Schemes(Record(units))
    for name, kind, area, days in (
        ("TARRANT [/b] Gwen", ContactKind.AUTHORISER, "MER", 10),
        ("Old Hand", ContactKind.PROBATION, "LPL", 400),
        ("Pat Wetherby", ContactKind.POLICE, "BOL", 3),
    ):
        made.record.put(
            Contact(
                kind=kind, name=name, name_folded=fold(name), area_id=made.areas[area], phone="0151 496 0100",
                confirmed_on=made.ago(days), changed_at=made.record.clock.now(), changed_by_id=made.officer.user_id,
            )
        )  # fmt: skip
    yield made
    units.close()


def make(desk: object, place: Place) -> BaseScreen:
    return make_screen(desk, place)


async def test_the_directory_is_narrowed_by_name_kind_or_area_and_an_administrator_keeps_it(
    at: Schemes, tmp_path: Path
) -> None:
    desk = at.desk(at.user("p.hale", "HMCTS", Role.ADMINISTRATOR))
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("start.more")) as pilot:
        await until(pilot, "Contacts")
        await press(pilot, "w")
        shown = await until(pilot, "TARRANT [/b] Gwen")
        assert next("!" in line for line in shown.splitlines() if "Old Hand" in line)
        await type_text(pilot, "stale")
        shown = await until(pilot, "Old Hand, probation: LPL")
        assert "TARRANT" not in shown
        await press(pilot, "ctrl+u")
        await type_text(pilot, "probation lpl")
        await press(pilot, "down", "k")
        await until(pilot, "Old Hand is confirmed today.")
        await press(pilot, "d")
        await until(pilot, "Take Old Hand, probation, off the directory?")
        await press(pilot, "y")
        await until(pilot, "No contact fits.")
    assert [one.name for one in desk.contacts.find(ContactQuery())] == ["Pat Wetherby", "TARRANT [/b] Gwen"]


async def test_c_on_a_person_shows_the_people_of_the_area_and_g_the_gaps(at: Schemes, tmp_path: Path) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL")
    place = Place("scheme.person", person=addy.person)
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=place) as pilot:
        await until(pilot, "LPL LPL area: registered")
        await press(pilot, "c")
        shown = await until(pilot, "Old Hand")
        assert "Pat Wetherby" not in shown
        await press(pilot, "k")
        await until(pilot, "Administrators and the area's authorisers keep this contact.")
        await press(pilot, "g")
        shown = await until(pilot, "2 of 5 areas have no authoriser.")
        assert next("!" in line for line in shown.splitlines() if "BOL" in line)
        assert not next("!" in line for line in shown.splitlines() if "SEF" in line)


async def test_contact_in_the_find_box_leads_to_the_directory_with_what_follows(at: Schemes, tmp_path: Path) -> None:
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=Place("find.box")) as pilot:
        await until(pilot, "Find:")
        await type_text(pilot, "contact:")
        await until(pilot, "TARRANT [/b] Gwen")
        await type_text(pilot, "weth")
        shown = await until(pilot, "Pat Wetherby, police")
        assert "TARRANT" not in shown
        await press(pilot, "escape", "escape")
        await until(pilot, "Find:")
        pilot.app.screen.query_one("#find-box", Input).value = "Contact: old"
        shown = await until(pilot, "Old Hand, probation")
        assert "Wetherby" not in shown


async def test_a_name_or_an_area_in_the_find_box_gives_contacts_below_the_people_and_enter_opens_one(
    at: Schemes, tmp_path: Path
) -> None:
    at.person("WETHERELL")
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=Place("find.box")) as pilot:
        await until(pilot, "Find:")
        await type_text(pilot, "wethe")
        shown = await until(pilot, "Pat Wetherby")
        lines = shown.splitlines()
        above, below = (next(n for n, line in enumerate(lines) if word in line) for word in ("WETHERELL", "Wetherby"))
        assert above < below
        assert "Contact" in lines[below - 1], "marked as what they are"
        assert lines[above].startswith(">"), "no cursor was moved"
        await press(pilot, "down", "down")
        await until(pilot, "Pat Wetherby")
        await press(pilot, "enter")
        shown = await until(pilot, "Pat Wetherby, police")
        assert "Old Hand" not in shown
        await press(pilot, "escape")
        await until(pilot, "Find: wethe")
        pilot.app.screen.query_one("#find-box", Input).value = "lpl"
        shown = await until(pilot, "Old Hand")
        assert "Nothing found among the people" in shown
        pilot.app.screen.query_one("#find-box", Input).focus()
        await press(pilot, "down", "enter")
        await until(pilot, "Old Hand, probation")


async def test_a_contact_is_entered_changed_and_paired_by_keys(at: Schemes, tmp_path: Path) -> None:
    desk = at.desk(at.user("p.hale", "HMCTS", Role.ADMINISTRATOR))
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("scheme.contacts")) as pilot:
        await until(pilot, "Old Hand")
        await press(pilot, "down", "plus")
        await until(pilot, "Contacts > New")
        for text in ("prob", "Beatrix LUND [/b]", "sef"):
            await type_text(pilot, text)
            await press(pilot, "enter")
        await until(pilot, "SEF area")
        await press(pilot, "f10")
        await until(pilot, "needs a telephone number or an address for mail")
        await press(pilot, "tab")
        await type_text(pilot, "0151 496 0177")
        await press(pilot, "tab", "tab", "tab")
        await type_text(pilot, "weth")
        await until(pilot, "Pat Wetherby, police, BOL")
        await press(pilot, "f10")
        await until(pilot, "Beatrix LUND [/b] is entered and confirmed today.")
        await until(pilot, "Beatrix LUND [/b]")
        (lund,) = desk.contacts.find(ContactQuery(find="lund"))
        assert (lund.kind, lund.area, lund.counterpart) == (ContactKind.PROBATION, "SEF", "Pat Wetherby")
        pilot.app.screen.query_one("#find-contact", Input).value = "weth"
        await until(pilot, "with Beatrix LUND")
        pilot.app.screen.query_one("#find-contact", Input).value = "lund"
        await until(pilot, "Beatrix LUND [/b], probation: SEF")
        pilot.app.screen.query_one("#contacts").focus()
        await press(pilot, "e")
        await until(pilot, "Contacts > Beatrix LUND")
        await until(pilot, "0151 496 0177")
        await press(pilot, "f10")
        await until(pilot, "Nothing about this contact would be different")
        await press(pilot, "tab", "tab", "tab", "tab", "tab", "tab", "ctrl+u")
        await press(pilot, "f10")
        await until(pilot, "Beatrix LUND [/b] is changed and confirmed today.")
    (lund,) = desk.contacts.find(ContactQuery(find="lund"))
    assert (lund.counterpart_id, lund.phone) == (None, "0151 496 0177")


async def test_who_keeps_no_contacts_is_told_so_and_an_authoriser_enters_one_of_an_own_area_from_the_gaps(
    at: Schemes, tmp_path: Path
) -> None:
    async with open_screen(make, tmp=tmp_path, desk=at.desk(), place=Place("scheme.contacts")) as pilot:
        await until(pilot, "Old Hand")
        await press(pilot, "down", "plus")
        await until(pilot, "Contacts are changed by administrators")
    desk = at.desk(at.user("g.tarrant", "POL", Role.AUTHORISER))
    place = Place("scheme.contacts", kind="gaps")
    async with open_screen(make, tmp=tmp_path, desk=desk, place=place) as pilot:
        shown = await until(pilot, "SEF area")
        assert next(line for line in shown.splitlines() if "BOL area" in line).startswith("> !")
        await press(pilot, "end", "plus")
        shown = await until(pilot, "Contacts > New")
        await until(pilot, "SEF area")
        await type_text(pilot, "trai")
        await press(pilot, "enter", "tab", "shift+tab")
        await type_text(pilot, "N. Corrie")
        await press(pilot, "tab", "ctrl+u")
        await type_text(pilot, "bol")
        await until(pilot, "One of: LPL, MER, SEF")
        await press(pilot, "f10")
        await until(pilot, "One of:")
