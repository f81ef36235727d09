"""The table alone: refilling 200 rows, and a list of a million rows coming onto the screen."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from textual.app import ComposeResult
from textual.pilot import Pilot

from bench.figures import Figure, spread
from bench.homes import folder
from screens.frame.base import BaseScreen
from screens.parts.rows import Column, Page, Row
from screens.parts.table import Table
from tests.support.screen import open_screen, screen_text

ROUNDS = 30
MILLION = 1_000_000
COLUMNS = (Column("No", 8), Column("Time", 6), Column("Defendant"), Column("Born", 11), Column("Charges"))


class Stored:
    """Rows of a SQLite file, page by page after a key."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, check_same_thread=False)
        self._base.execute("create table row (id integer primary key, name text, born text, charge text)")
        rows = ((n, f"Defendant {n}", "12 Mar 1980", f"Charge {n % 97}") for n in range(1, MILLION + 1))
        self._base.executemany("insert into row values (?, ?, ?, ?)", rows)
        self._base.commit()

    def page(self, after: str | None, limit: int) -> Page:
        """At most `limit` rows after that key."""
        wanted = "select id, name, born, charge from row where id > ? order by id limit ?"
        found = self._base.execute(wanted, (int(after or 0), limit)).fetchall()
        rows = [Row(str(n), (str(n), "10:00", name, born, charge)) for n, name, born, charge in found]
        return Page(rows, MILLION, more=True)


class Listed(BaseScreen):
    """Nothing but a table."""

    PLACE = "day.list"

    def compose_body(self) -> ComposeResult:
        """It."""
        yield Table(COLUMNS, id="rows")


def measure() -> Iterator[Figure]:
    """In this process, in the real application without a terminal, at 80x24."""
    refills, lists = asyncio.run(_measured())
    yield Figure(
        "refill of 200 rows",
        statistics.median(refills) * 1000,
        "ms",
        15,
        spread(refills),
        "CPU of the process, every cell changed, changes marked, painting included",
    )
    yield Figure(
        "list of 1,000,000 rows on screen",
        statistics.median(lists) * 1000,
        "ms",
        100,
        spread(lists),
        "from asking a table of a SQLite file for its first page to the painted rows",
    )


async def _measured() -> tuple[list[float], list[float]]:
    place = folder()
    stored = Stored(place / "rows.db")
    async with open_screen(lambda _desk, where: Listed(where), tmp=place) as pilot:
        table = pilot.app.screen.query_one(Table)
        refills = [await _refilled(pilot, table, turn) for turn in range(ROUNDS + 1)]
        lists = [await _shown(pilot, table, stored) for _ in range(ROUNDS + 1)]
    return refills[1:], lists[1:]


async def _refilled(pilot: Pilot[int], table: Table, turn: int) -> float:
    rows = [
        Row(str(n), (str(n), "10:00", f"Defendant {n} {turn}", "12 Mar 1980", f"Charge {turn}")) for n in range(200)
    ]
    began = time.process_time()
    table.fill(Page(rows, 200), mark_changes=True)
    await pilot.pause()
    return time.process_time() - began


async def _shown(pilot: Pilot[int], table: Table, stored: Stored) -> float:
    table.fill(Page(()), anew=True)
    await pilot.pause()
    began = time.perf_counter()
    table.read(stored)
    while "Defendant 20" not in screen_text(pilot.app):  # noqa: ASYNC110 - as seen from outside
        await asyncio.sleep(0.001)
    return time.perf_counter() - began
