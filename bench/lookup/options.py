"""What a run of the lookup bench is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

SHARES = (1.0, 0.01, 0.0003)


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")


@dataclass(frozen=True, slots=True)
class Options:
    """How many people, by which seed, seen by whom, on what Tracker runs, and how much is asked.

    `each` questions of every kind by name; `streams` of them are typed key by key. An engine that has spent
    `budget` seconds on a view is asked no more in it: `n` tells how far it came. `tools` are the programs a
    user would pick instead, `servers` the peer on PostgreSQL; `floor_only` leaves out every peer but the B-tree
    that ratios are taken of, for registers that the others would spend a day on. `keep` is a file, or the
    address of a database, that keeps the record of `power`. `tell` takes the tables, line by line.
    """

    people: int = 10_000
    seed: int = 40_711
    shares: tuple[float, ...] = SHARES
    engine: Literal["sqlite", "postgresql"] = "sqlite"
    each: int = 45
    streams: int = 40
    budget: float = 40.0
    tools: bool = True
    servers: bool = True
    floor_only: bool = False
    keep: str = ""
    tell: Callable[[str], None] = _tell
