"""Asks an owner for what is withheld (`r` on the file), or refuses such a request: one reason each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from db.cards.notes import day_and_time
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.messages import Saved
from screens.frame.place import Place
from screens.parts.fields import Field
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.person import VitalCard
    from db.cards.sharing import Askable, RequestCard
    from db.desk import Desk

REFUSE = "refuse"
"""`Place.kind` of a refusal; `Place.cursor` is then the id of the request."""


class AskScreen(BaseScreen):
    """Choose what is withheld, say what it is needed for; the owner's sharing lead answers."""

    PLACE = "share.ask"
    TITLE = "Ask the owner"
    HELP: ClassVar[str] = (
        "What agencies hold of this person and do not share with you, or share in summary only. Enter chooses one, "
        "then say what you need it for; F10 asks. The owner's sharing lead answers with what is shared and until "
        "when, or refuses with a reason; the answer stands here too."
    )
    CSS = "AskScreen #what { height: auto; max-height: 3; padding: 0 1; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.chosen: Askable | None = None
        self._found: dict[str, Askable] = {}

    def compose_body(self) -> ComposeResult:
        """What it is about, the reason, what can be asked for."""
        yield Static(id="what", markup=False)
        yield Field("Why it is refused" if self._refuses else "What you need it for", id="reason", counts=(10, 250))
        empty = Empty("Nothing of this person is withheld from you.", "Esc goes back to the file.")
        yield Table((Column("Withheld"), Column("", 12)), id="withheld", empty=empty)

    def on_mount(self) -> None:
        """Read what it is about."""
        self.table.display = not self._refuses
        if self._refuses:
            self.field.enter()
            self.ask(partial(self.desk.share_requests.show, UUID(self.place.cursor)), self._show_request)
            return
        self.field.display = False
        self.table.focus()
        if self.place.person is not None:
            person = self.place.person
            self.ask(partial(self.desk.file.vital, person), self._show_vital, slot="vital")
            self.ask(partial(self.desk.share_requests.askable, person), self._show_found, slot="withheld")
            self.ask(self.desk.share_requests.mine, self._show_answers, slot="answers")

    @property
    def title_words(self) -> str:
        """What is done here."""
        return "Refuse a request" if self._refuses else "Ask the owner"

    @property
    def field(self) -> Field:
        """The reason."""
        return self.query_one(Field)

    @property
    def table(self) -> Table:
        """What can be asked for."""
        return self.query_one(Table)

    @on(Table.Opened)
    def choose_one(self, event: Table.Opened) -> None:
        """Enter on a line: now the reason."""
        one = self._found.get(event.key)
        if one is None:
            return
        if one.asked_at is not None:
            self.refuse(f"You asked for this on {day_and_time(one.asked_at)}; the owner's sharing lead answers.")
            return
        self.chosen = one
        self._say(f"{one.words}.")
        self.field.display = True
        self.field.enter()

    @on(Input.Submitted)
    def enter_saves(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.act_save()

    def act_save(self) -> None:
        """F10."""
        reason, person, one = self.field.text, self.place.person, self.chosen
        if self._refuses:
            work = partial(self.desk.share_requests.refuse, UUID(self.place.cursor), reason)
            self.act(work, lambda _: self._done("The request is refused."))
        elif person is not None and one is not None:
            work = partial(self.desk.share_requests.ask, person, one.category, one.owner_id, reason)
            self.act(work, lambda card: self._done(f"{card.owner} was asked."))
        else:
            self.refuse("Choose first what you ask for: Enter on a line.")

    def act_back(self) -> None:
        """Esc: back to the lines, then to the file."""
        if self.chosen is not None and not self.status.holds_error:
            self.chosen, self.field.display = None, False
            self._say("")
            self.table.focus()
            return
        super().act_back()

    def _done(self, said: str) -> None:
        self.post_message(Saved(said, leave=True))

    @property
    def _refuses(self) -> bool:
        return self.place.kind == REFUSE

    def _show_found(self, found: tuple[Askable, ...]) -> None:
        self._found = {f"{one.category}:{one.owner_id}": one for one in found}
        rows = [Row(key, (one.words, "asked" if one.asked_at else "")) for key, one in self._found.items()]
        self.table.fill(Page(rows, total=len(rows)), anew=True)

    def _show_answers(self, cards: tuple[RequestCard, ...]) -> None:
        told = [one for one in cards if one.person_id == self.place.person and one.answered_at is not None]
        if told and self.chosen is None:
            one = told[0]
            self._say(f"{one.owner} answered on {one.category.label}: {one.state.label}. {one.answer}")

    def _show_request(self, card: RequestCard) -> None:
        self._say(f"{card.words}: {card.reason}")

    def _show_vital(self, card: VitalCard) -> None:
        self.show_person(card.label, [Sign(sign.text, alert=sign.alert) for sign in card.signs])

    def _say(self, text: str) -> None:
        self.query_one("#what", Static).update(Content(text))
