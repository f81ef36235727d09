"""A victim or witness of a case: entered as a record of the case, for no search to find."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.cards.records import NewWitness
from db.words.errors import BadInput
from screens.frame.form import FormScreen
from screens.frame.place import Place
from screens.parts.form import FormLine
from screens.write import typed

if TYPE_CHECKING:
    from db.cards.case import CaseCard
    from db.desk import Desk


class WitnessScreen(FormScreen):
    """Six lines; F10 saves, Esc asks before it leaves what is typed."""

    PLACE = "write.witness"
    TITLE = "Victim or witness"
    HELP = (
        "A victim or witness of the case above, as a record of your agency. It stands on the case alone: no search "
        "finds it, by name, address or telephone. Courts get the number and the special measures; prosecutors and "
        "your own agency get everything."
    )
    CSS = "WitnessScreen #said { height: auto; padding: 1 0 0 0; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.number = ""

    def compose_body(self) -> ComposeResult:
        """The lines."""
        yield FormLine("Who", id="kind", reads=lambda text: typed.witness_of(text).label, value="victim")
        yield FormLine("Name", id="name", reads=lambda _: "")
        yield FormLine("Address", id="address", reads=lambda _: "never searchable")
        yield FormLine("Postcode", id="postcode", reads=lambda _: "never searchable")
        yield FormLine("Telephone", id="phone", reads=lambda _: "")
        yield FormLine("Measures", id="measures", reads=lambda _: "special measures", hint="screen, video link")
        yield Static(Content("F10 saves; Esc leaves and asks what becomes of what is typed."), id="said")

    def on_mount(self) -> None:
        """Which case it is."""
        self.query_one("#name", FormLine).enter()
        if self.place.case is not None:
            self.ask(partial(self.desk.case.read, self.place.case), self._show_case, says="Reading the case")

    @property
    def title_words(self) -> str:
        """Of which case."""
        return f"Victim or witness of case {self.number}" if self.number else "Victim or witness"

    def text(self, name: str) -> str:
        """What stands in a line."""
        return self.query_one(f"#{name}", FormLine).text

    def act_save(self) -> None:
        """F10."""
        case = self.place.case
        if case is None:
            self.refuse("No case is in hand; v on the list opens one.")
            return
        try:
            kind = typed.witness_of(self.text("kind"))
        except BadInput as problem:
            self.error(problem)
            return
        new = NewWitness(
            case_id=case,
            kind=kind,
            name=self.text("name"),
            address=self.text("address"),
            postcode=self.text("postcode"),
            phone=self.text("phone"),
            special_measures=self.text("measures"),
        )

        def then(_: UUID) -> None:
            self.saved(f"Saved: {kind.label}, a record of this case.")

        self.act(partial(self.desk.witnesses.add, new), then, says="Saving")

    def _show_case(self, card: CaseCard) -> None:
        self.number = card.number
        self.refresh_frame()
