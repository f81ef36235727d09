"""F2 by keys and screen text: the real list on SQLite, at 80x24."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

from db.cards.adding import NewDefendant
from db.court.adding import AddingService
from db.court.attendance import AttendanceService
from db.desk import Desk
from db.tables.care import Marker
from db.words.actor import Role
from db.words.dates import spell
from db.words.families.court import AttendanceState, ListingState, MarkerKind
from db.words.names import NameParts
from screens.day.list import ListScreen
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.table import Table
from tests.support.court_day import Court
from tests.support.screen import LARGE, open_screen, press, screen_text, settle, type_text, until

BORN = date(1980, 3, 12)


def line_of(shown: str, text: str) -> str:
    """The one line of the screen with this text."""
    return next(line for line in shown.splitlines() if text in line)


async def test_the_list_shows_who_stands_where_and_when(court: Court, desk: Desk, tmp_path: Path) -> None:
    known, _tried, _ = court.put("SMITH", "John", born=BORN, number=1, case_no="2600012345")
    court.put("LEE", "Kay", number=2, at=time(14))
    now = court.record.clock.now()
    court.record.put(
        Marker(kind=MarkerKind.VIOLENCE, person_id=known.person, source_record_id=known.record, recorded_at=now)
    )
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk) as pilot:
        shown = await until(pilot, "SMITH, John")
        row = line_of(shown, " 10:00 SMITH, John")
        assert "12 Mar 1980" in row
        assert "!" in row
        assert "Theft" in row
        assert "14:00 LEE, Kay" in shown
        assert f"{spell(court.day)}, all rooms, Northtown" in shown
        assert "!warning: violence" in shown
        assert "case 2600012345" in shown
        assert all(len(line) <= 80 for line in shown.splitlines())
        assert shown.splitlines()[-1].rstrip().endswith("F1 Help  ^P All")


async def test_brackets_move_the_day_and_the_strip_follows(court: Court, desk: Desk, tmp_path: Path) -> None:
    court.put("TODAY")
    tomorrow = court.day + timedelta(days=1)
    court.put("TOMORROW", day=tomorrow)
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk) as pilot:
        await until(pilot, "TODAY, Jo")
        await press(pilot, "right_square_bracket")
        shown = await until(pilot, "TOMORROW, Jo")
        assert spell(tomorrow) in shown
        await press(pilot, "left_square_bracket", "left_square_bracket")
        shown = await until(pilot, "Nobody is listed here on this day.")
        assert "[ and ] show other days" in shown


async def test_t_marks_attendance_without_moving_the_cursor_and_u_takes_it_back(
    court: Court, desk: Desk, tmp_path: Path
) -> None:
    court.put("FIRST", number=1)
    court.put("SECOND", number=2)
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk) as pilot:
        await until(pilot, "SECOND, Jo")
        await press(pilot, "down", "t", "v")
        shown = await until(pilot, "SECOND, Jo: by video. u undoes it.")
        assert line_of(shown, " SECOND, Jo ").startswith(">")
        assert " video " in line_of(shown, "10:00 SECOND")
        assert "by video (by P.Hale)" in shown
        await press(pilot, "u")
        await until(pilot, "Undo 'by video' of SECOND, Jo?")
        await press(pilot, "y")
        shown = await until(pilot, "Undone. SECOND, Jo: not marked.")
        assert "video" not in line_of(shown, "10:00 SECOND")
        await press(pilot, "u")
        await until(pilot, "Not now: You marked nothing on this row since you signed in.")


async def test_a_mark_that_somebody_else_made_first_is_told_and_shown(court: Court, desk: Desk, tmp_path: Path) -> None:
    listing = court.put("SMITH")[2].listing
    ward = court.record.user("h.ward", court.agency, Role.CLERK, courts=[court.id])
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk) as pilot:
        await until(pilot, "SMITH, Jo")
        AttendanceService(court.record.units, ward).mark(listing, AttendanceState.ABSENT, seen=None)
        await press(pilot, "t", "p")
        shown = await until(pilot, "Error: H.Ward marked this defendant")
        assert "Your 'present' is kept beside it." in " ".join(shown.split())
        await until(pilot, "DNA")


async def test_a_live_change_comes_in_place_with_a_sign_and_the_cursor_stays(
    court: Court, desk: Desk, tmp_path: Path
) -> None:
    court.put("FIRST", number=2)
    here = court.put("SECOND", number=3)[2]
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk) as pilot:
        await until(pilot, "SECOND, Jo")
        await press(pilot, "down")
        court.put("CAME", number=1)
        screen = pilot.app.screen
        assert isinstance(screen, BaseScreen)
        screen.take_changes(frozenset({"court:elsewhere"}))
        await settle(pilot)
        assert "CAME, Jo" not in screen_text(pilot.app)
        screen.take_changes(frozenset({f"court:{court.id}"}))
        shown = await until(pilot, "CAME, Jo")
        assert line_of(shown, "CAME, Jo").startswith("  +")
        assert pilot.app.screen.query_one("#rows", Table).cursor_key == str(here.listing)
        assert pilot.app.screen.query_one("#rows", Table).has_focus


async def test_what_changed_since_the_last_look_has_its_sign(court: Court, desk: Desk, tmp_path: Path) -> None:
    gone = court.put("GOES", number=1)[2]
    court.put("STAYS", number=2)
    desk.day.open(court.scope)
    later = court.record.clock.now() + timedelta(seconds=1)
    court.change(gone.listing, state=ListingState.VACATED, changed_at=later)
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk) as pilot:
        shown = await until(pilot, "GOES, Jo")
        row = line_of(shown, "10:00 GOES, Jo")
        assert row.startswith("  -")
        assert "vacated" in row
        assert shown.index("10:00 STAYS") < shown.index("10:00 GOES")


async def test_f_filters_as_one_types_and_esc_shows_everybody(court: Court, desk: Desk, tmp_path: Path) -> None:
    court.put("SMITH", number=1)
    court.put("LEE", number=2)
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk) as pilot:
        await until(pilot, "LEE, Jo")
        await press(pilot, "f")
        await type_text(pilot, "sm")
        shown = screen_text(pilot.app)
        assert "SMITH, Jo" in shown
        assert "LEE, Jo" not in shown
        await type_text(pilot, "x")
        await until(pilot, "Nobody on this list fits.")
        await press(pilot, "escape")
        await until(pilot, "LEE, Jo")
        assert pilot.app.screen.query_one("#rows", Table).has_focus


async def test_one_key_changes_room_or_court_and_o_finds_any_by_name_or_code(court: Court, tmp_path: Path) -> None:
    court.put("ROOM ONE", "")
    court.put("ROOM TWO", "", room="02")
    second = court.record.court("A11XX", "Aldtown Magistrates' Court")
    both = court.record.user("b.oth", court.agency, Role.CLERK, courts=[court.id, second])
    desk = Desk(court.record.units, both)
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk, place=Place("day.list", court=court.id)) as pilot:
        await until(pilot, "ROOM TWO")
        await press(pilot, "2")
        shown = await until(pilot, "02, Northtown Magistrates' Court")
        assert "ROOM ONE" not in shown
        await press(pilot, "9")
        await until(pilot, "Not now: Northtown Magistrates' Court has 2 rooms.")
        await press(pilot, "k")
        await until(pilot, "all rooms, Aldtown Magistrates' Court")
        await press(pilot, "o")
        await until(pilot, "Court or room: name or code")
        await type_text(pilot, "b99 01")
        await press(pilot, "enter")
        shown = await until(pilot, "01, Northtown Magistrates' Court")
        await until(pilot, "ROOM ONE")


async def test_who_may_not_write_reads_why(court: Court, tmp_path: Path) -> None:
    court.put("SMITH")
    usher = court.record.user("u.sher", court.agency, Role.USHER, courts=[court.id])
    desk = Desk(court.record.units, usher)
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk) as pilot:
        await until(pilot, "SMITH, Jo")
        for key in ("t", "plus"):
            await press(pilot, key)
            await until(pilot, "Not now: Your role reads only.")


async def test_a_row_added_at_the_court_says_by_whom(court: Court, desk: Desk, tmp_path: Path) -> None:
    AddingService(court.record.units, court.clerk).add(
        NewDefendant(
            court_id=court.id, room_id=court.record.room(court.id), day=court.day, charges=("Burglary",),
            name=NameParts(given="John", family="Smith"), born=BORN,
        )
    )  # fmt: skip
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk, size=LARGE) as pilot:
        shown = await until(pilot, "SMITH, John")
        assert "added here by P.Hale" in line_of(shown, "SMITH, John  ")


async def test_hostile_names_neither_style_the_screen_nor_reach_the_terminal(
    court: Court, desk: Desk, tmp_path: Path
) -> None:
    court.put("[/b][@click=app.quit]X", "OSC\x1b]52;c;aGk=\x07\u202e")
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk, size=LARGE) as pilot:
        shown = await until(pilot, "[/B][@CLICK=APP.QUIT]X")
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "\u202e" not in shown


async def test_without_a_court_the_list_says_so_and_names_the_key(court: Court, tmp_path: Path) -> None:
    nobody = court.record.user("n.obody", court.agency, Role.CLERK)
    async with open_screen(ListScreen, tmp=tmp_path, desk=Desk(court.record.units, nobody)) as pilot:
        shown = await until(pilot, "You are posted to no court.")
        assert "o shows every court." in shown
        await press(pilot, "t")
        await until(pilot, "There is no row under the cursor.")


async def test_esc_comes_back_to_the_same_row(court: Court, desk: Desk, tmp_path: Path) -> None:
    for number in range(40):
        court.put(f"NAME{number:02}", number=number)

    class Other(BaseScreen):
        PLACE = "file.person"
        TITLE = "File"

        def __init__(self, _desk: object, place: Place) -> None:
            super().__init__(place)

    def make(given: object, place: Place) -> BaseScreen:
        if place.screen != "day.list":
            return Other(given, place)
        assert isinstance(given, Desk)
        return ListScreen(given, place)

    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "NAME00")
        await press(pilot, *["down"] * 25)
        before = screen_text(pilot.app)
        await press(pilot, "enter")
        await until(pilot, "File")
        await press(pilot, "escape")
        await until(pilot, "NAME25")
        assert line_of(screen_text(pilot.app), "10:00 NAME25") == line_of(before, "10:00 NAME25")
        await press(pilot, "ctrl+n")
        assert line_of(screen_text(pilot.app), "10:00 NAME26").startswith(">")
