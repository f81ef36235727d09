"""`tracker doctor --keys`: does every key of Tracker reach it through this terminal?"""

from __future__ import annotations

import os
import select
import sys
from typing import Final

from db.words.errors import Misconfigured
from screens.keys import ACTIONS, spoken
from tracker_tui.cli.output import line, talk

SKIP: Final = "\r"
STOP: Final = "\x03"
PAUSE: Final = 0.05
"""Seconds in which the bytes of one key follow one another, also through tmux."""

_FUNCTION: Final = {
    **{f"f{n}": (f"\x1bO{c}", f"\x1b[1{n}~", f"\x1b[[{chr(64 + n)}") for n, c in zip(range(1, 5), "PQRS", strict=True)},
    "f5": ("\x1b[15~", "\x1b[[E"),
    **{f"f{n}": (f"\x1b[{code}~",) for n, code in zip(range(6, 11), (17, 18, 19, 20, 21), strict=True)},
}
_NAMED: Final = {
    "slash": "/", "colon": ":", "plus": "+", "minus": "-", "at": "@", "question_mark": "?", "space": " ",
    "left_square_bracket": "[", "right_square_bracket": "]", "escape": "\x1b", "enter": "\r", "tab": "\t",
}  # fmt: skip


def sequences(key: str) -> tuple[str, ...]:
    """What terminals send for a key, any of them."""
    if key in _FUNCTION:
        return _FUNCTION[key]
    if key.startswith("ctrl+"):
        return (chr(ord(key[-1]) - 96),)
    return (_NAMED.get(key, key),)


def keys_to_test() -> tuple[str, ...]:
    """Every key of the registry once, F keys first; Enter and ^C are needed to answer with."""
    found = dict.fromkeys(key for action in ACTIONS for key in action.keys if key not in {"enter", "ctrl+c"})
    order = list(_FUNCTION)
    return tuple(
        sorted(found, key=lambda key: (order.index(key) if key in order else len(order), not key.startswith("ctrl+")))
    )


def run() -> int:
    """Ask for each key; gives the exit code: 0 when all arrived, 1 when some did not, 130 when stopped."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misconfigured("The keys are tested at a terminal.", kept="", to_do="Run it in one.")
    # Windows has no such module, and no terminal that this would tell about.
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    failed: list[str] = []
    talk("Press each key; Enter says that it does not work, ^C stops.")
    try:
        tty.setraw(descriptor)
        for key in keys_to_test():
            sys.stderr.write(f"\r{spoken(key):>6}: ")
            sys.stderr.flush()
            answer = _pressed(descriptor)
            if STOP in answer:
                return 130
            if answer in sequences(key):
                sys.stderr.write("works\r\n")
            else:
                failed.append(key)
                sys.stderr.write(f"did not arrive ({answer!r})\r\n" if answer != SKIP else "does not work\r\n")
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
    for key in failed:
        line(f"{spoken(key)}: {_instead(key)}")
    if not failed:
        talk("Every key arrives.")
    return 1 if failed else 0


def _pressed(descriptor: int) -> str:
    """One key as the bytes that came together."""
    got = os.read(descriptor, 32)
    while select.select([descriptor], [], [], PAUSE)[0]:
        got += os.read(descriptor, 32)
    return got.decode("utf-8", "replace")


def _instead(key: str) -> str:
    """Another way to the same action."""
    for action in ACTIONS:
        others = [spoken(other) for other in action.keys if other != key]
        if key in action.keys:
            ways = f"{' or '.join(others)} does the same" if others else f"^P and '{action.label}' does the same"
            return f"{action.label}; {ways}"
    return ""
