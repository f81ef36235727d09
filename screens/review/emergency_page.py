"""What emergency access shows of one person, under its banner, until it is over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from db.cards.output import Wanted, What
from screens.frame.base import BaseScreen
from screens.frame.messages import EmergencyChanged
from screens.frame.place import Place
from screens.keys import Action
from screens.parts.blocks import Block, BlockPage
from screens.parts.rows import Empty

if TYPE_CHECKING:
    from db.cards.emergency import EmergencyPage
    from db.desk import Desk

_TITLES = ("Who it is", "Warnings", "Custody", "Bail and warrants", "Next hearing")
_READ_ONLY = frozenset({"note.new", "go.bench"})
_LEAVES = frozenset({"print", "export"})
_STAYS = "Nothing of emergency access is printed or exported."


class EmergencyPageScreen(BaseScreen):
    """Five numbered parts; opening it is one reading on record."""

    PLACE = "file.emergency"
    TITLE = "Emergency access"
    HELP: ClassVar[str] = (
        "What emergency access shows: who it is, warnings, custody, bail and warrants, the next hearing. It is over "
        "when the minutes above are, and this page closes by itself; z closes it before. Nothing is written, "
        "printed or exported here."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.card: EmergencyPage | None = None

    def compose_body(self) -> ComposeResult:
        """The five parts."""
        empty = Empty("Reading the record.")
        yield BlockPage(*(Block(number, title, empty=empty) for number, title in enumerate(_TITLES, 1)), id="emergency")

    def on_mount(self) -> None:
        """One reading on record."""
        self.query_one(BlockPage).focus()
        if self.place.person is not None:
            self.ask(partial(self.desk.emergency.page, self.place.person), self._show_page, slot="page")

    def act_section(self) -> None:
        """1-5."""
        self.query_one(BlockPage).go(int(self.pressed or "1"))

    def act_emergency_close(self) -> None:
        """z."""
        card = self.card
        if card is not None:
            self.confirm(
                "Close this emergency access now? It is reviewed all the same.",
                lambda: self.act(partial(self.desk.emergency.close, card.access.id), self._is_closed, says="Closing"),
            )

    async def carry_out(self, action: Action, key: str = "") -> None:
        """Print and export are refused by the desk, so that the refusal stands in the log too."""
        if action.id in _LEAVES and self.place.person is not None and not self.is_asked:
            wanted = Wanted(What.FILE, printed=action.id == "print", person_id=self.place.person)
            self.ask(partial(self.desk.output.plan, wanted), lambda _: self.refuse(_STAYS), slot=action.id)
            return
        await super().carry_out(action, key)

    def why_not(self, action_id: str) -> str:
        """It reads only, and has no bench page."""
        if action_id in _LEAVES:
            return _STAYS
        if action_id in _READ_ONLY:
            return "Emergency access reads only, on this page."
        if action_id == "emergency.close" and self.card is None:
            return "It is being read."
        return super().why_not(action_id)

    def _is_closed(self, _: None) -> None:
        self.post_message(EmergencyChanged())

    def _show_page(self, card: EmergencyPage) -> None:
        self.card = card
        self.show_person(f"{card.label} {card.public_ref}", ())
        self.signs = None
        page = self.query_one(BlockPage)
        parts = (card.identity, card.warnings, card.custody, card.bail, card.next_hearing)
        for number, lines in enumerate(parts, 1):
            page.block(number).empty = Empty("Nothing is recorded, or nothing is shared with you.")
            page.block(number).show([f"  {line}" for line in lines])
        self.refresh_frame()
