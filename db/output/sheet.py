"""A sheet: a title, what must be said of it, columns and rows of plain text; every form is written from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.words.clock import LONDON
from db.words.dates import spell


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are what the reader gets; `withheld` is how many were left out, and why stands in `notes`.

    Nothing of it shows in a repr, so it cannot reach a log.
    """

    title: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    withheld: int = 0

    def __repr__(self) -> str:
        """Without what it holds."""
        return f"Sheet({len(self.rows)} rows)"


def made_by(who: str, now: datetime) -> str:
    """The line under every title: when, by whom, and by the sharing rules of which moment (A3)."""
    local = now.astimezone(LONDON)
    at = f"{spell(local.date())} {local:%H:%M}"
    return f"Made {at} by {who}, by the sharing rules as at {at}."


def count_words(rows: int, withheld: int = 0) -> str:
    """`34 entries`, `1 entry, 2 entries withheld`."""
    shown = f"{rows:,} {'entry' if rows == 1 else 'entries'}"
    if not withheld:
        return shown
    return f"{shown}, {withheld:,} {'entry' if withheld == 1 else 'entries'} withheld"
