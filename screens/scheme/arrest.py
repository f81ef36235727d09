"""An arrest or a charge of a registered person, as police and prosecution enter it; F10 saves, Esc asks first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.cards.arrests import NewArrest
from db.words.dates import parse_loose, spell
from db.words.errors import BadInput
from db.words.families.schemes import Outcome
from db.words.text import fold
from screens.frame.form import FormScreen
from screens.frame.place import Place
from screens.parts.form import FormLine

if TYPE_CHECKING:
    from db.cards.arrests import ArrestCard
    from db.desk import Desk

_LINES = (
    ("code", "Offence", "its code, TH68010"),
    ("title", "In words", "where there is no code"),
    ("on", "On", "the day of the offence"),
    ("place", "Where", "the place; a postcode tells the area"),
    ("area", "Area", "its code, where no postcode tells it"),
    ("arrested", "Arrested", "the day"),
    ("charged", "Charged", "the day"),
    ("outcome", "Outcome", "no further action, cautioned, convicted, acquitted ..."),
    ("decided", "Decided", "the day of the outcome"),
)
_DAYS = frozenset({"on", "arrested", "charged", "decided"})


class ArrestScreen(FormScreen):
    """Nine lines; what was entered before stands below them."""

    PLACE = "scheme.arrest"
    TITLE = "Arrest or charge"
    HELP: ClassVar[str] = (
        "An arrest or a charge of a registered person, entered by police or prosecution as a record of the agency: the "
        "offence by its code or in words, its days, its area, and what became of it. Below stands what was entered "
        "before. Tab goes on, F10 saves; the file shows it with its owner."
    )
    CSS = "ArrestScreen #before { height: 1fr; padding: 1 0 0 0; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.refusal = ""
        self._areas: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """The lines, and what stands."""
        for name, label, hint in _LINES:
            yield FormLine(label, id=name, reads=self._reader(name), hint=hint)
        yield Static(markup=False, id="before")

    def on_mount(self) -> None:
        """Whose it is, who enters any, and what stands."""
        self._line("code").enter()
        person = self.place.person
        if person is None:
            self.refuse("No person is in hand; / finds one.")
            return
        self.ask(partial(self.desk.file.vital, person), self.show_vital, slot="vital")
        self.ask(self.desk.arrests.refusal, self._may, slot="may")
        self.ask(self.desk.register.areas, self._know, slot="areas")
        self.ask(partial(self.desk.arrests.of, person), self._show_before, slot="before")

    def act_save(self) -> None:
        """F10."""
        person = self.place.person
        if self.refusal or person is None:
            self.refuse(self.refusal or "No person is in hand; / finds one.")
            return
        said = {name: self._line(name).text for name, *_ in _LINES}
        try:
            days = {name: self._day(said[name]) if said[name] else None for name in _DAYS}
            outcome = _outcome(said["outcome"]) if said["outcome"] else None
        except BadInput as problem:
            self.error(problem)
            return
        new = NewArrest(
            person, said["code"], said["title"], days["on"], said["place"], days["arrested"], days["charged"], outcome,
            days["decided"], said["area"],
        )  # fmt: skip
        self.act(partial(self.desk.arrests.enter, new), self._saved, says="Saving")

    # -- private -----------------------------------------------------------------------------------

    def _line(self, name: str) -> FormLine:
        return self.query_one(f"#{name}", FormLine)

    def _day(self, text: str) -> date:
        return parse_loose(text, today=self.host.clock.today())

    def _reader(self, name: str) -> Callable[[str], str]:
        if name in _DAYS:
            return lambda text: spell(self._day(text))
        if name == "area":
            return lambda text: self._areas.get(text.upper(), "no such area" if self._areas else "")
        return (lambda text: _outcome(text).label) if name == "outcome" else (lambda _: "")

    def _know(self, areas: tuple[tuple[str, str, str], ...]) -> None:
        self._areas = {code: name for code, name, _ in areas}

    def _may(self, refusal: str) -> None:
        self.refusal = refusal
        if refusal:
            self.refuse(refusal)

    def _saved(self, card: ArrestCard) -> None:
        self.saved(f"Saved: {card.title}, a record of {card.owner}.")

    def _show_before(self, cards: tuple[ArrestCard, ...]) -> None:
        rows = [f"  {one.title}{_days_of(one)}, {one.owner}" for one in cards]
        self.query_one("#before", Static).update(Content("\n".join(["Entered before:", *rows] if rows else [])))


def _outcome(text: str) -> Outcome:
    """The outcome whose words begin so. Raises BadInput."""
    begun = fold(text)
    found = [one for one in Outcome if begun and fold(one.label).startswith(begun)]
    if len(found) != 1:
        raise BadInput(" or ".join(one.label for one in found) if found else "No such outcome.")
    return found[0]


def _days_of(one: ArrestCard) -> str:
    days = (("arrested", one.arrested_on), ("charged", one.charged_on), (one.outcome.replace("_", " "), one.decided_on))
    return "".join(f", {word} {spell(day)}" for word, day in days if day is not None)
