"""How soon a change made elsewhere stands on the screen, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from bench.figures import Figure, spread
from bench.homes import folder
from bench.places import databases
from db.desk import Desk
from db.keeper.changes import Changes
from db.store.engine import make_engine
from db.unit import Units
from db.words.clock import Clock
from db.words.families.court import AttendanceState
from screens.frame.messages import RecordsChanged
from screens.frame.place import Place
from tests.support.court_day import Court
from tests.support.databases import Database
from tests.support.record import Record
from tests.support.screen import open_screen, screen_text
from tracker_tui.app.handlers.places import make_screen
from tracker_tui.app.live import Watcher

ROUNDS = 12


def measure() -> Iterator[Figure]:
    """Another session marks a defendant; from its commit to the mark in the shown list."""
    with databases() as found:
        for database in found:
            times = asyncio.run(_on(database))
            where = "SQLite" if database.dialect == "sqlite" else "PostgreSQL"
            yield Figure(
                f"change elsewhere on screen, {where}",
                max(times),
                "s",
                2.0,
                spread(times, unit="s", scale=1),
                f"worst of {ROUNDS}: another session's attendance mark, from its commit to the painted list (F2)",
            )


async def _on(database: Database) -> list[float]:
    ours, theirs = (Units(make_engine(database.url), Clock()) for _ in range(2))
    court = Court(Record(theirs))
    listings = [court.put(f"SURNAME{n:02}", number=n)[2].listing for n in range(1, ROUNDS + 1)]
    other = Desk(theirs, court.record.user("other", court.agency, *court.clerk.roles, courts=[court.id]))
    changes = Changes(ours)
    times: list[float] = []
    place = Place("day.list", court=court.id)
    async with open_screen(make_screen, tmp=folder(), desk=Desk(ours, court.clerk), place=place) as pilot:
        watcher = Watcher(changes.wait, changed=lambda keys: _tell(pilot.app, keys), lost=lambda _: None)
        watcher.start()
        while "SURNAME12" not in screen_text(pilot.app):  # noqa: ASYNC110 - as seen from outside
            await asyncio.sleep(0.02)
        await asyncio.sleep(1.5)
        for number, listing in enumerate(listings):
            marked = screen_text(pilot.app).count("DNA")
            await asyncio.sleep(0.13 * (number % 5))
            await asyncio.to_thread(other.attendance.mark, listing, AttendanceState.ABSENT, seen=None)
            began = time.perf_counter()
            while screen_text(pilot.app).count("DNA") <= marked:
                await asyncio.sleep(0.005)
                if time.perf_counter() - began > 10:
                    raise TimeoutError(screen_text(pilot.app))
            times.append(time.perf_counter() - began)
        watcher.stop()
    await asyncio.sleep(1.2)  # the watcher's last wait
    ours.close()
    theirs.close()
    return times


def _tell(app: object, keys: frozenset[str]) -> None:
    app.post_message(RecordsChanged(keys))  # type: ignore[attr-defined]
