"""The form of a joint action: what the own agency takes on about a person, and by which day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.words.dates import parse_loose, short, spell
from db.words.errors import BadInput
from screens.frame.form import FormScreen
from screens.parts.form import FormLine

if TYPE_CHECKING:
    from db.cards.actions import ActionCard


class ActionScreen(FormScreen):
    """Two lines."""

    PLACE = "scheme.action"
    TITLE = "Take on an action"
    HELP: ClassVar[str] = (
        "What your agency does about this person, in one line, and by which day (+14, fri, 1/4/27). Every partner who "
        "reads the registration sees it; k in the list says that it is done."
    )
    CSS = "ActionScreen #about { height: auto; padding: 1 0 0 0; }"

    def compose_body(self) -> ComposeResult:
        """What, and by when."""
        yield FormLine("What", id="what", reads=lambda text: f"{len(text)} of 200 signs", hint="housing interview")
        yield FormLine("By", id="due", reads=lambda text: spell(self._day(text)), hint="+14, fri, 1/4/27")
        yield Static(Content("It is your agency's action; F10 saves."), id="about")

    def on_mount(self) -> None:
        """Whose it is, and who takes on anything."""
        self.line("what").enter()
        person = self.place.person
        if person is None:
            self.refuse("No person is in hand; / finds one.")
            return
        self.ask(partial(self.desk.file.vital, person), self.show_vital, slot="vital")

    def line(self, name: str) -> FormLine:
        """A line of the form."""
        return self.query_one(f"#{name}", FormLine)

    def act_save(self) -> None:
        """F10."""
        person, what, due = self.place.person, self.line("what").text, self.line("due").text
        if person is None:
            self.refuse("No person is in hand; / finds one.")
        elif not what:
            self.refuse("Say in a line what is to be done.")
            self.line("what").enter()
        elif not due:
            self.refuse("Say by which day.")
            self.line("due").enter()
        else:
            try:
                by = self._day(due)
            except BadInput as problem:
                self.line("due").enter()
                self.error(problem)
                return
            self.act(partial(self.desk.actions.take_on, person, what, by), self._taken)

    def _taken(self, card: ActionCard | None) -> None:
        if card is not None and card.due is not None:
            self.saved(f"Taken on by {card.owner}, due {short(card.due)}.")

    def _day(self, text: str) -> date:
        return parse_loose(text, today=self.host.clock.today())
