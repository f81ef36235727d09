"""e on what a source sent: a correction with its reason, marked in the file, both in the history, listed, ended."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from db.tables.people import PersonDetail
from db.words.actor import Role
from db.words.families.people import DetailKind
from screens.frame.place import Place
from tests.support.file_record import Scene
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen

DETAIL: sa.Table = PersonDetail.__table__  # type: ignore[attr-defined]


def _file(at: Scene) -> Place:
    return Place("file.person", person=at.person.person)


async def test_e_corrects_the_birth_and_the_file_and_its_history_show_both(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "1", "down", "e")
        await until(pilot, "says: Wed 12 Mar 1980")
        await type_text(pilot, "13/3/80")
        await press(pilot, "f10")
        await until(pilot, "a correction wants its reason")
        await type_text(pilot, "birth certificate")
        await press(pilot, "f10")
        await until(pilot, "Corrected: Thu 13 Mar 1980. h shows both")
        pilot.app.screen.take_changes(frozenset({f"person:{at.person.person}"}))  # type: ignore[attr-defined]
        shown = await until(pilot, "born Thu 13 Mar 1980, ")
        assert "born: Thu 13 Mar 1980 [correction]" in shown
        assert "also given: Wed 12 Mar 1980 [corrected]" in shown
        await press(pilot, "h")
        shown = await until(pilot, "reason: birth certificate")
        assert "now: Wed 12 Mar 1980 [corrected]" in shown


async def test_a_source_that_says_otherwise_is_flagged_on_the_line_and_in_the_list(at: Scene, tmp_path: Path) -> None:
    at.desk.corrections.correct(at.person.person, "detail:sex", "female", why="as she says")
    with at.record.units.raw("bulk", writes=True) as connection:
        mine = sa.and_(DETAIL.c.source_record_id == at.person.record, DETAIL.c.kind == DetailKind.SEX)
        connection.execute(sa.update(DETAIL).where(mine).values(ended_at=at.record.clock.now()))
    at.fact(PersonDetail, kind=DetailKind.SEX, value="N")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=Place("review.corrections")) as pilot:
        shown = await until(pilot, "by P.Hale: as she")
        assert "not known" in shown
        await press(pilot, "enter")
        shown = await until(pilot, "sex: female [correction; the source now says not")
        assert any(line.startswith(">! ") and "sex: female" in line for line in shown.splitlines())
        await press(pilot, "e")
        await until(pilot, "This correction:")
        await press(pilot, "x")
        await until(pilot, "End the correction?")
        await press(pilot, "y")
        await until(pilot, "The correction has ended")
        shown = await until(pilot, "sex: not known")
        assert "female" not in shown


async def test_esc_asks_before_what_is_typed_is_lost(at: Scene, tmp_path: Path) -> None:
    place = Place("file.correct", person=at.person.person, kind="detail:sex")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "Field: sex")
        await type_text(pilot, "female")
        await press(pilot, "escape")
        await until(pilot, "Leave without saving?")
        await press(pilot, "escape")
        assert "female" in screen_text(pilot.app)


async def test_who_only_reads_is_told_so(at: Scene, tmp_path: Path) -> None:
    usher = at.record.user("u.sher", at.agency, Role.USHER, courts=[at.court])
    place = Place("file.correct", person=at.person.person, kind="detail:sex")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk_of(usher), place=place) as pilot:
        await until(pilot, "Your role reads only.")


async def test_another_name_has_its_kind_and_its_birth_and_d_removes_it(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "a")
        await until(pilot, "Kind: a also known as")
        await type_text(pilot, "marsh j")
        await press(pilot, "tab", "backspace")
        await until(pilot, "Type a, n, m or s.")
        await type_text(pilot, "n")
        await press(pilot, "tab")
        await type_text(pilot, "3/4/81")
        await press(pilot, "enter")
        await until(pilot, "Nickname MARSH, J; u takes it back.")
        pilot.app.screen.take_changes(frozenset({f"person:{at.person.person}"}))  # type: ignore[attr-defined]
        await until(pilot, "nickname: MARSH, J [born 3 Apr 1981]")
        await press(pilot, "1", "down", "d")
        await until(pilot, "Put the cursor on another name (1).")
        await press(pilot, "down", "down", "down", "d")
        await until(pilot, "Remove the name MARSH, J?")
        await press(pilot, "y")
        shown = await until(pilot, "Removed; it stays in the history.")
        shown = await until(pilot, "also known as: LEE, K")
        assert "MARSH" not in shown
