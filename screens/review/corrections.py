"""Corrections that stand: first those whose source says something else by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.cards.corrections import CorrectionCard
from db.cards.page import Page as Cards
from db.words.dates import court_time, short
from db.words.text import visible
from screens.frame.base import BaseScreen
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.desk import Desk

COLUMNS = (Column("Person", 24), Column("Field", 14), Column("Corrected to", 18), Column("The source says"))


class CorrectionsScreen(BaseScreen):
    """F9 c. Enter opens the file at the field; e there corrects it anew or ends the correction."""

    PLACE = "review.corrections"
    TITLE = "Corrections"
    HELP: ClassVar[str] = (
        "What was corrected beside what sources sent, of people whom you may see. ! is a correction whose source has "
        "said something else since: Enter opens the file at the field, where e corrects it anew or ends it."
    )
    CSS = "#correction-why { height: auto; padding: 0 1; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._cards: dict[str, CorrectionCard] = {}

    def compose_body(self) -> ComposeResult:
        """The list, and the reason of the one under the cursor."""
        yield Table(COLUMNS, id="corrections", empty=Empty("Nothing is corrected.", "e on a line of the file does it."))
        yield Static("", id="correction-why", markup=False)

    def on_mount(self) -> None:
        """Read it."""
        self.query_one(Table).focus()
        self._read(anew=True)

    @on(Table.Moved)
    def show_reason(self) -> None:
        """Who corrected it, when and why."""
        card = self._card
        said = ""
        if card is not None:
            day, at = court_time(card.at)
            said = f"{visible(card.source)} said {visible(card.said)}. Corrected {short(day)} {at:%H:%M} by "
            said += f"{visible(card.by)}: {visible(card.why)}"
        self.query_one("#correction-why", Static).update(Content(said))
        self.refresh_frame()

    @on(Table.Opened)
    def open_file(self, event: Table.Opened) -> None:
        """Enter: the file, the cursor on the field."""
        event.stop()
        card = self._cards.get(event.key)
        if card is not None:
            self.post_message(PlaceOpened(Place("file.person", person=card.person_id, cursor=f"{card.key}:{card.id}")))

    def in_hand(self) -> Place | None:
        """The person under the cursor."""
        card = self._card
        return Place(self.PLACE, person=card.person_id) if card is not None else None

    def records_changed(self, keys: frozenset[str]) -> None:
        """Corrected elsewhere, or a feed came."""
        self._read(anew=False)

    @property
    def _card(self) -> CorrectionCard | None:
        return self._cards.get(self.query_one(Table).cursor_key)

    def _read(self, *, anew: bool) -> None:
        def show(cards: Cards[CorrectionCard]) -> None:
            self._cards = {str(card.id): card for card in cards.items}
            rows = [_row(card) for card in cards.items]
            self.query_one(Table).fill(Page(rows, total=cards.total), anew=anew)
            self.show_reason()

        self.ask(self.desk.corrections.standing, show, slot="corrections")


def _row(card: CorrectionCard) -> Row:
    says = card.now or card.said
    cells = (visible(card.person), card.label, visible(card.value), visible(says))
    return Row(str(card.id), cells, sign="!" if card.differs else "")
