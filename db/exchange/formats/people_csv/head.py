"""The first row of a people CSV: which columns there are, in any order, and which nobody reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from db.exchange.limits import check_text
from db.exchange.oddities import Code, FileRefused
from db.words.csv_rows import csv_rows
from db.words.text import clean, visible

COLUMNS: Final = (
    "person_id", "forename", "middle", "surname", "dob", "sex", "pnc", "cro", "postcode", "aliases", "note",
)  # fmt: skip
_NAMING: Final = frozenset({"forename", "surname"})
_FEWEST = 2
_NAMED = 5
_LONGEST = 40
_PARTS = re.compile(r"[\s\-]+")
_OTHER_SIGNS: Final = {";": "semicolons", "\t": "tabs", "|": "strokes"}


@dataclass(frozen=True, slots=True)
class Head:
    """Where each known column stands, how many columns there are, and the names of those that are ignored."""

    places: dict[str, int]
    width: int
    ignored: tuple[str, ...]

    @property
    def notice(self) -> str:
        """What is ignored, in words; empty for nothing."""
        if not self.ignored:
            return ""
        named = ", ".join(self.ignored[:_NAMED])
        more = len(self.ignored) - _NAMED
        return f"columns that Tracker does not read: {named}{f' and {more:,} more' if more > 0 else ''}"


def is_people(head: bytes) -> bool:
    """Whether a file begins as a list of people; raises FileRefused where it nearly does."""
    first = next(csv_rows(BytesIO(check_text(head))), None)
    if first is None or first.fault:
        return False
    if _tells(first.cells):
        return True
    for sign, words in _OTHER_SIGNS.items():
        if _tells([cell for cells in first.cells for cell in cells.split(sign)]):
            raise FileRefused(
                f"The columns of the file are parted by {words}; Tracker reads a CSV with commas.",
                code=Code.UNKNOWN_FORMAT,
                at="line 1",
                to_do="Save it with commas.",
            )
    return False


def head_of(cells: list[str]) -> Head:
    """The columns of the first row. Raises FileRefused where one comes twice."""
    places: dict[str, int] = {}
    ignored: list[str] = []
    for place, cell in enumerate(cells):
        name = _name(cell)
        if name not in COLUMNS:
            ignored.append(visible(clean(cell))[:_LONGEST] or "(no name)")
        elif name in places:
            raise FileRefused(
                f"The column {name} comes twice, so nobody can say which one counts.", code=Code.BROKEN, at="line 1",
                to_do="Take one of them out.",
            )  # fmt: skip
        else:
            places[name] = place
    return Head(places, len(cells), tuple(ignored))


def _tells(cells: list[str]) -> bool:
    """A name to go by, or a number with something to say of it."""
    known = {_name(cell) for cell in cells[:1000]}.intersection(COLUMNS)
    return not known.isdisjoint(_NAMING) or ("person_id" in known and len(known) >= _FEWEST)


def _name(cell: str) -> str:
    return _PARTS.sub("_", clean(cell[:_LONGEST]).casefold())
