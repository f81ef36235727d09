"""One measured figure: what was measured, its goal, how it was got, and whether it is met."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is to be at most `goal`, both in `unit` (`x` is a ratio to a peer of the same run).

    `seen` holds what the value was made from; `how` says what was done, in a sentence. A figure without
    a goal is printed to be read beside the others.
    """

    name: str
    value: float
    unit: str
    goal: float | None
    seen: str
    how: str

    @property
    def met(self) -> bool:
        """Whether the goal is kept; true where there is none."""
        return self.goal is None or self.value <= self.goal

    @property
    def verdict(self) -> str:
        """pass, MISS, or nothing where there is no goal."""
        return "" if self.goal is None else "pass" if self.met else "MISS"

    def words(self, number: float | None) -> str:
        """A number with the unit of this figure, as short as it can be read."""
        if number is None:
            return "none"
        digits = 0 if number == int(number) or number >= 100 else 2
        return f"{number:,.{digits}f} {self.unit}".rstrip()

    def as_json(self) -> dict[str, Any]:
        """Every field and `met`; the keys are the names of the fields."""
        return {**asdict(self), "met": self.met}


def at(values: Sequence[float], percent: int) -> float:
    """The value below which so many in a hundred lie; the largest where there are few."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def in_turn(rounds: int, *jobs: Callable[[], float]) -> list[list[float]]:
    """What each job gave in each round, the jobs taking turns, after one round that only warms up.

    Turns make a busy moment of the machine fall on all of them alike.
    """
    for job in jobs:
        job()
    found: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, gave in zip(jobs, found, strict=True):
            gave.append(job())
    return found


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How many times as much as the peer: the median of the rounds' own ratios."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def against(ours: Sequence[float], theirs: Sequence[float], *, unit: str = "ms", scale: float = 1000) -> str:
    """`212 ms against 190 ms`: both medians."""
    mine, other = statistics.median(ours) * scale, statistics.median(theirs) * scale
    return f"{mine:,.1f} {unit} against {other:,.1f} {unit}"


def spread(values: Sequence[float], *, unit: str = "ms", scale: float = 1000) -> str:
    """`p50 3.1, p95 4.0, worst 9.9 ms (n=200)`."""
    p50, p95, worst = (number * scale for number in (statistics.median(values), at(values, 95), max(values)))
    return f"p50 {p50:,.1f}, p95 {p95:,.1f}, worst {worst:,.1f} {unit} (n={len(values)})"
