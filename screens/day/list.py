"""Today's list (F2): who stands before the court, room by room, with marks of what came, moved and went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from db.cards.day import Called, CourtCard, DayList, ListRow, ListScope
from db.words.dates import spell
from screens.day.detail import RowDetail
from screens.day.marking import Marking
from screens.day.picker import CourtPicker, court_after
from screens.day.reasons import why_not
from screens.day.shown import columns
from screens.day.source import ListSource, other_list, scope_of
from screens.day.strip import DayStrip
from screens.day.table import ListTable
from screens.frame.base import BaseScreen
from screens.frame.messages import CaseOpened, PersonOpened, PlaceOpened
from screens.frame.place import Place
from screens.parts.rows import Empty, read_pages
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.desk import Desk

LIVE_SECONDS = 0.2
"""How long changes are gathered before the list is read again, so that an import does not flood it."""


class ListScreen(BaseScreen):
    """The list of a court, a room or all of them, on one day. The cursor stays on its defendant."""

    PLACE = "day.list"
    TITLE = "List"
    CSS_PATH = "list.tcss"
    HELP = (
        "Everybody listed on this day, in the order of calling. + came, > moved, - went since you last looked; "
        "reverse changed just now. Signs: ! warning, Y youth, C custody, B bail with conditions, U bail, W warrant, "
        "I interpreter, R restricted; the lines below the list say them in words. DNA: did not attend; last: the "
        "newest pleas (G, NG) or result. t then p, v, a or e marks attendance; [ and ] change the day, o the court."
    )
    NO_FIT: ClassVar[Empty] = Empty("Nobody on this list fits.", "Esc shows everybody again.")
    EMPTY: ClassVar[Empty] = Empty("Nobody is listed here on this day.", "[ and ] show other days, o another court.")

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.shown: DayList | None = None
        self.source: ListSource | None = None
        self.marking = Marking(self, desk)
        self._waits_to_read = False

    def compose_body(self) -> ComposeResult:
        """The strip, the filter while it is used, the rows, and three lines about the row under the cursor."""
        yield DayStrip()
        yield Input(placeholder="Name or case number", id="filter", select_on_focus=False)
        yield ListTable(columns(with_room=True), id="rows", empty=Empty("Reading the list."))
        yield RowDetail()
        yield CourtPicker()

    def on_mount(self) -> None:
        """Open the list that the place names, or the terminal's own."""
        self.filter.display = False
        self.table.focus()
        self._open(partial(scope_of, self.desk, self.place), cursor=self.place.cursor)

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def table(self) -> Table:
        """The rows."""
        return self.query_one(ListTable)

    @property
    def filter(self) -> Input:
        """The line that filters; hidden while nothing is filtered."""
        return self.query_one("#filter", Input)

    @property
    def picker(self) -> CourtPicker:
        """The courts to choose from."""
        return self.query_one(CourtPicker)

    @property
    def row(self) -> ListRow | None:
        """The defendant under the cursor."""
        return self.source.cards.get(self.table.cursor_key) if self.source else None

    @property
    def title_words(self) -> str:
        """Day, room and court: what changes most often stands where it is never cut."""
        if self.shown is None:
            return "List"
        scope = self.shown.scope
        room = self.shown.room_name
        where = f"ct {room}" if room[:1].isdigit() else room
        return f"{spell(scope.day)}, {where}, {self.shown.court.name}"

    def here(self) -> Place:
        """Court, room, day and the row under the cursor."""
        if self.shown is None:
            return self.place
        scope = self.shown.scope
        room = self.shown.room_name if scope.room_id else ""
        return Place(self.PLACE, court=scope.court_id, room=room, day=scope.day, cursor=self.table.cursor_key)

    def in_hand(self) -> Place | None:
        """The defendant under the cursor, with case and row of the list."""
        row = self.row
        return Place(self.PLACE, person=row.person_id, case=row.case_id, hearing=row.listing_id) if row else None

    def come_back(self, place: Place) -> None:
        """Asked for again while open below: a row that is named gets the cursor, also one that is new."""
        source = self.source
        if place.cursor and source is not None and not self.table.move_to_key(place.cursor):
            wanted = len(source.cards) + 1
            self.ask(lambda: read_pages(source, wanted), partial(self.table.fill, cursor=place.cursor), slot="back")

    # -- opening ----------------------------------------------------------------------------------

    def _open(self, find: Callable[[], ListScope | None], *, cursor: str = "") -> None:
        def work() -> DayList | None:
            scope = find()
            return self.desk.day.open(scope) if scope else None

        self.ask(work, partial(self._show_list, cursor=cursor), says="Reading the list", slot="open")

    def _show_list(self, opened: DayList | None, *, cursor: str) -> None:
        if opened is None:
            self.table.empty = Empty("You are posted to no court.", "o shows every court.")
            self.table.refresh()
            return
        self.shown = opened
        self.place = self.here()
        self.filter.value, self.filter.display = "", False
        self.table.columns = columns(with_room=opened.scope.room_id is None)
        self.table.empty = self.EMPTY
        self.query_one(DayStrip).show(opened.strip, shown=opened.scope.day, today=opened.today)
        self.source = ListSource(self.desk, opened.scope, looked_before=opened.looked_before, first=opened.page)
        self.table.read(self.source, cursor=cursor)
        self.refresh_frame()

    def _go_to(self, *, day: date | None = None, court: UUID | None = None, room: UUID | None = None) -> None:
        here = self.shown.scope if self.shown else None
        there = other_list(here, self.desk.day.today, day=day, court=court, room=room)
        self._open(lambda: there)

    # -- handlers ---------------------------------------------------------------------------------

    @on(Table.Moved)
    def _moved(self) -> None:
        self.query_one(RowDetail).show(self.row)
        self.refresh_frame()

    @on(Table.Opened)
    def _opened(self) -> None:
        if self.row:
            self.post_message(PersonOpened(self.row.person_id, self.row.listing_id))

    @on(Input.Changed, "#filter")
    def _filter_changed(self, event: Input.Changed) -> None:
        if self.source is None or event.value == self.source.typed:
            return
        self.source = self.source.filtered(event.value)
        self.table.empty = self.NO_FIT if event.value else self.EMPTY
        self.table.read(self.source, cursor=self.table.cursor_key)

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        self.table.focus()

    @on(CourtPicker.Chosen)
    def _court_chosen(self, message: CourtPicker.Chosen) -> None:
        self._close_picker()
        self._go_to(court=message.court_id, room=message.room_id)

    # -- keys -------------------------------------------------------------------------------------

    def why_not(self, action_id: str) -> str:
        """What needs a row, and what the actor's role or posting does not allow."""
        return why_not(action_id, self.shown, self.row) or super().why_not(action_id)

    def act_attendance_mark(self) -> None:
        """Ask how the defendant attends."""
        if self.row:
            self.marking.ask(self.row)

    def act_undo(self) -> None:
        """Take back the newest own mark on this row."""
        if self.row and self.row.mark:
            self.marking.undo(self.row, self.row.mark)

    def act_day_previous(self) -> None:
        """The day before."""
        if self.shown:
            self._go_to(day=self.shown.scope.day - timedelta(days=1))

    def act_day_next(self) -> None:
        """The day after."""
        if self.shown:
            self._go_to(day=self.shown.scope.day + timedelta(days=1))

    def act_court_switch(self) -> None:
        """Courts and rooms to choose from."""
        here = self.shown.court.id if self.shown else None
        self.picker.open(here=here)
        self.ask(self.desk.courts.find, self.picker.show, says="Reading the courts", slot="courts")

    def act_court_next(self) -> None:
        """All rooms of the next own court."""

        def then(courts: tuple[CourtCard, ...]) -> None:
            following = court_after(courts, self.shown.court.id if self.shown else None)
            if following is None:
                self.refuse("You have no other court.")
            else:
                self._go_to(court=following)

        self.ask(self.desk.courts.find, then, slot="courts")

    def act_room_choose(self) -> None:
        """0 is every room, 1 the first; from the palette, where there is no number, all courts and rooms."""
        if self.shown is None or not self.pressed.isdecimal():
            self.act_court_switch()
            return
        rooms, number = self.shown.court.rooms, int(self.pressed)
        if number > len(rooms):
            self.refuse(f"{self.shown.court.name} has {len(rooms)} {'room' if len(rooms) == 1 else 'rooms'}.")
            return
        self._go_to(court=self.shown.court.id, room=rooms[number - 1].id if number else None)

    def act_list_filter(self) -> None:
        """Type into the filter."""
        self.filter.display = True
        self.filter.focus()

    def act_case_open(self) -> None:
        """The case of this row."""
        if self.row:
            self.post_message(CaseOpened(self.row.case_id, self.row.person_id))

    def act_defendant_add(self) -> None:
        """Add to the list that is shown."""
        self.post_message(PlaceOpened(replace(self.here(), screen="day.add", cursor="")))

    def act_defendant_next(self) -> None:
        """The cursor goes to the defendant who is called next."""

        def then(called: Called | None) -> None:
            if called is None or not self.table.move_to_key(str(called.listing_id)):
                self.refuse("This is the last defendant of the list.")

        if self.row:
            self.ask(partial(self.desk.day.next_after, self.row.listing_id), then, slot="next")

    def act_back(self) -> None:
        """Esc closes the picker, then the filter, then a message, then the list."""
        if self.picker.display:
            self._close_picker()
        elif self.filter.display and not self.status.holds_error:
            self.filter.value, self.filter.display = "", False
            self.table.focus()
        else:
            super().act_back()

    # -- live -------------------------------------------------------------------------------------

    def records_changed(self, keys: frozenset[str]) -> None:
        """Read again what concerns this court or these people, once for all changes of a moment."""
        if self.source is not None and not self._waits_to_read and self.source.concerned(keys):
            self._waits_to_read = True
            self.set_timer(LIVE_SECONDS, self._read_again)

    def _read_again(self) -> None:
        self._waits_to_read = False
        shown = self.shown
        if shown is None:
            return
        self.table.refill()
        strip = self.query_one(DayStrip)
        self.ask(
            partial(self.desk.day.strip, shown.scope),
            lambda days: strip.show(days, shown=shown.scope.day, today=shown.today),
            slot="strip",
        )

    # -- private ----------------------------------------------------------------------------------

    def _close_picker(self) -> None:
        self.picker.close()
        self.table.focus()
