"""How soon the demo is ready: made anew, and opened again."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from bench.figures import Figure, spread
from bench.homes import folder
from bench.programs import Program, tracker

ROUNDS = 5


def measure() -> Iterator[Figure]:
    """From exec to the painted sign-in, in a pty: first with no home, then with it."""
    first: list[float] = []
    again: list[float] = []
    for _ in range(ROUNDS):
        home = folder() / "demo"
        for times in (first, again):
            with Program(tracker("demo", "--home", home)) as program:
                times.append(program.until_bytes(b"Password"))
    yield Figure(
        "demo ready, first start",
        statistics.median(first),
        "s",
        5.0,
        spread(first, unit="s", scale=1),
        "tracker demo in a pty, exec to the painted sign-in; tables, data and home made",
    )
    yield Figure(
        "demo ready, later starts",
        statistics.median(again),
        "s",
        1.0,
        spread(again, unit="s", scale=1),
        "the same home again; its lists follow the calendar",
    )
