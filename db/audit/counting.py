"""Rows that were signed for against rows that are there, where a checkpoint no longer says which they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from db.audit.findings import Finding, Wrong
from db.audit.statement import Checkpoint


class Count:
    """How many rows there were up to each checkpoint whose heads are not those that were signed.

    A sign-in that was deleted with its heads is named by nobody; that rows are fewer than were signed for tells it.
    """

    def __init__(self, checkpoints: Sequence[Checkpoint]) -> None:
        ordered = sorted(checkpoints, key=lambda each: each.number)
        signed = accumulate(each.events for each in ordered)
        self._asked = [(each, many) for each, many in zip(ordered, signed, strict=True) if not each.is_whole]
        self._there = [0] * len(self._asked)

    def take(self, at: str) -> None:
        """A row of that moment."""
        for place, (each, _) in enumerate(self._asked):
            if at <= each.made_at:
                self._there[place] += 1

    def findings(self) -> Iterator[Finding]:
        """The first checkpoint that was signed for more rows than there are."""
        for (each, signed), there in zip(self._asked, self._there, strict=True):
            if signed > there:
                many = f"{signed - there} row{'' if signed - there == 1 else 's'}"
                said = f"{many} of sign-ins that checkpoint {each.number} covered are gone with what was signed of them"
                yield Finding(Wrong.GONE, "", each.number, f"{said}; the sink knows which")
                return
