"""The vital strip stands on every screen of a person, and no scrolling takes it away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store.engine import make_engine
from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import Bail, ReportingRestriction
from db.tables.people import PersonDetail
from db.unit import Units
from db.words.clock import Clock
from db.words.families.bail import BailStatus, CustodyStatus
from db.words.families.court import MarkerKind, RestrictionKind
from db.words.families.people import DetailKind
from screens.frame.place import Place
from tests.support.file_record import Scene, scene
from tests.support.record import Record
from tests.support.screen import LARGE, open_screen, press, screen_text, until
from tracker_tui.app.handlers.places import make_screen

SIGNS = (
    "!violence", "!custody: HMP Madeup", "conditional bail", "today 10:00 ct 01", "!complainant: no name",
    "interpreter: Polish",
)  # fmt: skip
PLACES = ("file.person", "file.bench", "file.history", "file.alias", "write.note")


@pytest.fixture
def at(sqlite_url: str) -> Iterator[Scene]:
    """A person with every sign but youth."""
    units = Units(make_engine(sqlite_url), Clock())
    made = scene(Record(units))
    made.fact(Marker, kind=MarkerKind.VIOLENCE)
    made.fact(CustodyEpisode, establishment="HMP Madeup", status=CustodyStatus.REMAND, since=made.today)
    made.fact(Bail, defendant_case_id=made.case.defendant, status=BailStatus.CONDITIONAL)
    made.fact(ReportingRestriction, case_id=made.case.case, kind=RestrictionKind.ANONYMITY)
    made.fact(PersonDetail, kind=DetailKind.INTERPRETER, value="Polish")
    yield made
    units.close()


@pytest.mark.parametrize("screen", PLACES)
async def test_the_strip_is_on_every_screen_of_the_person(at: Scene, tmp_path: Path, screen: str) -> None:
    place = Place(screen, person=at.person.person, kind="name:primary" if screen == "file.history" else "")
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place, size=LARGE) as pilot:
        shown = await until(pilot, "!violence")
        strip = shown.splitlines()[1]
        assert [sign for sign in SIGNS if sign not in strip] == []
        assert "SMITH, John" in shown.splitlines()[0]


@pytest.mark.parametrize("screen", ["file.person", "file.bench"])
async def test_no_scrolling_takes_it_away_and_what_does_not_fit_is_counted(
    at: Scene, tmp_path: Path, screen: str
) -> None:
    place = Place(screen, person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place) as pilot:
        await until(pilot, "1. Theft")
        await press(pilot, "end")
        strip = screen_text(pilot.app).splitlines()[1]
        assert "!violence  !custody: HMP Madeup  conditional bail" in strip
        assert strip.rstrip().endswith(" more")


async def test_the_case_has_the_strip_of_the_defendant_under_the_cursor(at: Scene, tmp_path: Path) -> None:
    place = Place("file.case", case=at.case.case, person=at.person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=at.desk, place=place, size=LARGE) as pilot:
        shown = await until(pilot, "SMITH, John")
        strip = shown.splitlines()[1]
        for words in ("violence", "HMP Madeup", "complainant: no name", "interpreter: Polish"):
            assert words in strip, shown
