"""Home: what awaits this user, by role; Enter opens what a line is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from db.cards.home import HomeBlock, HomeCard, HomeKind, HomeLine, Opens
from db.words.dates import court_time, short
from db.words.errors import TrackerError
from screens.frame.base import BaseScreen
from screens.frame.lines import fitted, padded
from screens.frame.messages import CaseOpened, ListOpened, NoteRequested, PersonOpened, PlaceOpened
from screens.frame.place import Place
from screens.parts.painted import EDGE
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.desk import Desk

HEADING = "heading:"
WITHOUT_FILES = frozenset(
    {HomeKind.ADMINISTRATOR, HomeKind.AUTHORISER, HomeKind.AUDITOR, HomeKind.TRAINER, HomeKind.OTHER}
)
ABOUT_A_PERSON = frozenset({"go.file", "go.bench", "note.new", "share.ask"})
MARGIN = EDGE + 2
"""Cells of a line that the table keeps for its signs and its scroll bar."""


class HomeScreen(BaseScreen):
    """The first screen after sign-in, and the one that Esc leads back to."""

    PLACE = "start.home"
    TITLE = "Home"
    HELP: ClassVar[str] = (
        "What awaits you: the list of your court, news of the files you follow, notes not yet saved. Enter "
        "opens the line under the cursor; F2 is the whole list, / finds a person."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._lines: dict[str, HomeLine] = {}
        self._kind: HomeKind | None = None

    def compose_body(self) -> ComposeResult:
        """One table: headings, lines, and in an empty block why it is empty."""
        yield Table((Column("What awaits you"),), id="home", empty=Empty("Reading what awaits you."), counts=False)

    def on_mount(self) -> None:
        """Read once, and say once when this user was here last."""
        self.query_one(Table).focus()
        self.ask(self.desk.home.card, self._fill, refused=self._unread)
        said = last_time(self.desk.last_sign_in, self.desk.failures)
        self.desk.last_sign_in, self.desk.failures = None, 0
        if said:
            self.say(said)

    @on(Table.Opened)
    def open_line(self, event: Table.Opened) -> None:
        """Enter."""
        line = self._lines.get(event.key)
        if line is None or line.opens is Opens.NOTHING:
            return
        match line.opens:
            case Opens.LIST:
                self.post_message(ListOpened())
            case Opens.PLACE:
                self.post_message(PlaceOpened(Place(line.place)))
            case Opens.CASE if line.case_id:
                self.post_message(CaseOpened(line.case_id, line.person_id))
            case Opens.DRAFT if line.person_id:
                self.post_message(NoteRequested(line.person_id, draft=line.draft_id))
            case _ if line.person_id:
                self.post_message(PersonOpened(line.person_id, line.hearing_id))

    @on(Table.Moved)
    def take_in_hand(self) -> None:
        """F4, F5 and F6 are about the line under the cursor."""
        self.refresh_frame()

    def in_hand(self) -> Place | None:
        """The person under the cursor."""
        line = self._lines.get(self.query_one(Table).cursor_key)
        if line is None or line.person_id is None:
            return None
        return Place(self.PLACE, person=line.person_id, case=line.case_id, hearing=line.hearing_id)

    def why_not(self, action_id: str) -> str:
        """Roles without case data have no list and nobody to find."""
        if action_id in {"go.list", "go.find"} and self._kind in WITHOUT_FILES:
            return "Your role reads no files and keeps no lists."
        if action_id in ABOUT_A_PERSON and self._kind in WITHOUT_FILES:
            return "Your role does not see people."
        return super().why_not(action_id)

    def here(self) -> Place:
        """Home, with the cursor."""
        return replace(self.place, cursor=self.query_one(Table).cursor_key)

    def records_changed(self, keys: frozenset[str]) -> None:
        """Read again; the cursor stays."""
        self.ask(self.desk.home.card, self._fill_again)

    def _unread(self, problem: TrackerError) -> None:
        self.query_one(Table).empty = Empty(
            "What awaits you could not be read.", "F2 shows the list, / finds a person."
        )
        self.error(problem)

    def _fill(self, card: HomeCard) -> None:
        rows = self._rows(card)
        self.query_one(Table).fill(Page(rows), cursor=self.place.cursor or first_line(card), anew=True)

    def _fill_again(self, card: HomeCard) -> None:
        self.query_one(Table).fill(Page(self._rows(card)), mark_changes=True)

    def _rows(self, card: HomeCard) -> list[Row]:
        self._kind = card.kind
        self._lines = {line.key: line for block in card.blocks for line in block.lines}
        return [
            row
            for number, block in enumerate(card.blocks)
            for row in rows_of(block, number, width=self.size.width - MARGIN)
        ]


def rows_of(block: HomeBlock, number: int, *, width: int) -> list[Row]:
    """A block as rows of the table, `width` cells each: heading, lines or why there are none, and a gap."""
    rows = [Row(f"{HEADING}{number}", (block.title,))]
    rows += [Row(line.key, (_spread(f"  {line.text}", line.aside, width),), sign=line.sign) for line in block.lines]
    if not block.lines:
        rows.append(Row(f"why:{number}", (f"  {block.why}",)))
        rows.append(Row(f"next:{number}", (f"  {block.next_key}",)))
    return [*rows, Row(f"gap:{number}", ("",))]


def _spread(text: str, aside: str, width: int) -> str:
    """The text on the left, what stands beside it on the right; the text gives way."""
    if not aside:
        return text
    return f"{padded(fitted(text, width - cell_len(aside) - 1), width - cell_len(aside))}{aside}"


def first_line(card: HomeCard) -> str:
    """The first line that leads anywhere; empty when none does."""
    return next(
        (line.key for block in card.blocks for line in block.lines if line.person_id or line.opens is Opens.PLACE), ""
    )


def last_time(moment: datetime | None, failures: int) -> str:
    """`You were last here on 3 Mar 2025 at 09:12; 2 wrong passwords since.`; empty at the first sign-in."""
    wrong = "" if not failures else f"{failures} wrong password{'' if failures == 1 else 's'} since"
    if moment is None:
        return f"{wrong} the account was made.".strip().capitalize() if wrong else ""
    day, at = court_time(moment)
    return f"You were last here on {short(day)} at {at:%H:%M}{'; ' + wrong if wrong else ''}."
