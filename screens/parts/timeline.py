"""A dated timeline: one event a line, newest first, each with the source that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

COLUMNS = (Column("Date", 11), Column("What", 12), Column("Event"), Column("Source", 16))


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a person's or a case's history. `key` is the record's key, `day` None when unknown."""

    key: str
    day: date | None
    kind: str
    text: str
    source: str


class Timeline(Table):
    """A table of happenings; Enter opens the record."""

    def __init__(self, *, id: str | None = None, empty: Empty | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(COLUMNS, id=id, empty=empty or Empty("Nothing is recorded yet."))

    def show(self, happenings: Sequence[Happening], *, anew: bool = True) -> None:
        """Show them newest first, those without a date at the end; the order given decides within a day."""
        ordered = sorted(happenings, key=lambda one: one.day or date.min, reverse=True)
        rows = [
            Row(one.key, (f"{one.day:%d.%m.%Y}" if one.day else "no date", one.kind, one.text, one.source))
            for one in ordered
        ]
        self.fill(Page(rows, total=len(rows)), anew=anew, mark_changes=not anew)
