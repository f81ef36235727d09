"""A list of what was asked for, the one under the cursor in full below, and a line for the reason of an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from screens.admin.asked import TypedLine
from screens.frame.base import BaseScreen
from screens.frame.lines import fitted
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.desk import Desk


class Referenced(Protocol):
    """What can be named by its number."""

    @property
    def reference(self) -> str:
        """The number."""


Card = TypeVar("Card", bound=Referenced)


class InboxScreen(BaseScreen, Generic[Card]):
    """What is asked for; a screen of its own says what is read, how one looks in the list and below, and the keys."""

    COLUMNS: ClassVar[Sequence[Column]]
    EMPTY: ClassVar[Empty]
    CSS = "InboxScreen #cards { height: 1fr; } InboxScreen #told { height: 7; padding: 0 1; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._cards: dict[str, Card] = {}

    def compose_body(self) -> ComposeResult:
        """The list, the one under the cursor, the line for a reason."""
        yield Table(self.COLUMNS, id="cards", empty=self.EMPTY)
        yield Static(markup=False, id="told")
        yield TypedLine()

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(Table).focus()
        self._read(anew=True)

    def here(self) -> Place:
        """With the cursor where it stands."""
        return self.place.at(cursor=self.query_one(Table).cursor_key)

    @on(Table.Moved)
    def show_one(self) -> None:
        """The one under the cursor in full."""
        one, width = self.chosen, max(40, self.size.width - 2)
        rows = self.told(one) if one is not None else ()
        self.query_one("#told", Static).update(Content("\n".join(fitted(row, width) for row in rows)))
        self.refresh_frame()

    def act_back(self) -> None:
        """Esc closes the line first."""
        typed = self.query_one(TypedLine)
        typed.close() if typed.is_open else super().act_back()

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody asked, or answered."""
        self._read(anew=False)

    # -- what a screen of its own says ---------------------------------------------------------------

    def work(self) -> Callable[[], tuple[Card, ...]]:
        """What reads them."""
        raise AssertionError("each inbox reads its own")

    def row(self, one: Card) -> Row:
        """One in the list."""
        raise AssertionError("each inbox has its own rows")

    def told(self, one: Card) -> Sequence[str]:
        """One in full."""
        raise AssertionError("each inbox tells of its own")

    # -- for those ---------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Card | None:
        """The one under the cursor."""
        return self._cards.get(self.query_one(Table).cursor_key)

    def card(self, reference: str) -> Card | None:
        """The one of this number."""
        return self._cards.get(reference)

    def done(self, said: str) -> None:
        """Say what was done, and read anew."""
        self.say(said)
        self._read(anew=False)

    def _read(self, *, anew: bool) -> None:
        self.ask(self.work(), partial(self._fill, anew=anew), slot="inbox")

    def _fill(self, found: tuple[Card, ...], *, anew: bool) -> None:
        self._cards = {one.reference: one for one in found}
        rows = [self.row(one) for one in found]
        table = self.query_one(Table)
        table.fill(Page(rows, total=len(rows)), anew=anew, mark_changes=not anew)
        if anew and self.place.cursor:
            table.move_to_key(self.place.cursor)
        self.show_one()
