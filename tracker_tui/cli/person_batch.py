"""`tracker person find --batch`: a file of questions answered into a file, for a list of names and to measure by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, progress, talk

if TYPE_CHECKING:
    from db.cards.answers import AnsweredCard

LIMIT = 10
UNREAD = 1


def answer(context: typer.Context, asked: str, out: str, *, limit: int) -> None:
    """Answer the file and say what became of it; exit code 1 where a row was no question."""
    for name, option in ((asked, "--batch"), (out, "--out")):
        if not name:
            raise typer.BadParameter(f"{option} names no file.")
    with signed_in(context) as desk, progress("questions") as advance:
        card = desk.answering.answer(Path(asked), Path(out), limit=limit, progress=advance)
    _report(card, out)
    if card.unasked:
        raise typer.Exit(UNREAD)


def _report(card: AnsweredCard, out: str) -> None:
    for row in card.unasked:
        line(f"{row.at}: {row.reason}")
    if card.unasked_more:
        line(f"and {card.unasked_more:,} more rows that are no question")
    found = f"{card.empty:,} found nobody" if card.empty else "each found somebody"
    talk(f"{card.questions:,} questions asked, {found}; {card.answers:,} answers are in {out}.")
