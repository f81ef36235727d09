"""What a clerk does in the person file by keys: names, stars, attendance, the next defendant, cases."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from db.words.actor import Role
from db.words.families.court import AttendanceState
from screens.frame.place import Place
from tests.support.file_record import Scene
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen

DAY = timedelta(days=1)


def _file(at: Scene) -> Place:
    return Place("file.person", person=at.person.person)


def _lines(text: str) -> list[str]:
    return text.splitlines()


async def test_a_adds_a_name_in_one_line_and_u_takes_it_back(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "a")
        await until(pilot, "Also known as")
        await type_text(pilot, "marsh j")
        assert "MARSH, J" in screen_text(pilot.app)
        assert "Another name > SMITH, John" in screen_text(pilot.app)
        await press(pilot, "enter")
        await until(pilot, "Also known as MARSH, J; u takes it back.")
        pilot.app.screen.take_changes(frozenset({f"person:{at.person.person}"}))  # type: ignore[attr-defined]
        await until(pilot, "also known as: MARSH, J")
        await press(pilot, "u")
        await until(pilot, "Undo name MARSH, J?")
        await press(pilot, "y")
        await until(pilot, "Undone; the entry stays in the record.")
        assert "MARSH" not in screen_text(pilot.app)


async def test_s_follows_the_person_and_on_a_case_the_case(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "s")
        shown = await until(pilot, "You follow this person")
        assert "* SMITH, John" in _lines(shown)[0]
        await press(pilot, "2", "down", "s")
        await until(pilot, "You follow this case")
        assert {one.case_id for one in at.desk.follow.followed()} == {None, at.case.case}


async def test_t_is_shown_as_not_possible_to_those_who_keep_no_list(at: Scene, tmp_path: Path) -> None:
    officer = at.record.user("o.ward", at.agency, Role.PROBATION_OFFICER, courts=[at.court])
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk_of(officer), place=_file(at)) as pilot:
        shown = await until(pilot, "2 Cases")
        assert "(t Attendance)" in shown
        await press(pilot, "t")
        assert "Not now: Only court staff keep the list." in screen_text(pilot.app)


async def test_t_marks_attendance_and_u_undoes_it(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "t")
        await until(pilot, "Attendance:")
        await press(pilot, "v")
        await until(pilot, "Marked by video; u undoes it.")
        await press(pilot, "3")
        assert "ct 01, by video, First hearing" in await until(pilot, "by video, ")
        await press(pilot, "u")
        await until(pilot, "Undo attendance: by video?")
        await press(pilot, "y")
        await until(pilot, "Undone")


async def test_next_defendant_goes_by_the_list_and_says_at_its_end(at: Scene, tmp_path: Path) -> None:
    other = at.record.person(at.agency, "ADAMS", "Zoe")
    at.record.listing(other, at.record.case(other, at.court), at.court, sequence=2, at=None)
    blank = Place("file.history", person=at.person.person, kind="name:primary")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=blank) as pilot:
        pilot.app.way.go(_file(at))  # type: ignore[attr-defined]
        await until(pilot, "2 Cases")
        await press(pilot, "right_square_bracket")
        await until(pilot, "File > ADAMS, Zoe")
        await press(pilot, "ctrl+n")
        await until(pilot, "last defendant of the list")
        await press(pilot, "left_square_bracket")
        await until(pilot, "File > SMITH, John")


async def test_a_reader_who_may_not_write_is_told_why(at: Scene, tmp_path: Path) -> None:
    usher = at.record.user("u.sher", at.agency, Role.USHER, courts=[at.court])
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk_of(usher), place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "a")
        assert "Not now: Your role reads only." in screen_text(pilot.app)


async def test_enter_opens_the_case_and_enter_on_the_name_the_one_file_again(at: Scene, tmp_path: Path) -> None:
    other = at.record.court("B88XX", "Southtown Crown Court")
    second = at.record.case(at.person, other, case_no="T20260002")
    at.record.listing(at.person, second, other)
    below = Place("file.history", person=at.person.person, kind="name:primary")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=below) as pilot:
        pilot.app.way.go(_file(at))  # type: ignore[attr-defined]
        await until(pilot, "2 Cases")
        for number in ("T20260002", "2600001"):
            await press(pilot, "2")
            while number not in next(line for line in _lines(screen_text(pilot.app)) if line.startswith(">")):
                await press(pilot, "down")
            await press(pilot, "enter")
            await until(pilot, "Case ")
            assert pilot.app.screen.PLACE == "file.case"  # type: ignore[attr-defined]
            await until(pilot, number)
            row = next(line for line in _lines(screen_text(pilot.app)) if line.startswith(">"))
            for _ in range(6):
                if "SMITH, John" in row:
                    break
                await press(pilot, "down")
                row = next(line for line in _lines(screen_text(pilot.app)) if line.startswith(">"))
            await press(pilot, "enter")
            shown = await until(pilot, "File > SMITH, John")
            assert "T20260002" in shown
            assert "2600001" in shown


@pytest.mark.parametrize("screen", ["file.person", "file.bench"])
async def test_a_mark_made_elsewhere_since_the_page_was_painted_is_a_clash_that_is_told(
    at: Scene, tmp_path: Path, screen: str
) -> None:
    other = at.record.user("s.vane", at.agency, Role.CLERK, courts=[at.court])
    place = Place(screen, person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "2 Cases" if screen == "file.person" else "1. Theft")
        listing = pilot.app.screen.dock.hearing.listing_id  # type: ignore[attr-defined]
        at.desk_of(other).attendance.mark(listing, AttendanceState.ABSENT, seen=None)
        await press(pilot, "t")
        await until(pilot, "Attendance:")
        await press(pilot, "p")
        await until(pilot, "S.Vane marked this defendant")
        await until(pilot, "Mark again if yours is right.")
        for _ in range(60):
            if pilot.app.screen.dock.hearing.mark_id is not None:  # type: ignore[attr-defined]
                break
            await pilot.pause(0.05)
        await press(pilot, "escape", "t")
        await until(pilot, "Attendance:")
        await press(pilot, "p")
        await until(pilot, "u undoes it.")
