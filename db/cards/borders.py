"""Where a registered person offends, against the areas of the registration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from db.words.dates import short
from db.words.families.worded import Worded


class Side(Worded):
    """On which side of the border of the registration an offence was; values are for documents."""

    ACROSS = "across", "across the border"
    HOME = "home", "at home"
    UNKNOWN = "unknown", "not known"


@dataclass(frozen=True, slots=True)
class BorderRow:
    """The offences of one area, one where no place is given: `recent` are those of the months."""

    area: str
    area_name: str
    side: Side
    number: int
    recent: int
    latest: date | None


@dataclass(frozen=True, slots=True)
class BorderView:
    """Offences that count, by area; `homes` are the areas of registrations that stand, `undecided` have no outcome."""

    homes: tuple[str, ...]
    border: str
    months: int
    first: date
    last: date
    rows: tuple[BorderRow, ...]
    undecided: int

    def recent(self, side: Side) -> int:
        """How many of the months were on this side."""
        return sum(row.recent for row in self.rows if row.side is side)

    def number(self, side: Side) -> int:
        """How many there are on this side."""
        return sum(row.number for row in self.rows if row.side is side)


def border_lines(view: BorderView) -> Iterator[str]:
    """The view as the screen and the command line show it."""
    if not view.homes:
        yield "No registration that you read in full stands, so there is no border to cross."
        return
    yield f"Registered in {', '.join(view.homes)}; the border is that of the {view.border}."
    yield f"{'':<26}{'all':>5}{f'{view.months} months':>11}  latest"
    if not view.rows:
        yield "No offence that counts and that you may see."
    for row in view.rows:
        place = f"{row.area} {row.area_name}" if row.area else "place not given"
        latest = short(row.latest) if row.latest else "no date"
        yield f"{place[:25]:<26}{row.number:>5}{row.recent:>11}  {latest:<13}{row.side.label}"
    if view.rows:
        for side in Side:
            yield f"{side.label.capitalize():<26}{view.number(side):>5}{view.recent(side):>11}"
    if view.undecided:
        yield f"Ended without an outcome, and not counted: {view.undecided}"
    yield f"The months are {short(view.first)} to {short(view.last)}; what is alleged alone is not counted."
