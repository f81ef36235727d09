"""The text of a record from standard input: case data never stands in the words of a command."""

from __future__ import annotations

import sys

from db.words.errors import BadInput
from tracker_tui.cli.asking import can_ask
from tracker_tui.cli.output import talk

LONGEST = 20_000


def summary_and_detail() -> tuple[str, str]:
    """The first line, and the rest. Raises BadInput where nothing was given or far too much."""
    first, _, rest = _given("Type the summary, then the detail; ^D ends.").partition("\n")
    return first.strip(), rest.strip()


def fields_of(*names: str) -> dict[str, str]:
    """`name: text`, one a line, in any order. Raises BadInput for a line that names none of them."""
    found = dict.fromkeys(names, "")
    known = ", ".join(f"{name}:" for name in names)
    for number, text in enumerate(_given(f"Type lines with {known} ^D ends.").splitlines(), 1):
        name, colon, value = text.partition(":")
        key = name.strip().casefold()
        if not text.strip():
            continue
        if not colon or key not in found:
            raise BadInput(f"Line {number} says none of {known}")
        found[key] = value.strip()
    return found


def _given(prompt: str) -> str:
    if can_ask():
        talk(prompt)
    text = sys.stdin.read(LONGEST + 1)
    if len(text) > LONGEST:
        raise BadInput(f"The text has more than {LONGEST:,} signs.")
    if not text.strip():
        raise BadInput("No text was given.", to_do="Give it on standard input: tracker record add ... < text")
    return text
