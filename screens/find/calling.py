"""Contacts that fit what was typed, below the people: asked once the people stand, they move no cursor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from db.words.text import fold
from screens.frame.base import BaseScreen
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.rows import Column, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.contacts import ContactCard
    from db.desk import Desk
    from db.words.errors import TrackerError

COLUMNS = (Column("Contact"), Column("Kind", 16), Column("Area", 8), Column("Agency", 7), Column("Telephone", 20))
RESTS = 0.15
"""Seconds without another letter after which contacts are asked for."""
MOST_LINES = 3
SHORTEST = 2
"""Letters of a word for which contacts are asked."""


class Calls(Table):
    """The contacts; not there while none fits. Up from the first leads back to the people, Enter to the directory."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(COLUMNS, id="find-calls")
        self._desk = desk
        self._cards: dict[str, ContactCard] = {}
        self._asked = ""
        self._rest: Timer | None = None
        self.display = False

    def follow(self, text: str) -> None:
        """The people of this text stand: ask for its contacts when no other letter comes."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        self._asked = text
        if max((len(word) for word in fold(text).split()), default=0) < SHORTEST:
            self._show(text, ())
        else:
            self._rest = self.set_timer(RESTS, partial(self._ask, text))

    def action_move(self, step: int) -> None:
        """Up from the first contact goes back to the people."""
        if step < 0 and self.cursor_row is not None and self.cursor_key == next(iter(self._cards)):
            self.screen.focus_previous()
        else:
            super().action_move(step)

    def action_open(self) -> None:
        """Enter: the contact in the directory."""
        card = self._cards.get(self.cursor_key)
        if card is not None:
            self._desk.contacts.typed = card.name
            self.screen.post_message(PlaceOpened(Place("scheme.contacts", cursor=self.cursor_key)))

    # -- private -----------------------------------------------------------------------------------

    def _ask(self, text: str) -> None:
        screen = self.screen
        if isinstance(screen, BaseScreen) and text == self._asked:
            work = partial(self._desk.contacts.matching, text)
            screen.ask(work, partial(self._show, text), says="Reading contacts", slot="calls", refused=_not_told)

    def _show(self, text: str, cards: tuple[ContactCard, ...]) -> None:
        if text != self._asked or (not cards and not self.display):
            return
        had_focus = self.has_focus
        self._cards = {str(card.id): card for card in cards}
        today = self._desk.actor.today
        rows = [
            Row(key, (one.name, one.kind.label, one.area, one.agency, one.phone or one.email),
                sign="!" if one.stale_at(today) else "")
            for key, one in self._cards.items()
        ]  # fmt: skip
        height = 1 + min(len(rows), MOST_LINES)
        if self.display != bool(rows) or self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
            self.display = bool(rows)
        if had_focus and not rows:
            self.screen.focus_previous()
        self.fill(Page(rows, total=len(rows)))

    def _told_moved(self) -> None:
        """Told only where the cursor is the reader's: rows that come below the people say nothing."""
        if self.has_focus:
            super()._told_moved()


class People(Table):
    """The hits; Down from the last leads to the contacts, where any stand."""

    def action_move(self, step: int) -> None:
        """Down from the last goes on to the contacts."""
        before = self.cursor_key
        super().action_move(step)
        calls = self.screen.query_one(Calls)
        if step > 0 and before == self.cursor_key and calls.display and not self._page.more:
            calls.focus()


def _not_told(_: TrackerError) -> None:
    """Without contacts the people stand as they are."""
