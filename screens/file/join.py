"""Two files side by side before they are made one: what agrees, what moves, the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from db.words.text import visible
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.messages import Saved
from screens.frame.place import Place
from screens.parts.fields import Field
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.person import VitalCard
    from db.cards.review import JoinCard
    from db.desk import Desk

COLUMNS = (Column("", 13), Column("", 1), Column("This file", 0), Column("The other", 0))


class JoinScreen(BaseScreen):
    """`Place.kind` is the other person's id where two were marked; else the reference is typed."""

    PLACE = "file.join"
    TITLE = "Join two files"
    HELP: ClassVar[str] = (
        "Makes two files one, because both are of the same person. Type the other person's reference (P-...; the file "
        "and tracker person find show it), or mark both in find (F3) with Space and press j. Shown are the two records "
        "that agree most: = the same, ~ nearly, ≠ not the same, - missing; below what would move. F10 joins, with the "
        "reason. It is taken back any time under j in the file."
    )
    CSS = "#join-sides { height: 1fr; } #join-says { height: auto; padding: 0 1; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.card: JoinCard | None = None

    def compose_body(self) -> ComposeResult:
        """Who else, both records, what moves, the reason."""
        yield Field("The other person's reference, like P-ABCD2345EFGH; Enter looks", id="other")
        yield Table(COLUMNS, id="join-sides", empty=Empty("Nothing is compared yet.", "Esc goes back."), counts=False)
        yield Static("", id="join-says", markup=False)
        yield Field("Why are they the same person? F10 joins", id="why", counts=(1, 500))

    def on_mount(self) -> None:
        """Compare at once where both are known."""
        person = self.place.person
        if person is not None:
            self.ask(partial(self.desk.file.vital, person), self._show_vital, slot="vital")
        if self.place.kind:
            self._field("other").display = False
            self._look(self.place.kind)
        else:
            self._field("why").display = False
            self._field("other").enter()

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter: look at the other one, or join."""
        event.stop()
        if self._field("other").display and self._field("other").query_one(Input).has_focus:
            self._look(self._field("other").text)
        else:
            self.act_links_save()

    def act_links_save(self) -> None:
        """F10."""
        card, why = self.card, self._field("why").text
        if card is None:
            self.refuse("Say first with whom.")
        elif card.refusal:
            self.refuse(card.refusal)
        elif not why:
            self.refuse("Say in a few words why they are the same person.")
        else:
            work = partial(self.desk.links.merge, card.one, card.other, why=why)
            self.act(work, self._joined, says="Joining")

    def _look(self, other: str) -> None:
        person, desk = self.place.person, self.desk
        if person is None or not other:
            self.refuse("Type the other person's reference first.")
            return

        def work() -> JoinCard:
            return desk.links.preview(person, desk.file.named(other))

        self.ask(work, self._show_both, says="Comparing", slot="join")

    def _show_both(self, card: JoinCard) -> None:
        self.card = card
        rows = [
            Row(field, (field, mark.value, visible(mine), visible(theirs)))
            for field, mark, mine, theirs in zip(
                card.fields, card.compared.marks, card.side.values, card.compared.side.values, strict=True
            )
            if mine or theirs
        ]
        self.query_one("#join-sides", Table).fill(Page(rows), anew=True)
        says = [f"{visible(card.going)} would become part of the file of {visible(card.kept)}: {card.moves}."]
        says += [f"{card.compared.band}: " + "; ".join(one.rpartition(" ")[0] for one in card.compared.reasons)]
        says += [f"Speaks against it: {guard}." for guard in card.compared.guards]
        says += [card.refusal] if card.refusal else []
        self.query_one("#join-says", Static).update(Content("\n".join(visible(line) for line in says)))
        why = self._field("why")
        why.display = not card.refusal
        if not card.refusal:
            self.call_after_refresh(why.enter)
        self.refresh_frame()

    def _joined(self, _: UUID) -> None:
        self.post_message(Saved("One file now. j in the file shows it, u there takes it back.", leave=True))

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def _show_vital(self, vital: VitalCard) -> None:
        self.show_person(vital.label, [Sign(sign.text, alert=sign.alert) for sign in vital.signs])
