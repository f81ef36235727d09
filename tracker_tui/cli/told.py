"""Texts and days of options: `-` stands for standard input, so that case data need not stand in a list of processes."""

from __future__ import annotations

import sys
from datetime import date

from db.words.dates import parse_loose
from db.words.errors import BadInput
from tracker_tui.cli.asking import can_ask
from tracker_tui.cli.output import talk

FROM_INPUT = "-"
LONGEST = 20_000


def told(*texts: str) -> tuple[str, ...]:
    """The texts as they are; one that is `-` is read from standard input. Raises BadInput where several are."""
    if texts.count(FROM_INPUT) > 1:
        raise BadInput("Only one text can come from standard input.")
    return tuple(_given() if text == FROM_INPUT else text for text in texts)


def told_or_none(text: str | None) -> str | None:
    """The same for an option that may not be given."""
    return None if text is None else told(text)[0]


def day_told(text: str, *, today: date) -> date | None:
    """A day typed loosely; None for an option that was not given."""
    return parse_loose(text, today=today) if text else None


def _given() -> str:
    if can_ask():
        talk("Type the text; ^D ends.")
    text = sys.stdin.read(LONGEST + 1)
    if len(text) > LONGEST:
        raise BadInput(f"The text has more than {LONGEST:,} signs.")
    return text.strip()
