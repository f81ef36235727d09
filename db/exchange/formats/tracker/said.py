"""Who wrote the file, and what of it is said at first hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from db.exchange.formats.fields import Fields


@dataclass(frozen=True, slots=True)
class Origin:
    """The installation that wrote, the reference by which it knows the person, and when."""

    installation: str
    reference: str
    written_at: datetime

    @property
    def key(self) -> str:
        """What the person's record is known by: a reference means nothing without its installation."""
        return f"{self.installation}/{self.reference}"

    def case(self, number: str) -> str:
        """What one of its cases is known by."""
        return f"{self.installation}/{number.lower()}"


def own(items: Iterable[Fields]) -> list[Fields]:
    """What the sender says at first hand: what it has from a further Tracker is that one's to tell."""
    return [item for item in items if not is_relayed(item)]


def is_relayed(item: Fields) -> bool:
    """Whether the sender has it from a further Tracker."""
    where = item.child("source") or item
    return where.flag("relayed") is True


def words(item: Fields, name: str) -> str:
    """A text, empty where there is none."""
    return item.word(name) or ""
