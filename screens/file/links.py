"""The records that make up a file, and what was decided about them: join, take out, undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from db.cards.review import FIELDS
from db.words.dates import court_time, short
from db.words.keys import RULES_CHANGED
from db.words.text import visible
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.fields import Field
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.person import VitalCard
    from db.cards.review import DecisionCard, SideCard
    from db.desk import Desk

Read = tuple["VitalCard", "tuple[SideCard, ...]", "tuple[DecisionCard, ...]"]
COLUMNS = (Column("Record, decision", 0), Column("Born", 12), Column("From, by", 24), Column("", 14))
LONGEST = 500
NO_REASON = "no reason was given"
_BORN = FIELDS.index("born")


class LinksScreen(BaseScreen):
    """Records first, decisions below; what a key does is about the line under the cursor."""

    PLACE = "file.links"
    TITLE = "Records of the file"
    HELP: ClassVar[str] = (
        "Which records of agencies make up this file, and below what was decided about them: by whom, when and why. "
        "j joins another file with this one, d takes the record under the cursor out (it gets a file of its own), u "
        "takes the decision under the cursor back, or the newest. Each wants its reason; nothing is lost, and what "
        "was taken back stands in the list."
    )
    CSS = "#links-why { height: auto; padding: 0 1; } #links-words { height: auto; display: none; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._records: dict[str, SideCard] = {}
        self._decisions: dict[str, DecisionCard] = {}
        self._taking = ""

    def compose_body(self) -> ComposeResult:
        """The lines, what the one under the cursor says, and the line of the reason while it is open."""
        yield Table(COLUMNS, id="links", empty=Empty("Reading the records.", "Esc goes back."), counts=False)
        yield Static("", id="links-why", markup=False)
        with Vertical(id="links-words"):
            yield Field("Why is it somebody else's? Enter says it; Esc leaves it", id="why", counts=(1, LONGEST))

    def on_mount(self) -> None:
        """Read both."""
        self._table.focus()
        self._read(anew=True)

    @on(Table.Moved)
    def show_why(self) -> None:
        """What a decision stands on, or that a record is withheld."""
        key = self._table.cursor_key
        said = ""
        if card := self._decisions.get(key):
            why = card.why or "; ".join(reason.rpartition(" ")[0] for reason in card.reasons)
            said = f"Why: {visible(why) or NO_REASON}"
            if card.undone_at is not None:
                said += (
                    f"\nTaken back by {visible(card.undone_by)}: {visible(card.undone_why or 'no reason was given')}"
                )
        elif record := self._records.get(key):
            said = visible(record.withheld or f"{record.name}, {record.agency}")
        self.query_one("#links-why", Static).update(Content(said))
        self.refresh_frame()

    def act_links_join(self) -> None:
        """j."""
        self.post_message(PlaceOpened(Place("file.join", person=self.place.person)))

    def act_links_part(self) -> None:
        """d: the reason first."""
        self._taking = self._table.cursor_key
        self.query_one("#links-words").display = True
        self.query_one(Field).text = ""
        self.call_after_refresh(self.query_one(Field).enter)

    @on(Input.Submitted)
    def part(self, event: Input.Submitted) -> None:
        """Enter in the reason."""
        event.stop()
        why = self.query_one(Field).text
        if not why:
            self.refuse("Say in a few words why it is somebody else's.")
            return
        work = partial(self.desk.links.split, UUID(self._taking), why=why)
        self.act(work, lambda _: self._done("It has a file of its own now. u takes it back."))

    def act_undo(self) -> None:
        """u: the decision under the cursor, else the newest that stands."""
        card = self._to_undo
        if card is not None:
            work = partial(self.desk.links.undo, card.id, why="taken back from the file")
            then = partial(self._undone, card)
            self.confirm(f"Take back: {card.kind.label} of {_when(card)}? It stays in the list.",
                         lambda: self.act(work, then))  # fmt: skip

    def act_back(self) -> None:
        """Esc leaves the reason, then the screen."""
        if self._taking and not self.status.holds_error:
            self._leave_words()
        else:
            super().act_back()

    def why_not(self, action_id: str) -> str:
        """Who decides about people, and about what."""
        if action_id in ("links.join", "links.part", "undo"):
            if refusal := self.desk.links.refusal():
                return refusal
            if action_id == "links.part" and self._table.cursor_key not in self._records:
                return "Put the cursor on a record."
            if action_id == "links.part" and len(self._records) < 2:
                return "This is the only record of this file."
            if action_id == "undo" and self._to_undo is None:
                return "Nothing that was decided here stands."
        return super().why_not(action_id)

    def records_changed(self, keys: frozenset[str]) -> None:
        """Decided elsewhere."""
        if keys & {RULES_CHANGED, f"person:{self.place.person}"}:
            self._read(anew=False)

    @property
    def _table(self) -> Table:
        return self.query_one(Table)

    @property
    def _to_undo(self) -> DecisionCard | None:
        standing = [card for card in self._decisions.values() if card.undone_at is None]
        here = self._decisions.get(self._table.cursor_key)
        return here if here in standing else next(iter(standing), None)

    def _read(self, *, anew: bool) -> None:
        person, desk = self.place.person, self.desk
        if person is None:
            return

        def work() -> Read:
            return desk.file.vital(person), desk.links.records(person), desk.links.history(person)

        self.ask(work, partial(self._fill, anew=anew), says="Reading the records", slot="links")

    def _fill(self, found: Read, *, anew: bool) -> None:
        vital, records, decisions = found
        self.show_person(vital.label, [Sign(sign.text, alert=sign.alert) for sign in vital.signs])
        self._records = {str(card.record): card for card in records}
        self._decisions = {str(card.id): card for card in decisions}
        rows = [_record(card) for card in records]
        rows.append(Row("decided", ("Decided:" if decisions else "No decision yet.",)))
        rows += [_decision(card) for card in decisions]
        self._table.fill(Page(rows), anew=anew, mark_changes=not anew)
        self.show_why()

    def _done(self, said: str) -> None:
        self._leave_words()
        self.say(said)
        self._read(anew=False)

    def _undone(self, card: DecisionCard, _: None) -> None:
        self.say(f"Taken back: {card.kind.label}; what was there stands again.")
        self._read(anew=False)

    def _leave_words(self) -> None:
        self._taking = ""
        self.query_one("#links-words").display = False
        self._table.focus()


def _record(card: SideCard) -> Row:
    return Row(str(card.record), (visible(card.name), card.values[_BORN], f"{card.system}, {card.agency}", ""))


def _decision(card: DecisionCard) -> Row:
    state = "taken back" if card.undone_at is not None else ""
    return Row(str(card.id), (f"  {card.kind.label}", short(court_time(card.decided_at)[0]), card.decided_by, state))


def _when(card: DecisionCard) -> str:
    day, at = court_time(card.decided_at)
    return f"{short(day)} {at:%H:%M}"
