"""The person file by keys at 80x24, on the real desk: sections, lines, live changes, history, an earlier day."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from db.tables.care import Marker
from db.tables.cases import Bail
from db.tables.notes import Note
from db.tables.people import Identifier, PersonDetail, PersonName
from db.words.actor import Role
from db.words.families.bail import BailStatus
from db.words.families.court import MarkerKind
from db.words.families.notes import NoteKind
from db.words.families.people import DetailKind, IdentifierKind, NameKind
from screens.frame.place import Place
from tests.support.file_record import Scene
from tests.support.screen import TestOpener, TestSession, open_screen, press, screen_text, type_text, until
from tracker_tui.app.handlers.places import make_screen

DAY = timedelta(days=1)


def _file(at: Scene) -> Place:
    return Place("file.person", person=at.person.person)


def _lines(text: str) -> list[str]:
    return text.splitlines()


async def test_f4_shows_the_person_with_strip_sections_and_sources(at: Scene, tmp_path: Path) -> None:
    at.fact(Marker, kind=MarkerKind.VIOLENCE)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        shown = await until(pilot, "File > SMITH, John")
        lines = _lines(shown)
        assert "File > SMITH, John" in lines[0]
        assert lines[1].strip().startswith("!violence  today 10:00 ct 01")
        assert lines[2].startswith("1 Who 2 Cases 3 Hearings 4 Custody 5 Warnings 6 Notes 7 Dates 8 From 9 Agencies")
        assert "also known as: LEE, K" in shown
        assert "Northtown court, LIBRA" in shown
        assert "2600001, active, Northtown Magistrates' Court" in shown
        assert all(len(line) <= 80 for line in lines)


async def test_every_section_is_one_key_away_and_an_empty_one_says_why(at: Scene, tmp_path: Path) -> None:
    titles = ("Who", "Cases", "Hearings", "Custody", "Warnings", "Notes", "Dates", "From", "Agencies")
    whys = {
        "4": "No stay in custody and no bail is recorded.",
        "5": "No warning, warrant or restriction is recorded.",
        "6": "No notes that you may see. F6 writes one.",
        "9": "No agency holds a record that you may know of. + enters one of your",
    }
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        for number, title in enumerate(titles, 1):
            await press(pilot, str(number))
            shown = screen_text(pilot.app)
            assert f">  {number} {title}" in shown
            assert whys.get(str(number), "") in shown


async def test_enter_on_a_note_shows_the_whole_of_it_and_enter_again_folds_it(at: Scene, tmp_path: Path) -> None:
    at.desk.file.open(at.person.person)
    at.record.put(
        Note(
            kind=NoteKind.AGENCY, person_id=at.person.person, author_id=at.clerk.user_id, owner_agency_id=at.agency,
            body="Needs a hearing loop.\nAsked for in May.\nStill not there in June.", written_at=at.record.clock.now(),
            audit_session=at.clerk.audit_session,
        )
    )  # fmt: skip
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "6", "down")
        assert "Needs a hearing loop." in screen_text(pilot.app)
        assert "Asked for in May. …" in screen_text(pilot.app)
        assert "in June." not in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "in June." in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "in June." not in screen_text(pilot.app)


async def test_a_note_shows_its_text_beside_a_long_heading(at: Scene, tmp_path: Path) -> None:
    at.desk.file.open(at.person.person)
    at.record.put(
        Note(
            kind=NoteKind.HEARING, person_id=at.person.person, author_id=at.clerk.user_id, owner_agency_id=at.agency,
            hearing_day_id=at.row.day, body="Interpreter arrived late.", written_at=at.record.clock.now(),
            audit_session=at.clerk.audit_session,
        )
    )  # fmt: skip
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "6")
        assert "Interpreter arrived late." in screen_text(pilot.app)


async def test_conditions_of_bail_are_whole_at_80_cells_on_file_and_bench(at: Scene, tmp_path: Path) -> None:
    conditions = "Not to enter Castle Fold town centre; to sleep each night at 19 Tannery Steps, Hollowby, QX16 6FQ"
    at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL, conditions=conditions)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "4")
        assert conditions in " ".join(screen_text(pilot.app).replace("2600001", "").split())
    bench = Place("file.bench", person=at.person.person, hearing=at.row.listing)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=bench) as pilot:
        assert conditions in " ".join((await until(pilot, "Came")).split())


async def test_h_shows_where_a_line_comes_from_and_what_stood_there(at: Scene, tmp_path: Path) -> None:
    now = at.record.clock.now()
    at.ended(
        PersonDetail, kind=DetailKind.NATIONALITY, value="Irish", at=now, ago=9 * DAY, ended_by_id=at.clerk.user_id
    )
    at.fact(PersonDetail, kind=DetailKind.NATIONALITY, value="British")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        shown = await until(pilot, "nationality: British (1 earlier)")
        row = next(index for index, line in enumerate(_lines(shown)) if "nationality" in line)
        await press(pilot, *["down"] * (row - 3), "h")
        shown = await until(pilot, "was: Irish")
        assert "History of nationality > SMITH, John" in shown
        assert "now: British" in shown
        assert "replaced" in shown
        assert "by P.Hale" in shown
        await press(pilot, "escape")
        back = await until(pilot, "2 Cases")
        assert any(line.startswith(">") and "nationality" in line for line in _lines(back))


async def test_a_change_made_elsewhere_is_shown_and_marked_and_the_cursor_stays(at: Scene, tmp_path: Path) -> None:
    session = TestSession(at.desk)
    async with open_screen(
        make_screen, tmp=tmp_path, desk=at.desk, place=_file(at), opener=TestOpener(session)
    ) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "4")
        before = [line for line in _lines(screen_text(pilot.app)) if line.startswith(">")]
        at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL)
        pilot.app.screen.take_changes(frozenset({f"person:{at.person.person}"}))  # type: ignore[attr-defined]
        shown = await until(pilot, "conditional bail")
        assert [line for line in _lines(shown) if line.startswith(">")] == before
        assert any("+" in line[:3] and "conditional bail" in line for line in _lines(shown))


async def test_a_change_of_somebody_else_is_not_read(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        at.fact(Bail, defendant_case_id=at.case.defendant, status=BailStatus.CONDITIONAL)
        pilot.app.screen.take_changes(frozenset({"person:0", "user_account:1"}))  # type: ignore[attr-defined]
        await pilot.pause()
        assert not pilot.app.screen.is_asking  # type: ignore[attr-defined]


async def test_the_file_as_at_an_earlier_day_says_so_and_hides_what_came_later(at: Scene, tmp_path: Path) -> None:
    at.ended(PersonDetail, kind=DetailKind.OCCUPATION, value="roofer", at=at.record.clock.now() - 2 * DAY, ago=90 * DAY)
    at.fact(PersonDetail, kind=DetailKind.OCCUPATION, value="baker")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "occupation: baker")
        await press(pilot, "at")
        await type_text(pilot, "-30")
        await press(pilot, "enter")
        shown = await until(pilot, "occupation: roofer")
        assert "File as at" in _lines(shown)[0]
        assert "SMITH, John" in _lines(shown)[0]
        assert "baker" not in shown
        assert "later entries are hidden" in shown
        await press(pilot, "n")
        assert "earlier day; Esc goes back to today" in screen_text(pilot.app)
        await press(pilot, "escape", "escape")
        shown = await until(pilot, "occupation: baker")
        assert "later entries are hidden" not in shown  # of today's file nothing is hidden


async def test_a_day_that_cannot_be_read_keeps_the_file(at: Scene, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "at")
        await type_text(pilot, "31/31")
        await press(pilot, "enter")
        assert "Error:" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "born Wed 12 Mar 1980" in screen_text(pilot.app)


async def test_nobody_elses_file_is_shown_and_the_next_key_is_named(at: Scene, tmp_path: Path) -> None:
    court = at.record.court("B77XX", "Westtown")
    stranger = at.record.user("w.lane", at.record.agency("W"), Role.CLERK, courts=[court])
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk_of(stranger), place=_file(at)) as pilot:
        shown = await until(pilot, "Not found.")
        assert "SMITH" not in shown
        assert "/ finds a person." in shown


async def test_hostile_data_shows_as_dots_and_never_as_markup(at: Scene, tmp_path: Path) -> None:
    evil = "[/b][@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \u202eabc"
    known = at.record.person(at.agency, "EVIL", "Eve")
    at.fact(PersonName, known=known, kind=NameKind.ALIAS, family=evil, family_folded="x")
    at.fact(PersonDetail, known=known, kind=DetailKind.OCCUPATION, value=evil)
    at.fact(Identifier, known=known, kind=IdentifierKind.LOCAL, raw=evil, valid=False, problem=evil)
    at.fact(Marker, known=known, kind=MarkerKind.OTHER, text=evil)
    case = at.record.case(known, at.court, case_no=evil, offences=[("X", evil)])
    at.record.listing(known, case, at.court, kind=evil)
    for screen in ("file.person", "file.bench"):
        place = Place(screen, person=known.person)
        async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
            shown = await until(pilot, "EVIL, Eve")
            for key in ("2", "3", "5", "7", "8", "pagedown"):
                await press(pilot, key)
                shown += screen_text(pilot.app)
            assert "\x1b" not in shown
            assert "\u202e" not in shown
            assert "[@click=app.quit]" in shown
    place = Place("file.history", person=known.person, kind="detail:occupation")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        assert "\x1b" not in await until(pilot, "now: ")


async def test_a_long_file_opens_within_its_budget(at: Scene, tmp_path: Path) -> None:
    for number in range(20):
        case = at.record.case(
            at.person, at.court, case_no=str(number), offences=[("T", f"Theft {n}") for n in range(5)]
        )
        at.record.listing(at.person, case, at.court, day=at.today + number * DAY)
    at.desk.file.read(at.person.person)
    began = time.perf_counter()
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=_file(at)) as pilot:
        await until(pilot, "2 Cases")
    assert time.perf_counter() - began < 3.0, "the figure itself is in bench/; this catches a query per row"
