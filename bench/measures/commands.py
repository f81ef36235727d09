"""How long commands take that read no row, against a Python that does nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bench.figures import Figure, against, in_turn, ratio
from bench.homes import demo
from bench.programs import seconds_of, tracker

ROUNDS = 15
NO_ROW = (
    ("--version",),
    ("feed", "import", "--help"),
    ("person", "show", "--help"),
    ("court", "list", "--help"),
    ("completion", "bash"),
    ("terminal", "set", "--home", "HOME", "--court", "B90LV", "--room", "01", "--dry-run"),
)


def measure() -> Iterator[Figure]:
    """`--help`, then every command that needs no row, each in turn with `python -c pass`."""
    home = str(demo())

    def nothing() -> float:
        return seconds_of([sys.executable, "-c", "pass"])

    theirs, mine = in_turn(ROUNDS, nothing, lambda: seconds_of(tracker("--help")))
    yield Figure(
        "tracker --help", ratio(mine, theirs), "x", 7.0, against(mine, theirs), "exec to exit; peer: python -c pass"
    )
    for words in NO_ROW:
        command = tracker(*(home if word == "HOME" else word for word in words))
        theirs, mine = in_turn(ROUNDS, nothing, lambda command=command: seconds_of(command))  # type: ignore[misc]
        said = " ".join(word for word in words if word not in {"--home", "HOME"})
        yield Figure(
            f"no row: tracker {said}",
            ratio(mine, theirs),
            "x",
            18.0,
            against(mine, theirs),
            "exec to exit; peer: python -c pass",
        )
