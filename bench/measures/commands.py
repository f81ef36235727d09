"""How long commands take that read no row, against a Python that does nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bench.figures import Figure, against, in_turn, ratio
from bench.programs import seconds_of, tracker

ROUNDS = 15
NO_ROW = (
    ("--version",),
    ("feed", "import", "--help"),
    ("person", "show", "--help"),
    ("court", "list", "--help"),
    ("completion", "bash"),
)


def measure() -> Iterator[Figure]:
    """`--help`, then every command that needs no row, each in turn with `python -c pass`."""

    def nothing() -> float:
        return seconds_of([sys.executable, "-c", "pass"])

    theirs, mine = in_turn(ROUNDS, nothing, lambda: seconds_of(tracker("--help")))
    yield Figure(
        "tracker --help", ratio(mine, theirs), "x", 7.0, against(mine, theirs), "exec to exit; peer: python -c pass"
    )
    for words in NO_ROW:
        command = tracker(*words)
        theirs, mine = in_turn(ROUNDS, nothing, lambda command=command: seconds_of(command))  # type: ignore[misc]
        yield Figure(
            f"no row: tracker {' '.join(words)}",
            ratio(mine, theirs),
            "x",
            18.0,
            against(mine, theirs),
            "exec to exit; peer: python -c pass",
        )
