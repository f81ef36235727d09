"""Rows of the power search: the searches to choose from, who was found, and what stands behind a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.cards.searching import cell_words
from screens.find.power_columns import Fit, in_order
from screens.parts.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.cards import search_typed, searching

CHOICES: Final = (Column("Search", 22), Column("Who it finds"))
_BETWEEN: Final = ":"


@dataclass(frozen=True, slots=True)
class Choice:
    """A named search: its word, who it finds, what stands after the area in its text; or the text of a kept one."""

    word: str
    what: str
    more: str = ""
    kept: str = ""
    pinned: bool = False

    def text(self, area: str) -> str:
        """What stands in the box when it is chosen."""
        if self.kept:
            return self.kept
        return " ".join(part for part in (self.word, f"area:{area}", self.more) if part)

    def row(self, number: int) -> Row:
        """As it is chosen by."""
        return Row(f"{number}{_BETWEEN}{self.word}", (self.word, self.what), sign="*" if self.pinned else "")


_NAMED: Final = (
    Choice("crossborder", "who often offends outside the force of the registration", "months:12 threshold:3"),
    Choice("release", "who is due for release from prison within 28 days", "days:28"),
    Choice("convicted", "who was convicted this month"),
    Choice("offence", "who committed offences of a type in the past 3 months", "type:"),
    Choice("inprison", "who is in prison, and who is missing from the latest download"),
    Choice("changed", "whose prison, HDC date or release date changed since the download before"),
    Choice("unfinalised", "who is in custody with charges that are not final"),
    Choice("people", "who meets criteria that you put together: offence:, age:, court:, in-custody ..."),
)


def choices(kept: Sequence[search_typed.SavedCard]) -> list[Choice]:
    """Pinned ones first, then the named searches, then the others that are kept, and those of the agency."""
    own = [Choice(one.name, one.text, kept=one.text, pinned=one.pinned) for one in kept if not one.shared]
    shared = [Choice(one.name, f"shared: {one.text}", kept=one.text) for one in kept if one.shared]
    return [*(one for one in own if one.pinned), *_NAMED, *(one for one in own if not one.pinned), *shared]


def chosen(every: Sequence[Choice], key: str) -> Choice | None:
    """The search of a row."""
    number = key.partition(_BETWEEN)[0]
    return every[int(number)] if number.isdigit() and int(number) < len(every) else None


def rows_of(found: searching.Found, shown: Fit) -> list[Row]:
    """Who matches, then who cannot be decided, marked with ?; the cells that are shown first, all others behind."""
    order = [*shown.places, *(place for place in in_order(found) if place not in shown.places)]
    both = [("", row) for row in found.rows] + [("?", row) for row in found.cannot_decide]
    return [
        Row(f"{number}{_BETWEEN}{row.person_id}", tuple(cell_words(row.values[place]) for place in order), sign=sign)
        for number, (sign, row) in enumerate(both)
    ]


def answered(found: searching.Found, key: str) -> searching.Row | None:
    """The row of what was found that a key of the table stands for."""
    number, sign, _ = key.partition(_BETWEEN)
    every = (*found.rows, *found.cannot_decide)
    return every[int(number)] if sign and number.isdigit() and int(number) < len(every) else None


def about(found: searching.Found, row: searching.Row, shown: Fit) -> str:
    """What the columns do not show of the row: its band, what is missing, what they cut, the offences behind it."""
    keys = [column.key for column in found.columns]
    band = f"{row.band.label.capitalize()}." if row.band is not None and "band" not in keys else ""
    missing = f"Cannot decide: {'; '.join(row.missing)}." if row.missing else ""
    told = [(place, found.columns[place].title, cell_words(row.values[place])) for place in in_order(found)]
    rest = "; ".join(f"{title}: {text}" for place, title, text in told if text and not shown.shows(place, text))
    offences = "; ".join(one.words for one in row.offences)
    return "\n".join(part for part in (band, missing, rest, offences) if part)


def goes_on(word: str) -> bool:
    """Whether a word that was proposed is not whole yet: a value is to come, or a number behind the type."""
    return word.endswith(":") or word.startswith(("type:", "offence:"))
