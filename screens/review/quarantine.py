"""Records of feeds that are set aside: why, the text as it came, mended in place with a reason and taken in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.cards.feeds import FileOutcome, QuarantineCard, QuarantinedRecord
from db.cards.page import Page as Cards
from db.words.dates import court_time, short
from db.words.text import visible
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.editor import NoteEditor
from screens.parts.fields import Field
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.desk import Desk

COLUMNS = (Column("File", 24), Column("Record", 7), Column("Came", 12), Column("Why it is set aside"))
_CSS = """
#aside-record { height: 1fr; display: none; }
#aside-record NoteEditor { height: 1fr; }
#aside-why { height: auto; max-height: 4; padding: 0 1; }
"""


class QuarantineScreen(BaseScreen):
    """F9 q. Enter opens a record in an editor; F10 takes it in as it stands there."""

    PLACE = "review.quarantine"
    TITLE = "Set aside"
    HELP: ClassVar[str] = (
        "Records of your agency's files that could not be taken in, and why. Enter opens one: the text is as it came, "
        "signs that steer a terminal are written out. Mend what is wrong, say why, F10: it is tried first, and taken "
        "in when nothing is odd any more. What came stays as it came. r tries every record of the file once more, as "
        "it came: after a court was set up, say."
    )
    CSS = _CSS

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._cards: dict[str, QuarantineCard] = {}
        self._open: QuarantinedRecord | None = None
        self._first = ""

    def compose_body(self) -> ComposeResult:
        """The list; in its place, while one is open, its text and the line of the reason."""
        yield Table(COLUMNS, id="aside", empty=Empty("Nothing is set aside.", "Esc goes back."))
        with Vertical(id="aside-record"):
            yield NoteEditor(id="aside-text")
            yield Field("What was wrong, and who says so? F10 takes the record in", id="aside-reason", counts=(1, 500))
        yield Static("", id="aside-why", markup=False)

    def on_mount(self) -> None:
        """Read the list."""
        self._table.focus()
        self._read(anew=True)

    @on(Table.Moved)
    def show_why(self) -> None:
        """Where in the file, and what is odd, in full."""
        card = self._open.card if self._open else self._cards.get(self._table.cursor_key)
        lines = [f"{one.at}: {one.reason}" for one in card.reasons] if card else []
        if self._open and self._open.refusal:
            lines.append(self._open.refusal)
        self.query_one("#aside-why", Static).update(Content("\n".join(visible(line) for line in lines)))
        self.refresh_frame()

    @on(Table.Opened)
    def open_record(self, event: Table.Opened) -> None:
        """Enter."""
        event.stop()
        card = self._cards.get(event.key)
        if card is not None:
            work = partial(self.desk.quarantine.open, card.batch, card.number)
            self.ask(work, self._show_record, says="Reading the record", slot="record")

    def act_aside_save(self) -> None:
        """F10."""
        found = self._open
        if found is None:
            self.refuse("Open a record with Enter first.")
        elif found.refusal:
            self.refuse(found.refusal)
        elif not self._reason.text:
            self.refuse("Say what was wrong, and who says so.")
            self._reason.enter()
        else:
            text, why = self.query_one(NoteEditor).text, self._reason.text
            work = partial(self.desk.quarantine.mend, found.card.batch, found.card.number, text, why=why)
            self.act(work, self._taken_in, says="Taking it in")

    def act_aside_replay(self) -> None:
        """r: everything of the file under the cursor."""
        card = self._cards.get(self._table.cursor_key)
        if card is not None:
            work = partial(self.desk.quarantine.replay, card.batch)
            self.confirm(f"Try every record of {visible(card.file)} that is set aside once more?",
                         lambda: self.act(work, self._replayed, says="Trying once more"))  # fmt: skip

    def act_back(self) -> None:
        """Esc leaves the record, asking where something is typed; then the screen."""
        if self._open is None or self.status.holds_error:
            super().act_back()
        elif self.query_one(NoteEditor).text != self._first or self._reason.text:
            self.confirm("Leave the record? What is typed here is not kept.", self._close)
        else:
            self._close()

    def why_not(self, action_id: str) -> str:
        """What needs a record under the cursor, or an open one."""
        if action_id == "aside.replay" and (self._open is not None or self._table.cursor_key not in self._cards):
            return "Put the cursor on a record of the list."
        if action_id == "aside.save" and self._open is None:
            return "Open a record with Enter first."
        return super().why_not(action_id)

    @property
    def _table(self) -> Table:
        return self.query_one("#aside", Table)

    @property
    def _reason(self) -> Field:
        return self.query_one("#aside-reason", Field)

    def _read(self, *, anew: bool) -> None:
        self.ask(self.desk.quarantine.waiting, partial(self._fill, anew=anew), slot="aside")

    def _fill(self, cards: Cards[QuarantineCard], *, anew: bool) -> None:
        self._cards = {_key(card): card for card in cards.items}
        self._table.fill(Page([_row(card) for card in cards.items], more=cards.after is not None), anew=anew)
        self.show_why()

    def _show_record(self, found: QuarantinedRecord) -> None:
        if not self.status.holds_error:
            self.status.dismiss()  # what was said is about the list
        self._open = found
        editor = self.query_one(NoteEditor)
        editor.put(found.text, cursor=(0, 0))
        editor.read_only = bool(found.refusal)
        self._first, self._reason.text = editor.text, ""
        self._table.display, self.query_one("#aside-record").display = False, True
        editor.focus()
        self.show_why()

    def _taken_in(self, outcome: FileOutcome) -> None:
        self._close()
        self.say(f"Taken in: {outcome.new} new, {outcome.changed} changed. What came stays as it came.")

    def _replayed(self, found: tuple[int, tuple[QuarantineCard, ...]]) -> None:
        taken, left = found
        self.say(f"{taken} taken in, {len(left)} still set aside.")
        self._read(anew=False)

    def _close(self) -> None:
        self._open = None
        self._table.display, self.query_one("#aside-record").display = True, False
        self._table.focus()
        self._read(anew=False)


def _key(card: QuarantineCard) -> str:
    return f"{card.batch}:{card.number}"


def _row(card: QuarantineCard) -> Row:
    day, _ = court_time(card.taken_at)
    why = "; ".join(one.reason for one in card.reasons)
    return Row(_key(card), (visible(card.file), str(card.number), short(day), visible(why)))
