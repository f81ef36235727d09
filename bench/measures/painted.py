"""From a key press in the find box to its painted rows: the screen alone over made hits, and with the demo's search."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator

from bench.figures import Figure, at, spread
from bench.homes import copy_of, demo, folder
from bench.programs import F3, PEERS, SCREEN_SETTINGS, Program, signed_in

ROUNDS = 12
WORD = "smith john"
BACK = "\x7f"
FRAME = 1000 / 60


def measure() -> Iterator[Figure]:
    """The same letters in turn into a bare input, made hits and the demo, side by side in ptys of 80x24."""
    bare = Program([sys.executable, str(PEERS / "bare_input.py")], env=SCREEN_SETTINGS)
    made = Program([sys.executable, str(PEERS / "made_hits.py"), str(folder())], env=SCREEN_SETTINGS)
    with bare, made, signed_in(copy_of(demo())) as real:
        made.shows("Type in the box")
        real.send(F3)
        real.shows("Type in the box")
        sides = (bare, made, real)
        for program in sides:
            program.quiet()
        spent: list[list[float]] = [[], [], []]
        for turn in range(ROUNDS + 1):
            for size in range(1, len(WORD) + 1):
                for program, times in zip(sides, spent, strict=True):
                    took = program.last_paint(WORD[size - 1])
                    if turn:  # the first round only warms up
                        times.append(took)
            for program in sides:
                for _ in WORD:
                    program.last_paint(BACK)
    floor = statistics.median(spent[0])
    for name, times in (("made beforehand", spent[1]), ("of the demo's search", spent[2])):
        seen, middle = f"{spread(times)} against {spread(spent[0])}", statistics.median(times)
        how = "from the key to the last byte painted for it"
        yield Figure(f"key to painted rows {name}, p50", middle * 1000, "ms", 8, seen, how)
        yield Figure(f"key to painted rows {name}, p99", at(times, 99) * 1000, "ms", FRAME, seen, "one frame of 60 Hz")
        yield Figure(f"key to painted rows {name}", middle / floor, "x", None, seen, "peer: a letter in a bare Input")
