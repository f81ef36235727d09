"""How long a list of 300 hearings takes: from the key to the painted list, a letter of the filter, a mark.

`python -m bench.day_list [--times 20]` works on a temporary SQLite file and prints milliseconds. The bounds
are 200 ms for the list at 80x24, 50 ms for the filter and 200 ms for a mark.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from db.desk import Desk
from db.store.engine import make_engine
from db.store.upgrade import upgrade
from db.tables.care import Marker
from db.tables.cases import Bail
from db.unit import Units
from db.words.clock import Clock
from db.words.families.bail import BailStatus
from db.words.families.court import AttendanceState, MarkerKind
from screens.day.source import ListSource
from screens.frame.place import Place
from tests.support.court_day import Court
from tests.support.record import Record
from tests.support.screen import open_screen, screen_text
from tracker_tui.app.handlers.places import make_screen

ROWS = 300
BOUNDS = {"painted at 80x24": 200, "filter": 50, "mark": 200}


def long_list(units: Units, court: Court | None = None) -> Court:
    """A court with 300 rows on today's list, each with bail, every fourth with a warning."""
    court = court or Court(Record(units))
    now = court.record.clock.now()
    for number in range(1, ROWS + 1):
        known, tried, _ = court.put(
            f"SURNAME{number:03}",
            number=number,
            born=date(1960 + number % 45, 1 + number % 12, 1 + number % 28),
            case_no=f"26{number:08}",
            room=f"0{number % 3 + 1}",
        )
        person, record = known.person, known.record
        court.record.put(
            Bail(
                person_id=person,
                source_record_id=record,
                recorded_at=now,
                defendant_case_id=tried.defendant,
                status=BailStatus.CONDITIONAL,
            )
        )
        if number % 4 == 0:
            court.record.put(
                Marker(person_id=person, source_record_id=record, recorded_at=now, kind=MarkerKind.VIOLENCE)
            )
    return court


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each run."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return spent


async def painted(desk: Desk, court: Court, folder: Path, times: int) -> list[float]:
    """Milliseconds from asking for the list to its rows on the screen."""
    spent = []
    below = Place("day.add", court=court.id, room="01", day=court.day)
    async with open_screen(make_screen, tmp=folder, desk=desk, place=below) as pilot:
        for _ in range(times):
            began = time.perf_counter()
            pilot.app.way.go(Place("day.list", court=court.id))  # type: ignore[attr-defined]
            while "SURNAME003" not in screen_text(pilot.app):  # noqa: ASYNC110 - as seen from outside
                await asyncio.sleep(0.001)
            spent.append((time.perf_counter() - began) * 1000)
            pilot.app.way.back()  # type: ignore[attr-defined]
            await pilot.pause()
    return spent


def main() -> int:
    """Print the figures; 1 when a median is over its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{name}/list.db"
        upgrade(url)
        units = Units(make_engine(url), Clock())
        court = long_list(units)
        desk = Desk(units, replace(court.clerk))
        opened = desk.day.open(court.scope)
        source = ListSource(desk, court.scope, looked_before=None, first=opened.page)
        source.page(None, 200)
        first = opened.page.items[0].listing_id
        figures = {
            "read through the desk": timed(lambda: desk.day.open(court.scope), times),
            "filter": timed(lambda: source.filtered("surname01").page(None, 200), times),
            "mark": timed(lambda: desk.attendance.mark(first, AttendanceState.PRESENT, seen=None), times),
            "painted at 80x24": asyncio.run(painted(desk, court, Path(name), times)),
        }
        units.close()
    for label, spent in figures.items():
        print(f"{label}: median {statistics.median(spent):.0f} ms, first {spent[0]:.0f} ms, worst {max(spent):.0f} ms")
    return int(any(statistics.median(figures[label]) > bound for label, bound in BOUNDS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
