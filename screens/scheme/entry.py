"""The forms of the register: nominate, change, review, deregister; F10 saves, Esc asks before it leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.words.dates import short
from db.words.errors import BadInput
from screens.frame.form import FormScreen
from screens.frame.place import Place
from screens.parts.editor import NoteEditor
from screens.parts.form import FormLine
from screens.scheme import typed
from screens.scheme.lines import EDITORS, FORMS, filled

if TYPE_CHECKING:
    from db.cards.schemes import PersonRegister, RegisterForm, RegistrationCard
    from db.desk import Desk

_TITLES = {
    "register": "Nominate",
    "change": "Change a registration",
    "review": "Review a registration",
    "deregister": "Deregister",
}


class EntryScreen(FormScreen):
    """`Place.kind` says which form, `Place.cursor` the area of the registration that it is about."""

    PLACE = "scheme.entry"
    TITLE = "Register"
    HELP: ClassVar[str] = (
        "A form of the register of prolific offenders. Tab goes on, each line says what it was understood as, F10 "
        "saves. A deregistration needs the days on which police, probation and the partnership agreed, a reason and "
        "an exit plan. Each saving is another version; the one before stays in the history."
    )
    CSS = "EntryScreen NoteEditor { height: 1fr; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.form: RegisterForm | None = None
        self.stands: RegistrationCard | None = None

    def compose_body(self) -> ComposeResult:
        """The lines of this form, then its longer text."""
        for one in FORMS[self._kind]:
            yield FormLine(one.label, id=one.id, reads=self._reader(one.id), hint=one.hint)
        yield Static(Content(EDITORS[self._kind]))
        yield NoteEditor(id="text")

    def on_mount(self) -> None:
        """What may be entered, and what stands."""
        self.line(FORMS[self._kind][0].id).enter()
        person = self.place.person
        if person is None:
            self.refuse("No person is in hand; / finds one.")
            return
        self.ask(partial(self.desk.file.vital, person), self.show_vital, slot="vital")
        self.ask(self.desk.register.form, self._take_form, slot="form")
        if self._kind != "register":
            self.ask(partial(self.desk.register.read_person, person), self._take_person, slot="person")

    @property
    def title_words(self) -> str:
        """Which form."""
        return _TITLES[self._kind]

    @property
    def _kind(self) -> str:
        return self.place.kind if self.place.kind in FORMS else "register"

    def line(self, name: str) -> FormLine:
        """A line of the form."""
        return self.query_one(f"#{name}", FormLine)

    def act_save(self) -> None:
        """F10: what is wrong is said at its line; the end of a registration wants a typed y."""
        person = self.place.person
        if self.form is None or person is None or (self._kind != "register" and self.stands is None):
            self.refuse("The form is not read yet.")
            return
        if self.form.refusal:
            self.refuse(self.form.refusal)
            return
        try:
            said = {one.id: self.line(one.id).text for one in FORMS[self._kind]} | {"text": self._text}
            asked = typed.Asked(person, said, today=self.host.clock.today(), stands=self.stands)
            work = self._work(asked)
        except BadInput as problem:
            self.error(problem)
            return
        if self._kind == "deregister":
            self.confirm(f"End the registration in {asked.area} for good?", lambda: self._save(work))
        else:
            self._save(work)

    # -- private -----------------------------------------------------------------------------------

    @property
    def _text(self) -> str:
        return self.query_one(NoteEditor).written

    def _work(self, asked: typed.Asked) -> Callable[[], RegistrationCard]:
        keeps = self.desk.registering
        if self._kind == "register":
            return partial(keeps.register, asked.new())
        if self._kind == "review":
            due = asked.day("due")
            return partial(keeps.review, asked.person, asked.text, next_due=due, area=asked.area, seen=asked.seen)
        if self._kind == "deregister":
            return partial(keeps.deregister, asked.person, asked.end(), area=asked.area, seen=asked.seen)
        return partial(keeps.change, asked.person, asked.edit(), area=asked.area, seen=asked.seen)

    def _save(self, work: Callable[[], RegistrationCard]) -> None:
        self.act(work, self._saved, says="Saving")

    def _saved(self, card: RegistrationCard) -> None:
        done = {
            "register": f"Registered in {card.area} since {short(card.nominated_on)}.",
            "review": f"Reviewed; next due {short(card.review_due)}." if card.review_due else "Reviewed.",
            "deregister": f"Deregistered in {card.area}.",
        }
        self.saved(done.get(self._kind, f"The registration in {card.area} is changed."))

    def _reader(self, name: str) -> Callable[[str], str]:
        return lambda text: typed.words(name, text, today=self.host.clock.today(), form=self.form)

    def _take_form(self, form: RegisterForm) -> None:
        self.form = form
        if form.refusal:
            self.refuse(f"{form.refusal[:1].upper()}{form.refusal[1:]}")
        elif self._kind == "register" and len(form.areas) == 1:
            self.fill({"area": form.areas[0][0]})

    def _take_person(self, card: PersonRegister) -> None:
        mine = [one for one in card.registrations if one.own and one.deregistered_on is None]
        self.stands = next((one for one in mine if one.area == self.place.cursor), mine[0] if mine else None)
        if self.stands is None:
            self.refuse("No registration of your agency stands.")
            return
        values, text = filled(self._kind, self.stands)
        self.fill({**values, "text": text})
