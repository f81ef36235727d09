"""With a database that answers five seconds late, typing still echoes and the draft is kept."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, at, spread
from bench.homes import copy_of, demo, folder
from bench.programs import ENTER, F2, F6, F10, PEERS, Program

LETTERS = "The defendant asked for an interpreter twice"


def measure() -> Iterator[Figure]:
    """In a pty: a note typed while every statement takes five seconds, saved, and the program killed."""
    home, flag = copy_of(demo()), folder() / "slow"
    command = [sys.executable, str(PEERS / "slow_tracker.py"), str(flag), "--home", str(home)]
    with Program(command) as program:
        _sign_in(program)
        program.send(F2)
        program.shows("Charges", ">")
        program.quiet()
        program.send(F6)
        program.shows("Will be seen by")
        program.quiet()
        program.send("h")
        program.quiet()
        flag.touch()
        echoes = []
        for size in range(1, len(LETTERS) + 1):
            typed = LETTERS[:size].strip()
            echoes.append(program.timed(LETTERS[size - 1], lambda screen, typed=typed: typed in screen))  # type: ignore[misc]
            time.sleep(0.02)
        program.quiet(0.4)
        began = program.send(F10)
        time.sleep(1)
        program.quiet(0.1)
        waiting = time.perf_counter() - began
        said = next((line.strip() for line in program.lines[18:] if " s." in line or "Saving" in line), "")
    lost = _lost(command, flag)
    how = "every statement of the database delayed by 5 s; pty 80x24"
    yield Figure("echo with a slow database, p95", at(echoes, 95) * 1000, "ms", 50, spread(echoes), how)
    yield Figure(
        "letters of the draft lost",
        lost,
        "",
        0,
        f"{len(LETTERS)} letters; after {waiting:.1f} s of saving the screen said: {said or 'nothing'}",
        f"{how}; killed with -9 while it saved, started again, draft asked for",
    )


def _sign_in(program: Program) -> None:
    program.shows("Password", "Who can sign in")
    program.quiet()
    program.send("clerk" + ENTER)
    program.quiet()
    program.send("clerk-in-the-demo" + ENTER)
    program.shows("What awaits you", "Today")
    program.quiet(0.5)


def _lost(command: list[str], flag: Path) -> int:
    flag.unlink()
    with Program(command) as program:
        program.shows("Password", "Who can sign in")
        program.quiet()
        program.send("clerk" + ENTER)
        program.quiet()
        program.send("clerk-in-the-demo" + ENTER)
        program.shows("You were writing")
        program.send("y")
        program.shows("Will be seen by")
        program.quiet(0.5)
        kept = max(
            (len(LETTERS[:size]) for size in range(len(LETTERS) + 1) if LETTERS[:size] in program.text), default=0
        )
    return len(LETTERS) - kept
