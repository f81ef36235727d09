"""Which columns of a power search fit into so many cells: the name first, then those that the list is for; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from db.cards.searching import SearchKind, cell_words
from db.words.text import visible
from screens.parts.rows import Column

if TYPE_CHECKING:
    from db.cards.searching import Found

_WIDEST: Final = 32
"""Cells that a column takes at most; what it cuts stands below."""
_LEAST: Final = 9
"""Cells that a column of text keeps where many have to fit; a day needs eleven and is never cut."""
_NAME: Final = 16
_WHOLE: Final = frozenset({"field", "band"})
"""Columns of few words, which say what the others mean."""
_DAY: Final = 11
_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cross_border": "Across", "hdced": "HDCED", "days_left": "Days", "days_since_charge": "Days",
        "needs_production": "Produce", "establishment": "Prison", "offence_ref": "No.", "criteria_met": "Met",
        "before_nomination": "Before", "offence_date": "Committed", "home_area": "Area", "prison_no": "Number",
        "release_kind": "Kind", "next_hearing": "Next on", "hearing": "Next on", "offences_n": "No.",
    }
)  # fmt: skip
"""Headings that are shorter here than in a document; the line below the rows has them in full."""
_FOR: Final[Mapping[SearchKind, tuple[str, ...]]] = MappingProxyType(
    {
        SearchKind.CROSS_BORDER: ("cross_border", "all", "percent", "latest", "areas", "home_area", "where_now"),
        SearchKind.RELEASE: ("date", "days_left", "band", "hdced", "establishment", "kind", "lead", "plan", "licence"),
        SearchKind.CONVICTED: ("convicted_on", "offence", "offence_date", "before_nomination", "type", "home_area"),
        SearchKind.OFFENCE: ("criteria_met", "offences_n", "types", "latest", "home_area", "where_now"),
        SearchKind.IN_PRISON: ("establishment", "prison_no", "status", "hdced", "release", "since", "born"),
        SearchKind.CHANGED: ("field", "old", "new"),
        SearchKind.UNFINALISED: ("offence", "status", "next_hearing", "days_since_charge", "needs_production"),
        SearchKind.PEOPLE: ("born", "home_area", "where_now", "release", "hearing", "offences_n", "types", "latest"),
    }
)  # fmt: skip
"""What a list is for, the most important first; the other columns stand behind, the reference last."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The columns that are shown: places among those of what was found, as they stand in the table."""

    places: tuple[int, ...]
    columns: tuple[Column, ...]
    widths: tuple[int, ...]

    def shows(self, place: int, text: str) -> bool:
        """Whether a text of this column is seen in full."""
        return place in self.places and cell_len(visible(text)) <= self.widths[self.places.index(place)]


def fit(found: Found, room: int) -> Fit:
    """The columns that so many cells show: those that the list is for, as narrow as need be, then any that fits."""
    order = in_order(found)
    natural = {place: _natural(found, place) for place in order}
    least = {place: _least(found, place, natural[place]) for place in order}
    wanted = 1 + len(_FOR[found.query.kind])
    width: dict[int, int] = {}
    left = room + 1
    for place in order[:wanted]:
        if least[place] + 1 <= left:
            width[place] = least[place]
            left -= least[place] + 1
    left = _widen(width, natural, left)
    for place in order[wanted:]:
        if natural[place] + 1 <= left:
            width[place] = natural[place]
            left -= natural[place] + 1
    width[order[0]] += max(0, left)
    places = tuple(width)
    columns = tuple(Column(_title(found, place), 0 if place == order[0] else width[place]) for place in places)
    return Fit(places, columns, tuple(width.values()))


def in_order(found: Found) -> list[int]:
    """The name first, what the list is for, the rest, and the reference last: it is for those who write it down."""
    keys = [column.key for column in found.columns]
    first = [key for key in ("name", *_FOR[found.query.kind]) if key in keys]
    others = [key for key in keys if key not in (*first, "ref")]
    return [keys.index(key) for key in (*first, *others, "ref")]


def _widen(width: dict[int, int], natural: Mapping[int, int], left: int) -> int:
    """Cells that are left go to the narrowest of those that cut something; how many are left then."""
    while left > 0 and (cut := [place for place in width if width[place] < natural[place]]):
        width[min(cut, key=width.__getitem__)] += 1
        left -= 1
    return left


def _title(found: Found, place: int) -> str:
    column = found.columns[place]
    return _TITLES.get(column.key, column.title)


def _texts(found: Found, place: int) -> Sequence[str]:
    return [cell_words(row.values[place]) for row in (*found.rows, *found.cannot_decide)]


def _natural(found: Found, place: int) -> int:
    """As wide as what stands in it."""
    widest = max((cell_len(visible(text)) for text in _texts(found, place)), default=0)
    return min(_WIDEST, max(cell_len(_title(found, place)), widest))


def _least(found: Found, place: int, natural: int) -> int:
    """How narrow it may become: never below its heading, nor below a day."""
    key = found.columns[place].key
    if key in _WHOLE:
        return natural
    if key == "name":
        return min(natural, _NAME)
    return min(natural, max(cell_len(_title(found, place)), _DAY if _is_day(found, place) else _LEAST))


def _is_day(found: Found, place: int) -> bool:
    return any(isinstance(row.values[place], date) for row in (*found.rows, *found.cannot_decide))
