"""What may be wrong with the log: the kinds of tampering, and one finding that names the row."""

from __future__ import annotations

from dataclasses import dataclass

from db.words.families.worded import Worded


class Wrong(Worded):
    """A kind of tampering, as it is told."""

    EDITED = "edited", "row edited"
    INSERTED = "inserted", "row inserted"
    MISSING = "missing", "rows missing in the middle"
    CUT = "cut", "rows missing at the end"
    GONE = "gone", "whole sign-in missing"
    SWAPPED = "swapped", "rows swapped"
    REWRITTEN = "rewritten", "rows rewritten"
    BACK_DATED = "back_dated", "row back-dated"
    SIGN_IN = "sign_in", "sign-in of the chain edited"
    CHECKPOINT = "checkpoint", "checkpoint not sound"
    UNSEALED = "unsealed", "checkpoint missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `number` is the row of the chain, or the checkpoint, that is meant."""

    kind: Wrong
    chain: str
    number: int
    said: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of the log read and found; `sealed` rows are covered by a checkpoint, the others are not yet.

    `newest_row` is the moment of the newest one; `notes` is what whoever asked should know and what proves nothing.
    """

    rows: int
    sealed: int
    chains: int
    checkpoints: int
    last_checkpoint: int
    last_made_at: str
    findings: tuple[Finding, ...]
    public_keys: tuple[str, ...]
    newest_row: str = ""
    notes: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def verdict(self) -> str:
        """One sentence: whether it is whole, and how far that is signed for."""
        if not self.sound:
            return f"{len(self.findings)} found."
        if not self.rows:
            return "The log has no row."
        if not self.checkpoints:
            return (
                "The log is whole in itself, but not sealed: no checkpoint covers it, and rows could be gone unseen. "
                "Compare it with its sink: --sink FILE."
            )
        said = f"The log is whole, and sealed up to checkpoint {self.last_checkpoint} of {self.last_made_at[:19]} UTC"
        after = self.rows - self.sealed
        if not after:
            return f"{said}."
        return f"{said}; {after:,} {'row after it is' if after == 1 else 'rows after it are'} not sealed."
