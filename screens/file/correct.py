"""A correction beside what a source sent: what it should say, and why; the source's own word stays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.words.text import visible
from screens.frame.form import FormScreen
from screens.frame.place import Place
from screens.parts.fields import Field

if TYPE_CHECKING:
    from db.cards.corrections import CorrectionForm
    from db.desk import Desk


class CorrectScreen(FormScreen):
    """Two lines: the value and the reason. `Place.kind` is the key of the field, `Place.cursor` the value's row."""

    PLACE = "file.correct"
    TITLE = "Correction"
    HELP = (
        "Records what this field should say, beside what the source sent: nothing of the source's is changed. The "
        "correction is shown from now on, marked, until your agency ends it (e on the line); h shows both. When the "
        "source sends something else later, the line has ! and F9 c lists it. Tab goes on, F10 saves; a reason is "
        "wanted."
    )
    CSS = "#correct-form { padding: 1 2; } #correct-said { height: auto; padding: 0 0 1 0; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.form: CorrectionForm | None = None

    def compose_body(self) -> ComposeResult:
        """What the source says, the value, the reason."""
        with Vertical(id="correct-form"):
            yield Static("Reading the field.", id="correct-said", markup=False)
            yield Field("It should say", id="value")
            yield Field("Why, and from whom you know", id="why", counts=(1, 500))

    def on_mount(self) -> None:
        """Whose field it is, and what stands there."""
        self.value.enter()
        person = self.place.person
        if person is not None:
            self.ask(partial(self.desk.file.vital, person), self.show_vital, slot="vital")
            work = partial(self.desk.corrections.form, person, self.place.kind, self._value_id)
            self.ask(work, self._show_form, says="Reading the field", slot="form")

    @property
    def value(self) -> Field:
        """The line of the value."""
        return self.query_one("#value", Field)

    @property
    def why(self) -> Field:
        """The line of the reason."""
        return self.query_one("#why", Field)

    def act_save(self) -> None:
        """F10."""
        form, person = self.form, self.place.person
        if form is None or person is None:
            self.refuse("The field is not read yet.")
        elif form.refusal:
            self.refuse(form.refusal)
        elif not self.value.text:
            self.refuse("Type what it should say.")
        elif not self.why.text:
            self.refuse("Say why: a correction wants its reason.")
            self.why.enter()
        else:
            text, why = self.value.text, self.why.text
            work = partial(self.desk.corrections.correct, person, form.key, text, why=why, value=self._value_id)
            self.act(work, self._saved)

    @property
    def _value_id(self) -> UUID | None:
        return UUID(self.place.cursor) if self.place.cursor else None

    def _show_form(self, form: CorrectionForm) -> None:
        self.form = form
        lines = [
            f"{form.source} says: {form.said}",
            f"Field: {form.label}{f', typed like {form.hint}' if form.hint else ''}",
        ]
        if form.now:
            lines.insert(1, f"and since it was corrected: {form.now}")
        if form.corrected:
            lines.insert(0, f"Corrected to: {form.corrected}, because: {form.why}")
        self.query_one("#correct-said", Static).update(Content("\n".join(visible(line) for line in lines)))
        if form.refusal:
            self.refuse(form.refusal)

    def _saved(self, form: CorrectionForm) -> None:
        self.saved(f"Corrected: {form.corrected}. h shows both, e ends it.")
