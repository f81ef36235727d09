"""From a key press to its painted result, on the find screen and in a note, against a bare input."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator

from bench.figures import Figure, spread
from bench.homes import copy_of, demo
from bench.programs import F2, F3, F6, PEERS, SCREEN_SETTINGS, Program, signed_in

ROUNDS = 12
WORD = "smith"
Seen = Callable[[str], Callable[[str], bool]]


def measure() -> Iterator[Figure]:
    """The same letters typed in turn into three programs that run side by side in ptys of 80x24."""
    bare = Program([sys.executable, str(PEERS / "bare_input.py")], env=SCREEN_SETTINGS)
    with bare, signed_in(copy_of(demo())) as find, signed_in(copy_of(demo())) as note:
        find.send(F3)
        find.shows("Type in the box")
        _into_note(note)
        for program in (bare, find, note):
            program.quiet()
        sides: tuple[tuple[Program, Seen], ...] = (
            (bare, lambda typed: lambda screen: typed in screen),
            (find, lambda typed: lambda screen: f"name {typed}" in screen and f"Find: {typed}" in screen),
            (note, lambda typed: lambda screen: typed in screen),
        )
        spent: list[list[float]] = [[], [], []]
        letters: list[float] = []
        for turn in range(ROUNDS + 1):
            for size in range(1, len(WORD) + 1):
                for (program, seen), times in zip(sides, spent, strict=True):
                    began = program.send(WORD[size - 1])
                    if program is find:
                        echoed = program.until(lambda screen, size=size: f"Find: {WORD[:size]}" in screen) - began  # type: ignore[misc]
                        letters += [echoed] if turn else []
                    took = program.until(seen(WORD[:size])) - began
                    program.quiet(0.03)
                    if turn:  # the first round only warms up
                        times.append(took)
            for program, _ in sides:
                for _ in WORD:
                    program.send("\x7f")
                    program.quiet(0.03)
            time.sleep(0.3)
    floor = statistics.median(spent[0])
    for name, times in (("letter in find", letters), ("hits in find", spent[1]), ("letter in a note", spent[2])):
        yield Figure(
            f"key to painted {name}",
            statistics.median(times) / floor,
            "x",
            1.15,
            f"{spread(times)} against {spread(spent[0])}",
            "p50 in ptys side by side, demo data, TEXTUAL_FPS the same; peer: a letter in a bare Input",
        )


def _into_note(program: Program) -> None:
    program.send(F2)
    program.shows("Charges", ">")
    program.quiet()
    program.send(F6)
    program.shows("Will be seen by")
    program.quiet()
    program.send("h")  # the kind; the focus goes on to the text
    program.quiet()
