"""The form of a cohort: its code and name, its area, both periods, and the target."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.cards.cohorts import NewCohort
from db.words.dates import parse_loose, spell
from db.words.errors import BadInput
from screens.frame.form import FormScreen
from screens.parts.form import FormLine

if TYPE_CHECKING:
    from db.cards.cohorts import CohortCard
    from db.cards.schemes import RegisterForm
    from db.desk import Desk
    from screens.frame.place import Place

_LINES = (
    ("code", "Code", "short: LAA1"),
    ("name", "Name", "what the agreement is called"),
    ("area", "Area", "the code of one of your areas"),
    ("baseline_from", "Baseline", "its first day, 1/4/25"),
    ("baseline_to", "  until", "its last day, 31/3/26"),
    ("follow_from", "Follow-up", "its first day, 1/4/26"),
    ("follow_to", "  until", "its last day, 31/3/27"),
    ("target", "Target", "convictions, at most"),
)
_DAYS = ("baseline_from", "baseline_to", "follow_from", "follow_to")
_WHICH = dict(
    zip(
        _DAYS,
        ("the first day of the baseline", "its last day", "the first day of the follow-up", "its last day"),
        strict=True,
    )
)


class CohortMakeScreen(FormScreen):
    """Eight lines; people are put into the cohort afterwards."""

    PLACE = "scheme.cohort_make"
    TITLE = "Cohorts > New"
    HELP: ClassVar[str] = (
        "A cohort of a local area agreement: a baseline and a follow-up, each with its first and last day included, "
        "and how many convictions the follow-up shall not exceed. After saving, + in the cohort puts people of the "
        "register into it, until k locks it for good."
    )
    CSS = "CohortMakeScreen #about { height: auto; padding: 1 0 0 0; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.form: RegisterForm | None = None

    def compose_body(self) -> ComposeResult:
        """The lines."""
        for name, label, hint in _LINES:
            yield FormLine(label, id=name, reads=self._reader(name), hint=hint)
        yield Static(Content("The target may stay empty. F10 saves."), id="about")

    def on_mount(self) -> None:
        """Who makes one, and of which areas."""
        self._line("code").enter()
        self.ask(self.desk.register.form, self._take_form, slot="form")

    def act_save(self) -> None:
        """F10."""
        if self.form is None:
            self.refuse("The form is not read yet.")
            return
        if self.form.refusal:
            self.refuse(f"{self.form.refusal[:1].upper()}{self.form.refusal[1:]}")
            return
        try:
            new = self._wanted()
        except BadInput as problem:
            self.error(problem)
            return
        self.act(partial(self.desk.cohorts.make, new), self._made)

    # -- private -----------------------------------------------------------------------------------

    def _line(self, name: str) -> FormLine:
        return self.query_one(f"#{name}", FormLine)

    def _reader(self, name: str) -> Callable[[str], str]:
        if name in _DAYS:
            return lambda text: spell(self._day(text))
        if name == "area":
            return self._area_words
        if name == "target":
            return lambda text: f"at most {_number(text)}"
        return str.upper if name == "code" else lambda _: ""

    def _day(self, text: str) -> date:
        return parse_loose(text, today=self.host.clock.today())

    def _area_words(self, text: str) -> str:
        if self.form is None:
            return ""
        known = dict(self.form.areas)
        if text.upper() not in known:
            raise BadInput(f"One of: {', '.join(sorted(known))}")
        return known[text.upper()]

    def _wanted(self) -> NewCohort:
        """What the lines say; the first that says nothing of use has the keys. Raises BadInput."""
        said = {name: self._line(name).text for name, *_ in _LINES}
        for name in ("code", "name", "area", *_DAYS):
            if not said[name]:
                self._line(name).enter()
                raise BadInput(f"Say {_WHICH.get(name, f'the {name}')}.")
        for name, *_ in _LINES:
            if self._line(name).problem:
                self._line(name).enter()
                raise BadInput(self._line(name).problem)
        days = [self._day(said[name]) for name in _DAYS]
        target = _number(said["target"]) if said["target"] else None
        return NewCohort(said["code"], said["name"], said["area"], days[0], days[1], days[2], days[3], target)

    def _made(self, card: CohortCard) -> None:
        self.saved(f"{card.code} is made; Enter opens it, and + there puts people into it.")

    def _take_form(self, form: RegisterForm) -> None:
        self.form = form
        if form.refusal:
            self.refuse(f"{form.refusal[:1].upper()}{form.refusal[1:]}")
        elif len(form.areas) == 1:
            self.fill({"area": form.areas[0][0]})


def _number(text: str) -> int:
    """A whole number. Raises BadInput."""
    if not (text.isascii() and text.isdecimal()):
        raise BadInput("A target is a number.")
    return int(text)
