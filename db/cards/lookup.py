"""What is told of the index that finding asks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Differs:
    """A row that is lacking or too much, told by ids and numbers."""

    what: str
    row: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many names were read, how many distinct words they have, how many rows they make, and how long it took."""

    names: int
    words: int
    rows: int
    seconds: float
