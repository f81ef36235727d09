"""How long until the sign-in of an existing home is painted, against a bare Textual application."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bench.figures import Figure, against, in_turn, ratio
from bench.homes import demo
from bench.programs import PEERS, SCREEN_SETTINGS, Program, tracker

ROUNDS = 15


def measure() -> Iterator[Figure]:
    """From exec to the first painted text, read from a pty of 80x24."""
    home = demo()

    def bare() -> float:
        with Program([sys.executable, str(PEERS / "bare_label.py")], env=SCREEN_SETTINGS) as program:
            return program.until_bytes(b"A label.")

    def ours() -> float:
        with Program(tracker("--home", home)) as program:
            return program.until_bytes(b"Password")

    theirs, mine = in_turn(ROUNDS, bare, ours)
    yield Figure(
        "first paint of the sign-in",
        ratio(mine, theirs),
        "x",
        1.2,
        against(mine, theirs),
        "pty 80x24, exec to the first painted text; peer: one label, same TEXTUAL_FPS",
    )
