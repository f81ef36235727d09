"""What may be wrong with the log: the kinds of tampering, and one finding that names the row."""

from __future__ import annotations

from dataclasses import dataclass

from db.words.families.worded import Worded


class Wrong(Worded):
    """A kind of tampering, as it is told."""

    EDITED = "edited", "row edited"
    MISSING = "missing", "rows missing in the middle"
    CUT = "cut", "rows missing at the end"
    GONE = "gone", "whole sign-in missing"
    SWAPPED = "swapped", "rows swapped"
    REWRITTEN = "rewritten", "rows rewritten"
    BACK_DATED = "back_dated", "row back-dated"
    SIGN_IN = "sign_in", "sign-in of the chain edited"
    CHECKPOINT = "checkpoint", "checkpoint not sound"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `number` is the row of the chain, or the checkpoint, that is meant."""

    kind: Wrong
    chain: str
    number: int
    said: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of the log read and found; `sealed` rows are covered by a checkpoint, the others are not yet."""

    rows: int
    sealed: int
    chains: int
    checkpoints: int
    last_checkpoint: int
    last_made_at: str
    findings: tuple[Finding, ...]
    public_keys: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings
