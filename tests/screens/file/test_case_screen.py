"""The case screen by keys: defendants, charges, hearings, links; the one file and back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from db.cards.day import ListScope
from db.desk import Desk
from db.store.engine import make_engine
from db.tables.cases import CaseLink, Plea
from db.unit import Units
from db.words.clock import Clock
from db.words.dates import spell
from db.words.families.charges import PleaKind
from db.words.families.court import CaseLinkKind
from screens.file.case import CaseScreen
from screens.frame.base import BaseScreen
from screens.frame.messages import CaseOpened
from screens.frame.place import Place
from tests.support.court_day import Court
from tests.support.record import Record
from tests.support.screen import open_screen, press, screen_text, until

BORN = date(1980, 3, 12)


class Elsewhere(BaseScreen):
    """Any other screen; it shows where the clerk has come to."""

    TITLE = "Elsewhere"

    def __init__(self, desk: object, place: Place) -> None:
        super().__init__(place)
        self.PLACE = place.screen  # type: ignore[misc]

    @property
    def title_words(self) -> str:
        return f"at {self.place.screen} {self.place.person or self.place.day or ''}"


def make(given: object, place: Place) -> BaseScreen:
    if place.screen != "file.case":
        return Elsewhere(given, place)
    assert isinstance(given, Desk)
    return CaseScreen(given, place)


def court_on(url: str) -> Court:
    return Court(Record(Units(make_engine(url), Clock())))


async def test_everybody_in_the_case_stands_with_charges_and_enter_opens_the_one_file(
    sqlite_url: str, tmp_path: Path
) -> None:
    court = court_on(sqlite_url)
    known, tried, _ = court.put("SMITH", "John", born=BORN, case_no="2600012345")
    other = court.put("", known=known, case_no="2600099999", day=court.day + timedelta(days=3))[1]
    kay = court.record.seen_at(court.record.person(court.agency, "LEE", "Kay [/b]"), court.id)
    court.record.case(
        kay,
        court.id,
        joins=tried.case,
        offences=(("CJ88001", "Common assault of an emergency worker acting in the exercise of functions as such"),),
    )
    now = court.record.clock.now()
    court.record.put(
        Plea(
            charge_id=tried.charges[0], kind=PleaKind.NOT_GUILTY, person_id=known.person,
            source_record_id=known.record, recorded_at=now,
        ),
        CaseLink(case_id=tried.case, other_reference="2600099999", other_id=other.case, kind=CaseLinkKind.LINKED),
    )  # fmt: skip
    desk = Desk(court.record.units, court.clerk)
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("start.home")) as pilot:
        pilot.app.screen.post_message(CaseOpened(tried.case))
        shown = await until(pilot, "1 Defendants  2")
        assert "Case 2600012345 > SMITH, John" in shown
        assert "1 other case" in shown
        assert "plea: not guilty" in shown
        assert "LEE, Kay [/b]" in shown
        assert "of an emergency worker acting in the exercise of functions as such" in " ".join(
            shown.replace("no plea", "").split()
        )
        assert f"{spell(court.day)} 10:00 ct 01  First hearing  SMITH, John" in shown
        assert all(len(line) <= 80 for line in shown.splitlines())
        await press(pilot, "right_square_bracket")
        await until(pilot, "Case 2600012345 > LEE, Kay [/b]")
        await press(pilot, "enter")
        await until(pilot, f"at file.person {kay.person}")
        await press(pilot, "escape")
        shown = await until(pilot, "Case 2600012345 > LEE, Kay [/b]")
        assert any(line.startswith(">") and "LEE, Kay" in line for line in shown.splitlines())
        await press(pilot, "right_square_bracket")
        await until(pilot, "This is the last defendant of the case.")
        await press(pilot, "3", "down", "enter")
        await until(pilot, "Case 2600099999 > SMITH, John")


async def test_a_hearing_opens_its_days_list_and_a_change_comes_in_place(sqlite_url: str, tmp_path: Path) -> None:
    court = court_on(sqlite_url)
    known, tried, _ = court.put("SMITH", "John", case_no="2600012345")
    desk = Desk(court.record.units, court.clerk)
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("file.case", case=tried.case)) as pilot:
        await until(pilot, "2 Hearings  1")
        later = court.day + timedelta(days=9)
        court.record.listing(known, tried, court.id, day=later)
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        screen.take_changes(frozenset({"x"}))
        await until(pilot, "2 Hearings  2")
        await until(pilot, f"next: {spell(later)}")
        assert screen.table.cursor_key == f"defendant:{known.person}"
        await press(pilot, "2", "down", "enter")
        await until(pilot, f"at day.list {later}")
    assert desk.day.page(ListScope(court.id, later)).total == 1


async def test_a_case_that_is_not_for_the_reader_says_so(sqlite_url: str, tmp_path: Path) -> None:
    court = court_on(sqlite_url)
    hidden = court.record.person(court.record.agency("ELSEWHERE"), "HIDDEN")
    tried = court.record.case(hidden, court.record.court("A11XX", "Aldtown Magistrates' Court"))
    desk = Desk(court.record.units, court.clerk)
    async with open_screen(make, tmp=tmp_path, desk=desk, place=Place("file.case", case=tried.case)) as pilot:
        await until(pilot, "Error: Not found.")
        assert "HIDDEN" not in screen_text(pilot.app)
