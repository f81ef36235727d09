"""A weekly list as it is now: the same rows as its next mail, each leading to the file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.cards.searching import cell_words
from screens.frame.base import BaseScreen
from screens.frame.messages import PersonOpened
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.searching import Found
    from db.cards.searching import Row as FoundRow
    from db.desk import Desk

EMPTY = Empty("None this week.", "Esc goes back.")
_WIDTHS = {
    "ref": 10, "born": 11, "prison_no": 9, "establishment": 12, "since": 11, "status": 10, "hdced": 11, "release": 11,
    "release_kind": 9, "field": 14, "old": 13, "new": 13, "offence_ref": 7, "type": 10, "next_hearing": 11,
    "days_since_charge": 6, "needs_production": 6,
}  # fmt: skip
_WIDE = {"ref", "born", "prison_no", "since", "release_kind", "offence_ref", "type", "days_since_charge"}


class WeeklyRowsScreen(BaseScreen):
    """`Place.kind` is the subscription's reference."""

    PLACE = "admin.weekly_rows"
    TITLE = "Weekly list"
    HELP: ClassVar[str] = (
        "The rows of a weekly list as they are at this moment. Enter opens the file of the row. Who cannot be decided "
        "for a missing value stands at the end, with what is missing."
    )
    CSS = "WeeklyRowsScreen #head { height: auto; padding: 0 1; } WeeklyRowsScreen #rows { height: 1fr; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._people: dict[str, UUID] = {}

    def compose_body(self) -> ComposeResult:
        """What was found in numbers; the table comes with its columns."""
        yield Static(markup=False, id="head")

    def on_mount(self) -> None:
        """Read it."""
        self.ask(partial(self.desk.weekly.rows, self.place.kind), self._fill, slot="rows")

    @property
    def title_words(self) -> str:
        """Which subscription."""
        return f"Weekly list {self.place.kind}"

    def here(self) -> Place:
        """With the cursor where it stands."""
        table = self.query(Table)
        return self.place.at(cursor=table.first().cursor_key) if table else self.place

    def in_hand(self) -> Place | None:
        """The person under the cursor."""
        table = self.query(Table)
        person = self._people.get(table.first().cursor_key) if table else None
        return Place("file.person", person=person) if person is not None else None

    @on(Table.Opened)
    def open_file(self, event: Table.Opened) -> None:
        """Enter."""
        person = self._people.get(event.key)
        if person is not None:
            self.post_message(PersonOpened(person))

    def _fill(self, found: Found) -> None:
        where = found.area if found.area_name == found.area else f"{found.area_name} ({found.area})"
        said = [f"{found.query.kind.heading}: {where}", found.words, *([found.banner] if found.banner else [])]
        self.query_one("#head", Static).update(Content("\n".join(said)))
        every = (*found.rows, *found.cannot_decide)
        self._people = {str(number): row.person_id for number, row in enumerate(every)}
        columns = [Column(one.title, _WIDTHS.get(one.key, 0), wide=one.key in _WIDE) for one in found.columns]
        table = Table((*columns, Column("Note", 12)), id="rows", empty=EMPTY)
        self.mount(table, after="#head")
        rows = [_row(number, row) for number, row in enumerate(every)]
        self.call_after_refresh(self._put, table, rows)

    def _put(self, table: Table, rows: list[Row]) -> None:
        """The rows, once the table stands."""
        table.fill(Page(rows, total=len(rows)), anew=True)
        if self.place.cursor:
            table.move_to_key(self.place.cursor)
        table.focus()


def _row(number: int, row: FoundRow) -> Row:
    note = f"? {'; '.join(row.missing)}" if row.missing else row.band.label if row.band else ""
    return Row(str(number), (*(cell_words(value) for value in row.values), note), sign="?" if row.missing else "")
