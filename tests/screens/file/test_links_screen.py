"""Files joined and taken apart from the file itself: what moves is shown, a reason is wanted, all of it goes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.tables.people import SourceRecord
from db.words.actor import Role
from screens.find.box import FindScreen
from screens.frame.place import Place
from tests.support.file_record import Scene
from tests.support.made import Known
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen

RECORD: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]


@pytest.fixture
def other(at: Scene) -> Known:
    """SMITH, John again, as another agency has him, with a case at the court."""
    known = at.record.person(at.record.agency("POL"), "SMITH", "John", born=date(1980, 3, 12))
    at.record.listing(known, at.record.case(known, at.record.court("B98XX"), case_no="2600009"), at.court)
    return known


def _ref(at: Scene, known: Known) -> str:
    return at.desk.file.read(known.person).public_ref


def _people(at: Scene) -> set[str]:
    with at.record.units.raw("keeper") as connection:
        return {str(row) for row in connection.scalars(sa.select(RECORD.c.person_id))}


async def test_j_joins_another_file_and_u_takes_it_back(at: Scene, other: Known, tmp_path: Path) -> None:
    reference = _ref(at, other)
    place = Place("file.person", person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "j")
        shown = await until(pilot, "No decision yet.")
        assert "j Join" in shown
        await press(pilot, "j")
        await until(pilot, "The other person's reference")
        await type_text(pilot, reference)
        await press(pilot, "enter")
        shown = await until(pilot, "would become part of the file of SMITH, John: 1 record, 1 case, 1")
        assert "born          = 12 Mar 1980" in shown
        await press(pilot, "f10")
        await until(pilot, "Say in a few words why")
        await type_text(pilot, "the same man")
        await press(pilot, "f10")
        shown = await until(pilot, "One file now.")
        assert len(_people(at)) == 1
        pilot.app.screen.take_changes(frozenset({f"person:{at.person.person}"}))  # type: ignore[attr-defined]
        await until(pilot, "joined as one person")
        await press(pilot, "u")
        await until(pilot, "Take back: ")
        await press(pilot, "y")
        await until(pilot, "what was there stands again")
        await until(pilot, "taken back")
        assert len(_people(at)) == 2


async def test_d_takes_a_record_out_with_a_reason(at: Scene, other: Known, tmp_path: Path) -> None:
    at.desk.links.merge(at.person.person, other.person, why="thought so")
    place = Place("file.links", person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "Decided:")
        await press(pilot, "down", "d")
        await until(pilot, "Why is it somebody else's?")
        await press(pilot, "enter")
        await until(pilot, "Say in a few words why it is somebody else's.")
        await type_text(pilot, "another man")
        await press(pilot, "enter")
        await until(pilot, "It has a file of its own now.")
        assert len(_people(at)) == 2
        await until(pilot, "taken apart")
        await press(pilot, "up", "up", "d")
        await until(pilot, "This is the only record of this file.")


async def test_two_marked_in_find_are_joined_by_j(at: Scene, other: Known, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "smith john")
        await until(pilot, "same name and date o")
        await press(pilot, "down", "space", "down", "space")
        await until(pilot, "j joins them")
        await press(pilot, "j")
        await until(pilot, "would become part of the file of SMITH, John")
        await type_text(pilot, "the same man")
        await press(pilot, "enter")
        await until(pilot, "One file now.")
        assert len(_people(at)) == 1
        await until(pilot, ">  SMITH, John")
        find = pilot.app.screen
        assert isinstance(find, FindScreen)
        assert len(find.page.hits if find.page else ()) == 1
        assert (find.focused, find.table.marked) == (find.table, set())
        assert "j joins them" not in screen_text(pilot.app)


async def test_two_of_one_case_and_one_and_the_same_are_refused_before_a_reason_is_asked(
    at: Scene, tmp_path: Path
) -> None:
    beside = at.record.person(at.agency, "SMITH", "Jon", born=date(1980, 3, 12))
    at.record.case(beside, at.court, joins=at.case.case)
    at.record.listing(beside, at.case, at.court)
    place = Place("file.join", person=at.person.person, kind=str(beside.person))
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        shown = await until(pilot, "They are two defendants of one case.")
        assert "Why are they" not in shown
    own = Place("file.join", person=at.person.person, kind=str(at.person.person))
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=own) as pilot:
        await until(pilot, "This is one and the same person already.")


async def test_who_only_reads_is_told_why_not(at: Scene, other: Known, tmp_path: Path) -> None:
    usher = at.record.user("u.sher", at.agency, Role.USHER, courts=[at.court])
    place = Place("file.links", person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk_of(usher), place=place) as pilot:
        await until(pilot, "No decision yet.")
        await press(pilot, "j")
        await until(pilot, "Your role reads only.")
        assert "reference, like" not in screen_text(pilot.app)
