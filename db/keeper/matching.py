"""Matching tried on files of records of known people; no installation and no record is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db.words.families.matching import Engine

if TYPE_CHECKING:
    from db.cards.matching import MatchReport


def evaluate(
    records: Path, truth: Path, *, out: Path | None = None, figure: Path | None = None, engine: Engine = Engine.CORE
) -> MatchReport:
    """Match the records of a file, write the links where `out` says, and measure them by the truth."""
    # The scorer and its lists of names: a command's help needs none of them.
    from db.people.evaluating.service import evaluate as run

    return run(records, truth, out=out, figure=figure, engine=engine)
