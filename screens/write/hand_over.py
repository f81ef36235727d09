"""A judge's own note handed over to another judge: choose the note, choose the judge, type y."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from db.cards.notes import day_and_time
from db.words.text import visible
from screens.frame.base import BaseScreen
from screens.frame.line import Line
from screens.frame.lines import Sign, fitted
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.handing import HandOverForm, JudgeLine
    from db.cards.notes import NoteCard
    from db.cards.person import VitalCard
    from db.desk import Desk

_NOTES = (Column("Written", 21), Column("Note"), Column("Seen by", 24))
_JUDGES = (Column("Judge"), Column("Of", 14), Column("Sits here", 9), Column("Has the note", 27))


class HandOverScreen(BaseScreen):
    """One personal note and the judges; Enter hands it over, or takes it back."""

    PLACE = "write.hand_over"
    TITLE = "Hand over"
    HELP = (
        "Your personal notes are sealed with your own key. Enter on a judge seals the key of this one note for that "
        "judge too: the note stands on their bench page, marked as from you; your other notes stay hidden. Enter on "
        "a judge who has it takes it back: the key is destroyed, but what was read stays read. Both are in the log."
    )
    CSS = """
    HandOverScreen #what { height: auto; max-height: 4; padding: 0 1; text-style: bold; }
    HandOverScreen #filter { display: none; height: 1; }
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.form: HandOverForm | None = None
        self._like = ""

    def compose_body(self) -> ComposeResult:
        """What is handed over, and under it the notes or the judges to choose from."""
        yield Static(Content("Reading your notes."), id="what")
        yield Line(id="filter", placeholder="Part of the judge's name", max_length=60, select_on_focus=False)
        yield Table(_NOTES, id="notes", empty=Empty("You wrote no personal note about this person.", "F6 writes one."))
        why = "No other judge has a key for sealed notes yet."
        yield Table(_JUDGES, id="judges", empty=Empty(why, "A judge gets one at the first sign-in."))

    def on_mount(self) -> None:
        """The note that was chosen, or all of them to choose from."""
        self.judges.display = False
        self.notes.focus()
        self._ask_vital()
        self._ask()

    @property
    def notes(self) -> Table:
        """Own personal notes about the person."""
        return self.query_one("#notes", Table)

    @property
    def judges(self) -> Table:
        """Judges who may be given the note."""
        return self.query_one("#judges", Table)

    @property
    def filter(self) -> Line:
        """Part of a name."""
        return self.query_one("#filter", Line)

    # -- choosing ----------------------------------------------------------------------------------

    @on(Table.Opened)
    def chosen(self, message: Table.Opened) -> None:
        """A note first, then a judge."""
        if message.table is self.notes:
            self.place = replace(self.place, cursor=message.key)
            self._ask()
            return
        form = self.form
        judge = next((one for one in form.judges if str(one.id) == message.key), None) if form else None
        if form is None or judge is None:
            return
        if judge.since is None:
            question = f"Hand this one note over to {visible(judge.name)}, who can read it from then on?"
            self.confirm(question, partial(self._give, form.note.id, judge))
        else:
            question = f"Take this note back from {visible(judge.name)}? What was read stays read."
            self.confirm(question, partial(self._take_back, form.note.id, judge))

    def act_list_filter(self) -> None:
        """Type a part of the name."""
        self.filter.display = True
        self.filter.focus()

    @on(Input.Changed)
    def filter_judges(self, event: Input.Changed) -> None:
        """The judges whose name has it."""
        self._like = event.value
        self._ask()

    @on(Input.Submitted)
    def to_the_judges(self) -> None:
        """Enter in the filter goes on to the list."""
        self.judges.focus()

    def act_back(self) -> None:
        """Esc closes the filter, then the screen."""
        if self.filter.display and not self.status.holds_error:
            self.filter.value, self.filter.display = "", False
            self.judges.focus()
        else:
            super().act_back()

    # -- for the frame -----------------------------------------------------------------------------

    def why_not(self, action_id: str) -> str:
        """Judges are filtered, notes are few."""
        if action_id == "list.filter" and self.form is None:
            return "Choose a note first."
        return super().why_not(action_id)

    def in_hand(self) -> Place | None:
        """The person, without the note."""
        return replace(self.place, cursor="") if self.place.person else None

    def records_changed(self, keys: frozenset[str]) -> None:
        """Read again when something about this person changed."""
        if self.place.person is not None and f"person:{self.place.person}" in keys:
            self._ask_vital()
            self._ask()

    # -- private -----------------------------------------------------------------------------------

    def _ask(self) -> None:
        person, note = self.place.person, self.place.cursor
        if note:
            work = partial(self.desk.handing.form, UUID(note), like=self._like)
            self.ask(work, self._show_form, says="Reading the note", slot="form")
        elif person is not None:
            self.ask(partial(self.desk.handing.notes, person), self._show_notes, says="Reading your notes", slot="form")
        else:
            self.refuse("No person is in hand; / finds one.")

    def _ask_vital(self) -> None:
        if self.place.person is not None:
            self.ask(partial(self.desk.file.vital, self.place.person), self._show_vital, slot="vital")

    def _show_vital(self, card: VitalCard) -> None:
        self.show_person(card.label, [Sign(sign.text, alert=sign.alert) for sign in card.signs])

    def _show_notes(self, found: tuple[NoteCard, ...]) -> None:
        if len(found) == 1:
            self.place = replace(self.place, cursor=str(found[0].id))
            self._ask()
            return
        self._say_what("Which of your notes? Enter chooses it." if found else "")
        rows = [Row(str(one.id), (day_and_time(one.first_written_at), _start(one), one.mark)) for one in found]
        self.notes.fill(Page(rows), anew=True)

    def _show_form(self, form: HandOverForm) -> None:
        first = self.form is None
        self.form = form
        written = day_and_time(form.note.first_written_at)
        hint = "Enter on a judge hands it over, or takes it back."
        self._say_what(f"Your note of {written}: {_start(form.note)}", hint)
        rows = [Row(str(one.id), (one.name, one.agency, "yes" if one.here else "", _has(one))) for one in form.judges]
        self.judges.fill(Page(rows, total=len(rows) + form.left_out), anew=first or bool(self._like))
        if first:
            self.notes.display, self.judges.display = False, True
            self.judges.focus()
        self.refresh_frame()

    def _say_what(self, text: str, hint: str = "") -> None:
        words = fitted(text, 2 * max(20, self.size.width - 8))
        self.query_one("#what", Static).update(Content("\n".join(line for line in (words, hint) if line)))

    def _give(self, note: UUID, judge: JudgeLine) -> None:
        self._do(partial(self.desk.handing.give, note, judge.id), f"Handed over to {visible(judge.name)}.")

    def _take_back(self, note: UUID, judge: JudgeLine) -> None:
        self._do(partial(self.desk.handing.take_back, note, judge.id), f"Taken back from {visible(judge.name)}.")

    def _do(self, work: partial[None], said: str) -> None:
        def then(_: None) -> None:
            self.say(said)
            self._ask()

        self.act(work, then, says="Handing over")


def _start(note: NoteCard) -> str:
    return note.withheld or " ".join(note.body.split())


def _has(judge: JudgeLine) -> str:
    if judge.since is not None:
        return f"since {day_and_time(judge.since)}"
    return "taken back" if judge.taken_back_at is not None else ""
