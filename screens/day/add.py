"""Adds a defendant to the list (+): found among those on record, or new, with the charge in short."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Input

from db.cards.adding import Added, Candidates, KnownPerson, NewDefendant
from db.cards.day import CourtCard, ListRow
from db.words.dates import short, spell
from db.words.errors import BadInput, TrackerError
from db.words.times import parse_time
from screens.day import typed
from screens.frame.form import FormScreen
from screens.frame.lines import fitted
from screens.frame.messages import PlaceOpened, StatusSaid
from screens.frame.place import Place
from screens.parts.box import SETTLED_AFTER
from screens.parts.form import FormLine
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.desk import Desk

_LINES = ("name", "born", "charges", "custody", "came", "at", "room", "number")


class AddScreen(FormScreen):
    """One form. Who could be meant is shown below as one types; Enter there takes the person or the row."""

    PLACE = "day.add"
    LEAVING = "Leave without adding?"
    TITLE = "Add a defendant"
    CSS_PATH = "add.tcss"
    HELP = (
        "For a defendant who is before the court and on no list: overnight or on a warrant. Type the name as "
        "Surname, Forename and the date of birth; who is on the list or on record already is shown below: Tab or "
        "Down goes there, Enter takes it. Several charges are parted by ; and F10 adds. When the court's system "
        "sends the defendant later, both become one."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.court: CourtCard | None = None
        self.known: KnownPerson | None = None
        self.offered = Candidates()
        self._unnoted: tuple[NewDefendant, Candidates] | None = None
        self._noted: NewDefendant | None = None
        self._notes = 0
        self._standing: Timer | None = None
        self.day = place.day or desk.day.today

    def compose_body(self) -> ComposeResult:
        """Eight lines and the people who could be meant."""
        today = self.desk.day.today
        yield FormLine("Name", id="name", reads=self._name_words, hint="Surname, Forename")
        yield FormLine("Born", id="born", reads=lambda text: typed.birth_words(text, today), hint="12/3/80")
        yield FormLine("Charges", id="charges", reads=typed.charges_words, hint="Theft from a shop; Common assault")
        yield FormLine("Held at", id="custody", reads=lambda _: "in custody")
        yield FormLine("Came", id="came", reads=typed.arrival_words, value="overnight")
        yield FormLine("Time", id="at", reads=typed.time_words, hint="10:30")
        yield FormLine("Room", id="room", reads=self._room_words, value=self.place.room)
        yield FormLine("Case number", id="number", reads=lambda _: "joins with the same number")
        yield Table(
            (Column("Where", 13), Column("Name"), Column("Born", 11), Column("Age", 3, right=True), Column("", 26)),
            id="offered",
            empty=Empty("Nobody on this list or on record fits what is typed.", "Fill in the lines; F10 adds."),
        )

    def on_mount(self) -> None:
        """The court's rooms first."""
        self.line("name").enter()
        court = self.place.court
        if court is not None:
            self.ask(partial(self.desk.courts.court, court), self._court_known, says="Reading the court")

    @property
    def title_words(self) -> str:
        """To which list."""
        court = f", {self.court.name}" if self.court else ""
        return f"Add a defendant > {spell(self.day)}{court}"

    def line(self, name: str) -> FormLine:
        """A line of the form."""
        return self.query_one(f"#{name}", FormLine)

    # -- what is typed ----------------------------------------------------------------------------

    def _name_words(self, text: str) -> str:
        if self.known is not None and text == self.known.name:
            return f"on record, {self.known.cases} case{'' if self.known.cases == 1 else 's'}"
        return typed.name_words(text)

    def _room_words(self, text: str) -> str:
        return typed.room_of(text, self.court.rooms).name if self.court else ""

    def _court_known(self, court: CourtCard) -> None:
        self.court = court
        if court.rooms and not self.line("room").text:
            self.fill({"room": court.rooms[0].name})
        self.refresh_frame()
        self._look()

    def _wanted(self) -> NewDefendant:
        """What the lines say; raises BadInput with the first that cannot be read."""
        if self.court is None:
            raise BadInput("The court is not read yet.", to_do="Try again in a moment.")
        at = self.line("at").text
        return NewDefendant(
            court_id=self.court.id,
            room_id=typed.room_of(self.line("room").text, self.court.rooms).id,
            day=self.day,
            charges=typed.charges_of(self.line("charges").text),
            arrival=typed.arrival_of(self.line("came").text),
            person_id=self.known.person_id if self.known else None,
            name=typed.name_of(self.line("name").text),
            born=typed.birth_of(self.line("born").text, self.desk.day.today),
            custody=self.line("custody").text,
            starts_at=parse_time(at) if at else None,
            case_no=self.line("number").text,
        )

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        name = event.input.parent.id if event.input.parent else ""
        if self.known is not None and name == "name" and self.line("name").text != self.known.name:
            self.known = None
        if name in ("name", "born", "number"):
            self._look()

    def _look(self) -> None:
        """Who could be meant, with what can be read so far."""
        try:
            wanted = replace(self._wanted(), person_id=None)
        except BadInput:
            return
        if self._standing is not None:
            self._standing.stop()
        work, then = partial(self.desk.adding.candidates, wanted), partial(self._show_found, wanted)
        self.ask(work, then, says="Looking", slot="candidates")

    def _show_found(self, wanted: NewDefendant, found: Candidates) -> None:
        if self._noted is None or self._noted.question != wanted.question:
            self._unnoted = (wanted, found)
            self._standing = self.set_timer(SETTLED_AFTER, self._settle)
        self._fill(found)

    def _fill(self, found: Candidates) -> None:
        self.offered = found
        rows = [_row(f"list:{row.listing_id}", "on this list", row, _why(row)) for row in found.on_list]
        rows += [
            _row(f"person:{one.person_id}", "on record", one, f"{one.cases} case{'' if one.cases == 1 else 's'}")
            for one in found.known
        ]
        self.query_one("#offered", Table).fill(Page(rows, total=len(rows)), anew=True)

    def _settle(self) -> None:
        """One audit row for each question that stood: two seconds, till it was added, or till the form was left."""
        if self._unnoted is None:
            return
        (wanted, found), self._unnoted = self._unnoted, None
        self._noted = wanted
        self._notes += 1
        note = partial(self.desk.adding.settled, wanted, found)
        slot = f"noted {self._notes}"
        self.ask(note, _noted, says="Noting that you looked", slot=slot, refused=self._not_noted)

    def _not_noted(self, problem: TrackerError) -> None:
        """No audit, no act: what cannot be noted is not shown."""
        self._noted = None
        self._fill(Candidates())
        self.error(problem)

    def on_screen_suspend(self) -> None:
        """Something else is shown."""
        self._settle()

    def on_unmount(self) -> None:
        """The form is left."""
        self._settle()

    # -- keys -------------------------------------------------------------------------------------

    def key_down(self) -> None:
        """From the lines to the people below."""
        if self.typing and self.offered:
            self.query_one("#offered", Table).focus()

    @on(Table.Opened)
    def _taken(self, event: Table.Opened) -> None:
        kind, _, key = event.key.partition(":")
        if kind == "list":
            self._to_list(UUID(key))
            return
        self.known = next((one for one in self.offered.known if str(one.person_id) == key), None)
        if self.known is not None:
            self.line("name").text = self.known.name
            if self.known.born:
                self.line("born").text = f"{self.known.born:%d/%m/%Y}"
            self.line("charges").enter()
            self.say(f"{self.known.name} is on record; the new row goes into this file.")

    def act_save(self) -> None:
        """Add; says what is missing, with the cursor there."""
        try:
            wanted = self._wanted()
        except BadInput as problem:
            wrong = next((name for name in _LINES if self.line(name).problem), "name")
            self.line(wrong).enter()
            label = f"{self.line(wrong).label}: " if self.line(wrong).problem else ""
            self.error(BadInput(f"{label}{problem.happened.rstrip('.')}.", kept=problem.kept, to_do=problem.to_do))
            return
        same = self._on_record(wanted)
        if same is None:
            self._add(wanted, despite=False)
            return
        cases = f"{same.cases} case{'' if same.cases == 1 else 's'}"

        def answered(letter: str) -> None:
            self._add(replace(wanted, person_id=same.person_id if letter == "s" else None), despite=False)

        self.choose(
            f"{fitted(same.name, 30)}, {short(same.born) if same.born else ''}, is on record ({cases}).",
            {"s": "the same person", "o": "another person"},
            answered,
        )

    def _on_record(self, wanted: NewDefendant) -> KnownPerson | None:
        """Somebody on record with the very name and date of birth that were typed as somebody new."""
        if wanted.person_id is not None or wanted.born is None:
            return None
        name = typed.name_words(self.line("name").text)
        return next((one for one in self.offered.known if (one.name, one.born) == (name, wanted.born)), None)

    def _add(self, wanted: NewDefendant, *, despite: bool) -> None:
        self.act(
            partial(self.desk.adding.add, wanted, despite=despite),
            partial(self._added, wanted=wanted),
            says="Adding",
        )

    def _added(self, added: Added, *, wanted: NewDefendant) -> None:
        self._settle()
        row = added.row
        if not added.already:
            self._to_list(row.listing_id, said=f"{row.name} is on the list as number {row.number}.")
            return

        def answered(letter: str) -> None:
            if letter == "a":
                self._add(wanted, despite=True)
            else:
                self._to_list(row.listing_id)

        self.choose(
            f"{fitted(row.name, 30)} is on this list already, number {row.number}.",
            {"g": "go to that row", "a": "add another row"},
            answered,
        )

    def _to_list(self, listing: UUID, *, said: str = "") -> None:
        self.drop_draft()
        where = replace(self.place, screen="day.list", cursor=str(listing))
        self.post_message(PlaceOpened(where))
        if said:
            self.post_message(StatusSaid(said))


def _noted(_: None) -> None:
    """The note is in the record; there is nothing to show."""


def _row(key: str, where: str, one: ListRow | KnownPerson, why: str) -> Row:
    return Row(key, (where, one.name, short(one.born) if one.born else "", str(one.age or ""), why))


def _why(row: ListRow) -> str:
    number = f"number {row.number}" if row.number else ""
    return ", ".join(filter(None, (number, f"case {row.case_no}" if row.case_no else "")))
