"""A list of 300 hearings in the real application: from the key to the painted list, its filter, a file."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.figures import Figure, spread
from bench.homes import copy_of, demo, folder
from bench.make_court_list import write_list
from bench.programs import ENTER, ESC, F2, Program, run, signed_in

ROUNDS = 12
CASES = 300
DOWN = "\x1b[B"


def _home() -> Path:
    """A demo home whose first court has 300 hearings more today."""
    home = copy_of(demo())
    path = folder() / "list.xml"
    with path.open("w", encoding="utf-8", newline="\n") as out:
        write_list(out, cases=CASES, day=date.today(), court="B90LV")  # noqa: DTZ011 - the demo's own today
    run("feed", "import", path, "--home", home)
    return home


def measure() -> Iterator[Figure]:
    """Key presses in a pty of 80x24 on a demo home with an imported list."""
    with signed_in(_home()) as program:
        lists = [_open_list(program) for _ in range(ROUNDS + 1)][1:]
        program.send(F2)
        program.until(_listed)
        program.quiet()
        many = _count(program.text)
        files = [_open_file(program) for _ in range(ROUNDS + 1)][1:]
        program.send("f")
        program.quiet()
        filters = [_filter(program) for _ in range(ROUNDS + 1)][1:]
    how = "key to painted, pty 80x24, real desk on SQLite, audit included"
    yield Figure(
        "list of 300 hearings on screen",
        statistics.median(lists) * 1000,
        "ms",
        200,
        spread(lists),
        f"F2; {how}; {many} rows",
    )
    yield Figure(
        "file open", statistics.median(files) * 1000, "ms", 300, spread(files), f"Enter on a row of that list; {how}"
    )
    yield Figure(
        "filter of that list", statistics.median(filters) * 1000, "ms", 50, spread(filters), f"one letter; {how}"
    )


def _listed(screen: str) -> bool:
    return "Charges" in screen and re.search(r"^>.*\d\d:\d\d", screen, re.MULTILINE) is not None


def _open_list(program: Program) -> float:
    took = program.timed(F2, _listed)
    program.quiet()
    program.send(ESC)
    program.shows("What awaits you")
    program.quiet()
    return took


def _open_file(program: Program) -> float:
    program.send(DOWN)
    program.quiet()
    took = program.timed(ENTER, lambda screen: "1 Who" in screen and "File >" in screen and "born" in screen)
    program.quiet()
    program.send(ESC)
    program.until(_listed)
    program.quiet()
    return took


def _filter(program: Program) -> float:
    before = _count(program.text)
    took = program.timed("w", lambda screen: _count(screen) not in {before, ""})
    program.quiet()
    after = _count(program.text)
    program.send("\x7f")
    program.until(lambda screen: _count(screen) not in {"", after})
    program.quiet()
    return took


def _count(screen: str) -> str:
    """The number of rows, at the end of the table's heading."""
    headings = [line for line in screen.splitlines() if "Defendant" in line and "Charges" in line]
    found = re.search(r"([\d,]+ of )?[\d,]+(?=\D*$)", headings[0]) if headings else None
    return found[0].strip() if found else ""
