"""`!`: emergency access to one person, named exactly, with a reason that is reviewed afterwards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from db.words.errors import BadInput
from screens.frame.base import BaseScreen
from screens.frame.lines import fitted
from screens.frame.messages import EmergencyChanged
from screens.frame.place import Place
from screens.parts.fields import Field

if TYPE_CHECKING:
    from db.cards.emergency import OpenAccess
    from db.desk import Desk

_TELLS = (
    "Fifteen minutes, one person, read only: who it is, warnings, custody, bail, warrants and the next hearing. "
    "Nothing is printed or exported. The agencies that hold records of the person are told, and your reason is "
    "reviewed within five working days. Every try is on record."
)


class EmergencyOpenScreen(BaseScreen):
    """Two lines and a typed y. What was typed in the find box stands in the first already."""

    PLACE = "review.open"
    TITLE = "Emergency access"
    HELP: ClassVar[str] = (
        "For a person whom you may not see and must know about now, like somebody brought in on a warrant. Name "
        "exactly one by a number, or by the full name with the date of birth; say why in 10 to 250 characters. "
        "Nothing tells whether a name was nearly right."
    )
    CSS = "#emergency-form { padding: 0 1; } #emergency-tells { height: auto; margin-bottom: 1; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk

    def compose_body(self) -> ComposeResult:
        """What it is, whom, why."""
        with VerticalScroll(id="emergency-form"):
            yield Static(Content(_TELLS), id="emergency-tells")
            yield Field("Who: a number, or full name and date of birth (SMITH, John 12/3/1980)", id="who")
            yield Field("Why, in 10 to 250 characters", id="why", counts=(10, 250))
            yield Static(Content("Enter goes on and asks once more; Esc leaves, and nothing is opened."))

    def on_mount(self) -> None:
        """What was looked for stands there already."""
        who, why = self._field("who"), self._field("why")
        who.text = self.desk.emergency.typed
        (why if who.text else who).enter()

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter: to the reason, then the question."""
        event.stop()
        who, why = self._field("who"), self._field("why")
        if not who.text or not why.text:
            (why if who.text else who).enter()
            return
        try:
            self.desk.emergency.check(who.text, why.text)
        except BadInput as problem:
            self.error(problem)
            return
        self.confirm(
            f"Open emergency access to {fitted(who.text, 40)}? It is told and reviewed.",
            lambda: self.act(
                partial(self.desk.emergency.open, who.text, why.text), self._opened, says="Opening emergency access"
            ),
        )

    def act_emergency_open(self) -> None:
        """`!` again: this form stays."""
        self.say("Type whom and why; Enter asks once more.")

    def _opened(self, access: OpenAccess) -> None:
        self.post_message(EmergencyChanged(access))

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)
