"""A change made in another session is in the open file within two seconds, on both engines, cursor unmoved."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest

from db.desk import Desk
from db.keeper.changes import Changes
from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from db.words.families.court import AttendanceState
from screens.frame.messages import SignedIn
from screens.frame.place import Place
from tests.support.databases import Database
from tests.support.file_record import Scene, scene
from tests.support.machine import slack
from tests.support.record import Record
from tests.support.screen import TestOpener, TestSession, open_screen, press, screen_text, until
from tracker_tui.app.handlers.places import make_screen


class LiveSession(TestSession):
    """A sign-in that hears of other sessions as the real one does."""

    changes_of: Changes

    def wait_changes(self, seconds: float) -> Iterable[str]:
        """From the database."""
        return self.changes_of.wait(seconds)


@pytest.mark.parametrize("screen", ["file.person", "file.bench"])
async def test_what_another_session_saves_is_in_the_open_file_within_two_seconds(
    record: Record, database: Database, tmp_path: Path, screen: str
) -> None:
    at = scene(record)
    elsewhere = Units(make_engine(database.url), Clock())
    other = _desk_elsewhere(at, elsewhere)
    session = LiveSession(at.desk, home=screen)
    session.changes_of = Changes(record.units)
    place = Place(screen, person=at.person.person)
    try:
        async with open_screen(
            lambda desk, where: make_screen(desk, where if where.person else place),
            tmp=tmp_path, desk=at.desk, place=place, opener=TestOpener(session),
        ) as pilot:  # fmt: skip
            pilot.app.post_message(SignedIn(session))
            await until(pilot, "1. Theft")
            await press(pilot, "3")
            before = screen_text(pilot.app).splitlines()[3]
            await asyncio.sleep(0.2)  # the watcher has begun to listen
            other.attendance.mark(at.row.listing, AttendanceState.VIDEO, seen=None)
            shown = await until(
                pilot, "by video" if screen == "file.person" else "to the only hearing", seconds=2.0 * slack()
            )
            assert screen == "file.bench" or shown.splitlines()[3] == before
    finally:
        session.changes_of.close()
        elsewhere.close()


def _desk_elsewhere(at: Scene, units: Units) -> Desk:
    """The desk of another clerk, on a connection of its own."""
    clerk = at.record.user("s.vane", at.agency, *at.clerk.roles, courts=[at.court])
    return Desk(units, clerk)
