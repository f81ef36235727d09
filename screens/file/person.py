"""The person file (F4): everything about one defendant on one page, by sections, live, or as at a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from db.cards.file import Opens
from db.words.dates import parse_loose, spell
from db.words.errors import BadInput, NotFound, TrackerError
from db.words.keys import RULES_CHANGED
from screens.file.about import AboutTheFile
from screens.file.dock import Dock
from screens.file.lines import file_lines
from screens.file.page import FilePage
from screens.frame.lines import Sign
from screens.frame.messages import CaseOpened, ListOpened, NoteRequested, PlaceOpened
from screens.frame.place import Place
from screens.parts.fields import DateField
from screens.parts.rows import Empty

if TYPE_CHECKING:
    from db.cards.file import FileCard
    from db.cards.notes import NoteCard
    from db.desk import Desk


class PersonScreen(AboutTheFile):
    """One person's file. Read again when something of it changes elsewhere; the cursor stays on its record."""

    PLACE = "file.person"
    TITLE = "File"
    CSS_PATH = "person.tcss"
    HELP = (
        "Everything that is known about one defendant and that you may see: who they are and who says so, cases "
        "with charges and hearings, custody, warnings, notes, a dated timeline, and what agencies hold: whole, in "
        "summary, or withheld by whom. 1 to 9 go to a section. Enter opens a case, a list, a note or a record; h "
        "shows where a line comes from and what stood there before; e records a correction beside what a source sent; "
        "@ shows the file as it stood on an earlier day; + enters a record of your agency; j joins files and takes "
        "records out."
    )
    NOT_AS_AT: ClassVar[frozenset[str]] = frozenset(
        {"alias.add", "alias.remove", "note.new", "note.edit", "record.add", "attendance.mark", "undo"}
    )

    WRITES: ClassVar[frozenset[str]] = frozenset({"alias.add", "note.new", "record.add", "undo"})

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.card: FileCard | None = None
        self.as_day: date | None = None
        self.dock = Dock(self, desk)
        self._unfolded: set[str] = set()

    def compose_body(self) -> ComposeResult:
        """The page, and under it the line that asks for a date while it is open."""
        yield FilePage(id="file")
        yield DateField(
            "The file as it stood at the end of which day?", id="as-at", today=self.host.clock.today, past=True
        )

    def on_mount(self) -> None:
        """Open the file: one consultation."""
        self.query_one(DateField).display = False
        self.page.focus()
        person = self.place.person
        if person is not None:
            work = partial(self.desk.file.open, person, at=self.place.hearing)
            self.ask(work, self._show_first, says="Opening the file", slot="file", refused=self._refused)

    @property
    def page(self) -> FilePage:
        """The lines of the file."""
        return self.query_one(FilePage)

    @property
    def title_words(self) -> str:
        """The breadcrumb says so when the file is not today's."""
        return f"File as at {spell(self.as_day)}" if self.as_day else "File"

    # -- what a line leads to ----------------------------------------------------------------------

    @on(FilePage.Opened)
    def open_line(self) -> None:
        """Enter: the case, the list, the note in full, or the history of the line."""
        line = self.page.line_at_cursor
        if line is None or self.card is None:
            return
        if line.opens is Opens.CASE:
            self.post_message(CaseOpened(UUID(line.target), self.card.person_id))
        elif line.opens is Opens.LIST:
            self._open_list(line.target)
        elif line.opens in (Opens.NOTE, Opens.RECORD):
            self._unfolded ^= {line.target}
            key = line.target if line.opens is Opens.RECORD else f"note:{line.target}"
            self._paint(self.card, cursor=key, anew=True)
        else:
            self.act_history()

    def act_history(self) -> None:
        """Where the line comes from, and what stood there before."""
        line = self.page.line_at_cursor
        if line is None or not line.history:
            self.refuse("This line has no history of its own, and nothing more of it is shown to you.")
            return
        self.post_message(PlaceOpened(Place("file.history", person=self.place.person, kind=line.history)))

    def act_section(self) -> None:
        """1-9."""
        if not self.page.go(int(self.pressed or "1")):
            self.refuse("The file is not read yet.")

    # -- what a clerk does here --------------------------------------------------------------------

    def act_alias_remove(self) -> None:
        """The name under the cursor, entered by hand."""
        if self.card is not None:
            self.dock.remove(self.card, self.page.line_at_cursor, done=self._read_again)

    def act_note_new(self) -> None:
        """A note, about the case under the cursor where there is one."""
        line = self.page.line_at_cursor
        case = UUID(line.target) if line and line.opens is Opens.CASE else None
        if self.card is not None:
            self.post_message(NoteRequested(self.card.person_id, case, self.place.hearing or self.card.listing_id))

    def _note_at_cursor(self) -> NoteCard | None:
        line = self.page.line_at_cursor
        if self.card is None or line is None:
            return None
        return next((one for one in self.card.notes if str(one.id) == line.target), None)

    def act_note_hand_over(self) -> None:
        """The own personal note under the cursor for another judge."""
        if self.card is not None:
            self.dock.hand_over(self.card.person_id, self._note_at_cursor())

    def act_note_edit(self) -> None:
        """Correct the own note, the own agency's record, or what a source sent."""
        line = self.page.line_at_cursor
        if self.card is not None:
            self.dock.correct(self.card, line, hearing=self.place.hearing, done=self._read_again)

    def act_record_add(self) -> None:
        """A record of the own agency."""
        if self.card is not None:
            self.post_message(PlaceOpened(Place("write.record", person=self.card.person_id)))

    def act_follow(self) -> None:
        """Follow the person, or the case under the cursor."""
        line, card = self.page.line_at_cursor, self.card
        if card is not None:
            case = UUID(line.target) if line and line.opens is Opens.CASE else None
            self.dock.follow(card.person_id, case, done=self._read_again)

    def act_attendance_mark(self) -> None:
        """How the defendant attends."""
        self.dock.mark(self._read_again)

    def act_undo(self) -> None:
        """Undo what was saved about this person in this sign-in."""
        if self.card is not None:
            self.dock.undo(self.card.person_id, self._read_again)

    def act_person_next(self) -> None:
        """The next defendant called."""
        self.dock.beside(forward=True)

    act_defendant_next = act_person_next

    def act_person_previous(self) -> None:
        """The defendant before."""
        self.dock.beside(forward=False)

    # -- as at a date ------------------------------------------------------------------------------

    def act_as_at(self) -> None:
        """Ask for the day."""
        field = self.query_one(DateField)
        field.display = True
        field.enter()

    @on(Input.Submitted)
    def show_as_at(self, event: Input.Submitted) -> None:
        """Show the file as it stood at the end of that day."""
        event.stop()
        today = self.host.clock.today()
        try:
            day = parse_loose(event.value, today=today, past=True)
        except BadInput as problem:
            self.error(problem)
            return
        self._leave_field()
        self.as_day = None if day >= today else day
        self._read_again(anew=True)

    def act_back(self) -> None:
        """Esc: close the field, then the earlier day, then the file."""
        if self.query_one(DateField).display:
            self._leave_field()
        elif self.as_day is not None and not self.status.holds_error:
            self.as_day = None
            self.status.dismiss()  # what was said is about the earlier day
            self._read_again(anew=True)
        else:
            super().act_back()

    # -- for the frame -----------------------------------------------------------------------------

    def why_not(self, action_id: str) -> str:
        """What is not possible in an earlier day's file, for a reader, or without a list."""
        if self.as_day is not None and action_id in self.NOT_AS_AT:
            return "The file shows an earlier day; Esc goes back to today."
        if self.card is not None and self.card.read_only and action_id in self.WRITES:
            return f"{self.card.read_only[:1].upper()}{self.card.read_only[1:]}."
        return self.dock.why_not(action_id) or super().why_not(action_id)

    def here(self) -> Place:
        """The same record under the cursor when the clerk comes back."""
        if not self.is_mounted:
            return self.place
        return self.place.at(cursor=self.page.cursor_key or self.place.cursor, section=self.page.section)

    def records_changed(self, keys: frozenset[str]) -> None:
        """Read again when the change is of this person, of a case or hearing of theirs, or of who may see what."""
        card = self.card
        if card is None:
            self._missed |= keys
            return
        mine = {f"person:{card.person_id}", *(f"court_case:{one.id}" for one in card.cases)}
        mine |= {f"hearing:{one.hearing_id}" for one in card.hearings}
        if keys & {RULES_CHANGED, *mine}:
            self._read_again()

    def on_resize(self) -> None:
        """Wrapped notes are wrapped anew."""
        if self.card is not None:
            self._paint(self.card, cursor=self.page.cursor_key, anew=True)

    # -- private -----------------------------------------------------------------------------------

    def _show_first(self, card: FileCard) -> None:
        if card.person_id != card.asked_id:
            self.place = replace(self.place, person=card.person_id)
            self.say("That record was merged; this is the file that was kept.")
        self._show_card(card, cursor=self.place.cursor, anew=True)
        if self.place.section and not self.place.cursor:
            self.page.go(self.place.section)
        self.take_changes(frozenset())  # what came while the first reading was on its way

    def _read_again(self, *, anew: bool = False) -> None:
        person = self.place.person
        if person is not None:
            work = partial(self.desk.file.read, person, at=self.place.hearing, as_at=self.as_day)
            self.ask(work, partial(self._show_card, anew=anew), slot="file", refused=self._refused)

    def _show_card(self, card: FileCard, *, cursor: str = "", anew: bool) -> None:
        self.card = card
        self.dock.hearing = card.listing
        self._paint(card, cursor=cursor or (self.page.cursor_key if anew else ""), anew=anew)
        if self.as_day is None:
            # An earlier day's file must not take today's warnings off the strip.
            star = "* " if None in card.followed else ""
            self.show_person(star + card.vital.label, [Sign(sign.text, alert=sign.alert) for sign in card.vital.signs])
        else:
            hidden = f"{card.later_hidden} later entries are hidden" if card.later_hidden else "Nothing came later"
            self.say(f"As at the end of {spell(self.as_day)}. {hidden}. Esc shows today's file.")

    def _paint(self, card: FileCard, *, cursor: str = "", anew: bool) -> None:
        lines = file_lines(card, unfolded=frozenset(self._unfolded), width=self.size.width)
        self.page.show(lines, cursor=cursor, anew=anew)

    def _refused(self, problem: TrackerError) -> None:
        if self.card is None or isinstance(problem, NotFound):
            self.card, self.person_label, self.signs = None, "", None  # nothing stays that may not be seen any more
            self.refresh_frame()
            self.page.empty = Empty(problem.happened, "/ finds a person.")
            self.page.show((), anew=True)
        self.error(problem)

    def _leave_field(self) -> None:
        field = self.query_one(DateField)
        field.display = False
        field.text = ""
        self.page.focus()

    def _open_list(self, listing: str) -> None:
        row = next((one for one in self.card.hearings if str(one.listing_id) == listing), None) if self.card else None
        if row is not None:
            place = Place("day.list", court=row.court_id, room=row.room, day=row.day, cursor=listing)
            self.post_message(ListOpened(place))
