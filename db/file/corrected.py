"""A correction beside what it corrects: what the source said then, what it says now, and how both are marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from db.tables.people import Address, ContactPoint, Correctable, Identifier, PersonDetail, PersonName
from db.words.text import fold

C = TypeVar("C", bound=Correctable)
MODELS: dict[str, type[Correctable]] = {
    "name": PersonName,
    "detail": PersonDetail,
    "identifier": Identifier,
    "address": Address,
    "contact": ContactPoint,
}
"""Families of fields that may be corrected, as the keys of fields name them."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the source of a corrected value says: `then` when it was corrected, `now` where that has ended since.

    `over` where what it said then has ended and nothing came in its place.
    """

    then: str
    now: str = ""
    over: bool = False

    def differs(self, value: str) -> bool:
        """Whether the source has said something since that the correction did not know, and does not say."""
        return self.over or bool(self.now and _key(self.now) not in (_key(self.then), _key(value)))

    def words(self, value: str) -> str:
        """The mark of a correction of that value."""
        if self.over:
            return "correction; the source no longer says anything"
        if not self.now:
            return "correction"
        if _key(self.now) == _key(value):
            return "correction; the source now says the same"
        return f"correction; the source now says {self.now}" if self.differs(value) else "correction"


def said_of(row: C, rows: Sequence[C], text: Callable[[C], str], *, moment: datetime) -> Said | None:
    """What the source says of what this row corrects; None where that is not among the rows."""
    corrected = next((one for one in rows if one.id == row.corrects_id), None)
    if corrected is None:
        return None
    if corrected.ended_at is None or corrected.ended_at > moment:
        return Said(text(corrected))
    since = newest(corrected, rows, moment=moment)
    return Said(text(corrected), text(since)) if since is not None else Said(text(corrected), over=True)


def newest(corrected: C, rows: Sequence[C], *, moment: datetime) -> C | None:
    """What the source of a value that has ended says in its place."""
    ended = corrected.ended_at
    later = [
        one
        for one in rows
        if one.source_record_id == corrected.source_record_id
        and kind_of(one) == kind_of(corrected)
        and (one.ended_at is None or one.ended_at > moment)
        and (ended is None or one.recorded_at >= ended)
    ]
    return max(later, key=lambda one: (one.recorded_at, one.id), default=None)


def mark(row: C, rows: Sequence[C], text: Callable[[C], str], *, moment: datetime) -> tuple[str, bool]:
    """The mark of a value, and whether it is one that somebody should look at."""
    if row.corrects_id is not None:
        said = said_of(row, rows, text, moment=moment)
        return (said.words(text(row)), said.differs(text(row))) if said is not None else ("correction", False)
    corrected = any(one.corrects_id == row.id and (one.ended_at is None or one.ended_at > moment) for one in rows)
    return ("corrected" if corrected else ""), False


def kind_of(row: Correctable) -> str:
    """Which field of its family the row is a value of."""
    return str(getattr(row, "kind", ""))


def _key(text: str) -> str:
    return fold(text) or text
