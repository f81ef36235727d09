"""A change made at another terminal is on F2 within two seconds, on both engines, under the same cursor."""

from __future__ import annotations

import time
from pathlib import Path
from uuid import UUID

import pytest

from db.court.attendance import AttendanceService
from db.desk import Desk
from db.keeper.changes import Changes
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.families.court import AttendanceState
from screens.day.list import ListScreen
from screens.frame.messages import RecordsChanged
from screens.parts.table import Table
from tests.support.court_day import Court
from tests.support.databases import Database
from tests.support.machine import slack
from tests.support.record import Record
from tests.support.screen import open_screen, press, until
from tracker_tui.app.live import Watcher


@pytest.fixture
def both(database: Database) -> tuple[Court, Units]:
    """A court with its clerk, and the database as another terminal has it open."""
    return Court(Record(Units(make_engine(database.url), Clock()))), Units(make_engine(database.url), Clock())


async def test_a_colleagues_mark_is_seen_within_two_seconds_and_the_cursor_stays(
    both: tuple[Court, Units], tmp_path: Path
) -> None:
    court, elsewhere = both
    listing: UUID = court.put("FIRST", number=1)[2].listing
    here = court.put("SECOND", number=2)[2].listing
    ward = court.record.user("h.ward", court.agency, Role.CLERK, courts=[court.id])
    desk = Desk(court.record.units, court.clerk)
    changes = Changes(court.record.units)
    async with open_screen(ListScreen, tmp=tmp_path, desk=desk) as pilot:
        app = pilot.app
        watcher = Watcher(
            changes.wait, changed=lambda keys: app.post_message(RecordsChanged(keys)) and None, lost=lambda _: None
        )
        watcher.start()
        await until(pilot, "SECOND, Jo")
        await press(pilot, "down")
        began = time.monotonic()
        AttendanceService(elsewhere, ward).mark(listing, AttendanceState.PRESENT, seen=None)
        shown = await until(pilot, " here ")
        spent = time.monotonic() - began
        assert spent < 2 * slack()
        row = next(line for line in shown.splitlines() if "FIRST, Jo" in line)
        assert row.startswith("  ~")
        assert app.screen.query_one("#rows", Table).cursor_key == str(here)
        watcher.stop()
    elsewhere.close()
    court.record.units.close()
