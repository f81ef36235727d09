"""F9: what there is besides the daily places, one letter each; what the role may not do says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.keys import Action, in_words
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.desk import Desk

COLUMNS = (Column("Key", 4), Column("Place", 20), Column("What it is for"))


class MoreScreen(BaseScreen):
    """A menu whose letters count only here. Its lines are the registry's actions that count at this place."""

    PLACE = "start.more"
    TITLE = "More"
    HELP: ClassVar[str] = "More places. Press the letter, or Enter on a line. Lines with - are not for your role."

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk

    def compose_body(self) -> ComposeResult:
        """One line an entry."""
        empty = Empty("There is nothing more yet.", "Esc goes back.")
        yield Table(COLUMNS, id="more", empty=empty, counts=False)

    def on_mount(self) -> None:
        """What is possible first."""
        entries = sorted(self._entries, key=lambda one: bool(self.why_not(one.id)))
        rows = [self._row(one) for one in entries]
        table = self.query_one(Table)
        table.fill(Page(rows), anew=True)
        table.focus()

    @on(Table.Opened)
    async def choose_line(self, message: Table.Opened) -> None:
        """Enter."""
        await self.carry_out(self.host.keymap.named(message.key))

    def why_not(self, action_id: str) -> str:
        """Whose an entry is."""
        entry = next((one for one in self._entries if one.id == action_id), None)
        if entry is not None and entry.roles and not self.desk.actor.has(*entry.roles):
            return f"It is for {in_words(entry.roles)}."
        return super().why_not(action_id)

    @property
    def _entries(self) -> list[Action]:
        return [one for one in self.host.keymap.at(self.PLACE) if self.PLACE in one.places and one.opens]

    def _row(self, one: Action) -> Row:
        reason = self.why_not(one.id)
        cells = (self.host.keymap.spoken_for(one), one.label, f"Not for you: {reason}" if reason else one.help)
        return Row(one.id, cells, sign="-" if reason else "")
