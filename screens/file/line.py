"""One line of the file: what it says, who says so, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from db.cards.file import Opens


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its record key, its text, its source, and what Enter and `h` lead to.

    `history` is the key of the field that the line shows; empty where it has none.
    """

    key: str
    text: str
    aside: str = ""
    section: int = 0
    history: str = ""
    opens: Opens | None = None
    target: str = ""
    heading: bool = False
    sign: str = ""


FOLDED = 2
"""Rows of a longer text that stand on the file before Enter shows the whole."""


def wrapped(body: str, width: int) -> list[str]:
    """The text in rows of so many cells; empty lines stay."""
    return [part for line in body.splitlines() for part in (wrap(line, max(20, width)) or [""])]


def folded(texts: list[str], *, whole: bool) -> list[str]:
    """The first rows, the last of them saying that there is more; all of them where `whole`."""
    if whole or len(texts) <= FOLDED:
        return texts
    return [*texts[: FOLDED - 1], f"{texts[FOLDED - 1]} …"]
