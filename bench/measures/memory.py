"""Resident memory before the first query, against a bare Textual application."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from bench.figures import Figure, against, in_turn, ratio
from bench.homes import demo
from bench.programs import PEERS, SCREEN_SETTINGS, Program, tracker

ROUNDS = 3
SETTLED = 3.0
"""Seconds after the first paint: the models are loaded by then, and count."""


def measure() -> Iterator[Figure]:
    """VmRSS of both, three seconds after their first paint."""
    home = demo()

    def of(command: list[str], painted: bytes) -> float:
        with Program(command, env=SCREEN_SETTINGS) as program:
            program.until_bytes(painted)
            end = time.monotonic() + SETTLED
            while time.monotonic() < end:
                program.quiet(0.1)
                time.sleep(0.1)
            return program.memory()

    theirs, mine = in_turn(
        ROUNDS,
        lambda: of([sys.executable, str(PEERS / "bare_label.py")], b"A label."),
        lambda: of(tracker("--home", home), b"Password"),
    )
    yield Figure(
        "memory before the first query",
        ratio(mine, theirs),
        "x",
        2.5,
        against(mine, theirs, unit="MB", scale=1),
        "VmRSS at the sign-in 3 s after the first paint, the models loaded; peer: one label",
    )
