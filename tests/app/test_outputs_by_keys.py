"""`p` and `x` on list, find and file: the question says what, how many and where, a typed y writes, Esc does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from screens.frame.place import Place
from tests.support.court_day import Court
from tests.support.record import Record
from tests.support.screen import open_screen, press, type_text, until
from tracker_tui.app.handlers.places import make_screen


@pytest.fixture
def court(sqlite_url: str) -> Iterator[Court]:
    units = Units(make_engine(sqlite_url), Clock())
    yield Court(Record(units))
    units.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "exports"


@pytest.fixture
def desk(court: Court, folder: Path) -> Desk:
    return Desk(court.record.units, court.clerk, exports=folder)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


async def test_x_on_the_list_asks_for_form_and_y_and_writes(
    court: Court, desk: Desk, folder: Path, tmp_path: Path
) -> None:
    court.put("SMITH", "John")
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "SMITH, John")
        await press(pilot, "x")
        await until(pilot, "Export as")
        await press(pilot, "c")
        shown = await until(pilot, "y yes")
        assert "1 entry, into exports?" in " ".join(shown.split())
        await press(pilot, "y")
        await until(pilot, "1 entry written to exports/list-B99XX-")
    (path,) = _files(folder)
    assert "SMITH, John" in path.read_text()


async def test_p_on_the_list_prints_the_public_one_without_names_that_are_withheld(
    court: Court, desk: Desk, folder: Path, tmp_path: Path
) -> None:
    court.put("SMITH", "John", born=date(1980, 1, 1))
    court.put("YOUNG", "Ann", number=2, born=court.day.replace(day=1, year=court.day.year - 15))
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "SMITH, John")
        await press(pilot, "p", "w")
        await until(pilot, "1 withheld")
        await press(pilot, "y")
        await until(pilot, "1 entry, 1 withheld written")
    (path,) = _files(folder)
    assert "SMITH, John" in path.read_text()
    assert "YOUNG" not in path.read_text()


async def test_anything_but_y_writes_nothing(court: Court, desk: Desk, folder: Path, tmp_path: Path) -> None:
    known, _, _ = court.put("SMITH", "John")
    place = Place("file.person", person=known.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=place) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "p")
        await until(pilot, "Print the file of SMITH, John")
        await press(pilot, "escape")
        await until(pilot, "Nothing was done.")
    assert _files(folder) == []


async def test_x_on_the_file_writes_the_file(court: Court, desk: Desk, folder: Path, tmp_path: Path) -> None:
    known, _, _ = court.put("SMITH", "John")
    place = Place("file.person", person=known.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=place) as pilot:
        await until(pilot, "2 Cases")
        await press(pilot, "x", "j")
        await until(pilot, "y yes")
        await press(pilot, "y")
        await until(pilot, "written to exports/file-P-")
    assert len(_files(folder)) == 1


async def test_x_on_the_hits_writes_what_was_found(court: Court, desk: Desk, folder: Path, tmp_path: Path) -> None:
    court.put("SMITHSON", "John")
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("find.box")) as pilot:
        await type_text(pilot, "smiths")
        await until(pilot, "SMITHSON, John")
        await press(pilot, "down", "x", "t")
        await until(pilot, "Export as text what was found: 1 entry")
        await press(pilot, "y")
        await until(pilot, "1 entry written")
    assert "SMITHSON" in _files(folder)[0].read_text()


async def test_who_may_not_export_is_told_why(court: Court, folder: Path, tmp_path: Path) -> None:
    court.put("SMITH", "John")
    usher = court.record.user("usher", court.agency, Role.USHER, courts=[court.id])
    desk = Desk(court.record.units, usher, exports=folder)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("day.list")) as pilot:
        await until(pilot, "SMITH, John")
        await press(pilot, "x", "c")
        await until(pilot, "Your role reads only")
    assert _files(folder) == []
