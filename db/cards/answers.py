"""What became of a file of questions: how many were asked, and which rows could not be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnaskedRow:
    """A row of the file that asks nothing, with its reason."""

    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnsweredCard:
    """Questions asked, those that found nobody, rows of answers written, and rows that were no question."""

    questions: int
    empty: int
    answers: int
    unasked: tuple[UnaskedRow, ...] = ()
    unasked_more: int = 0
