"""A page of anything: at most 200 rows, the key to go on from, and how many there are in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
LIMIT = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """`total` is None where counting would cost more than it tells; `after` is None on the last page."""

    items: tuple[Item, ...]
    total: int | None = None
    after: str | None = None

    @property
    def words(self) -> str:
        """`12`, or `200 of 1,734`: a cut is always said."""
        shown = len(self.items)
        if self.total is None:
            return f"{shown:,}" if self.after is None else f"first {shown:,}"
        return f"{shown:,}" if shown >= self.total else f"{shown:,} of {self.total:,}"
