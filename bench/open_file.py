"""How long it takes from the key that opens a file of 20 cases and 100 charges to its painted page.

`python -m bench.open_file [--times 20]` works on a temporary SQLite file and prints milliseconds: reading
through the desk (audit and all), and the whole way to the screen at 80x24. The bound is 300 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from db.store.engine import make_engine
from db.store.upgrade import upgrade
from db.unit import Units
from db.words.clock import Clock
from screens.frame.place import Place
from tests.support.file_record import Scene, scene
from tests.support.record import Record
from tests.support.screen import open_screen, screen_text
from tracker_tui.app.handlers.places import make_screen

BOUND = 300


def long_file(units: Units) -> Scene:
    """A person with 21 cases, 102 charges and 21 hearings."""
    at = scene(Record(units))
    for number in range(20):
        offences = [(f"TH68{number:03}", f"Theft number {each}") for each in range(5)]
        case = at.record.case(at.person, at.court, case_no=f"26{number:05}", offences=offences)
        at.record.listing(at.person, case, at.court, day=at.today + timedelta(days=number - 10))
    return at


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each run."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return spent


async def painted(at: Scene, folder: Path, times: int) -> list[float]:
    """Milliseconds from asking for a page to its text on the screen, file and bench by turns."""
    spent = []
    blank = Place("file.history", person=at.person.person, kind="name:primary")
    async with open_screen(make_screen, tmp=folder, desk=at.desk, place=blank) as pilot:
        for turn in range(times):
            screen, text = (("file.person", "2 Cases"), ("file.bench", "Withheld"))[turn % 2]
            began = time.perf_counter()
            pilot.app.way.go(Place(screen, person=at.person.person))  # type: ignore[attr-defined]
            while text not in screen_text(pilot.app):  # noqa: ASYNC110 - the painted screen is the event
                await asyncio.sleep(0.001)
            spent.append((time.perf_counter() - began) * 1000)
            pilot.app.way.back()  # type: ignore[attr-defined]
            await pilot.pause()
    return spent


def main() -> int:
    """Print the figures; 1 when the median of the painted page is over the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{name}/file.db"
        upgrade(url)
        units = Units(make_engine(url), Clock())
        at = long_file(units)
        read = timed(lambda: at.desk.file.open(at.person.person), times)
        shown = asyncio.run(painted(at, Path(name), times))
        units.close()
    for label, spent in (("read through the desk", read), ("painted at 80x24", shown)):
        print(f"{label}: median {statistics.median(spent):.0f} ms, first {spent[0]:.0f} ms, worst {max(spent):.0f} ms")
    return int(statistics.median(shown) > BOUND)


if __name__ == "__main__":
    raise SystemExit(main())
