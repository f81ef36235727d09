"""A name that was added in the file finds the person at the next key: as it was heard, by its day, in the box."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from db.desk import Desk
from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from screens.frame.place import Place
from tests.support.court_day import Court
from tests.support.record import Record
from tests.support.screen import open_screen, press, type_text, until
from tracker_tui.app.handlers.places import make_screen


async def test_a_name_added_in_the_file_finds_the_person_at_the_next_key(sqlite_url: str, tmp_path: Path) -> None:
    units = Units(make_engine(sqlite_url), Clock())
    court = Court(Record(units))
    person, _, _ = court.put("SMITH", "John", born=date(1980, 3, 12))
    desk = Desk(court.record.units, court.clerk)
    asking = Desk(court.record.units, court.clerk)
    file = Place("file.person", person=person.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=file) as pilot:
        await until(pilot, "SMITH, John")
        assert asking.people.find("quennell kit").hits == ()
        await press(pilot, "a")
        await until(pilot, "Also known as")
        await type_text(pilot, "kit quennell 7/8/79")
        await press(pilot, "enter")
        await until(pilot, "u takes it back.")
        # As it was heard, by the day given with it, and beside the main name.
        for typed in ("quennel", "7/8/79", "smith john"):
            assert [hit.person for hit in asking.people.find(typed).hits] == [person.person], typed
        await press(pilot, "slash")
        await until(pilot, "Type in the box above.")
        await type_text(pilot, "quen")
        assert "SMITH, John" in await until(pilot, "alias QUENNELL, Kit")
    units.close()
