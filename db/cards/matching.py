"""How good matching is on records of known people: the figures of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """With links from this weight on: how many there would be, how many of them right, how many of all found."""

    weight: float
    links: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Both in one figure."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class MatchReport:
    """What an evaluation measured.

    `precision` is of all automatic links, `precision_sound` of those without a record whose source is wrong
    (`left_out` links). `b_cubed` is precision, recall and F1 over persons, `b_cubed_after` with every question
    answered rightly. `mixed` are persons made of records of several people. `guards` count pairs that were kept from
    a link, by the words for why.
    """

    records: int
    persons: int
    true_pairs: int
    compared: int
    seconds: float
    automatic: int
    precision: float
    precision_sound: float
    left_out: int
    recall: float
    best: CurvePoint
    questions: int
    b_cubed: tuple[float, float, float]
    b_cubed_after: tuple[float, float, float]
    mixed: int
    guards: tuple[tuple[str, int], ...]
    curve: tuple[CurvePoint, ...]
    version: str

    @property
    def per_thousand(self) -> float:
        """Questions for a reviewer per thousand records."""
        return 1000 * self.questions / self.records if self.records else 0.0
