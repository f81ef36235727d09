"""The sharing lead's seat (F9 s): what the agency shares, its rules, requests for it, who read it, the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from screens.frame.base import BaseScreen
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.painted import EDGE
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table
from screens.share.lines import SECTIONS, SHORT_LEGEND, matrix_rows, read_rows, request_rows, rule_rows, whole

if TYPE_CHECKING:
    from db.cards.page import Page as Found
    from db.cards.sharing import MatrixCard, PreviewCard, RequestCard
    from db.desk import Desk

MATRIX, RULES, REQUESTS, READ, HISTORY = range(1, 6)
_EMPTY = {
    MATRIX: Empty("Reading the matrix.", ""),
    RULES: Empty("Your agency has no rule in force: the default matrix holds.", "+ adds one."),
    REQUESTS: Empty("No request waits.", "2 shows the rules."),
    READ: Empty("Nobody of another agency looked in the last 30 days.", "1 shows what you share."),
    HISTORY: Empty("Your agency has made no sharing rule yet.", "+ adds one."),
}


class SeatScreen(BaseScreen):
    """Five sections on one table; a change elsewhere is read in place."""

    PLACE = "share.seat"
    TITLE = "Sharing"
    HELP: ClassVar[str] = (
        "What your agency shares. 1 is what all rules come to; Enter there says for whom by which rule. 2 are the "
        "rules, ! marks what ends within 60 days: + adds, e changes, d ends one; before anything is saved you read "
        "what changes for whom. 3 are requests, Enter answers. 4 is who read what, 5 every rule that ever was. u "
        "undoes your agency's last change."
    )
    CSS = "SeatScreen #sections { height: auto; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.section = place.section or (REQUESTS if place.kind == "requests" else MATRIX)
        self._matrix: MatrixCard | None = None
        self._shown = 0
        """The section whose lines are on the table: another may be on its way."""
        self._unfolded: frozenset[str] = frozenset()

    def compose_body(self) -> ComposeResult:
        """The guide, the table."""
        yield Static(id="sections", markup=False)
        yield Table((Column(""),), id="lines", empty=Empty("Reading."), counts=False)

    def on_mount(self) -> None:
        """The section that was asked for."""
        self.table.focus()
        if self.place.section or self.place.kind:
            self._show_section(cursor=self.place.cursor)
        else:
            self.ask(self.desk.share_requests.inbox, self._begin, slot="section")

    def on_screen_resume(self) -> None:
        """Back from a form: what was saved there stands here."""
        if self._shown:
            self._show_section(cursor=self.table.cursor_key, anew=False)

    @property
    def table(self) -> Table:
        """The lines of the section."""
        return self.query_one(Table)

    @property
    def title_words(self) -> str:
        """Which section."""
        return f"Sharing > {SECTIONS[self.section - 1]}"

    # -- keys -------------------------------------------------------------------------------------

    def act_section(self) -> None:
        """1-5."""
        number = int(self.pressed or "1")
        if number > len(SECTIONS):
            self.refuse(f"There are {len(SECTIONS)} sections.")
            return
        self.section = number
        if not self.status.holds_error:
            self.status.dismiss()  # what was said is about the section before
        self._show_section()

    def act_share_add(self) -> None:
        """+."""
        self.post_message(PlaceOpened(Place("share.rule")))

    def act_share_change(self) -> None:
        """e."""
        rule = self._chosen()
        if rule is not None:
            self.post_message(PlaceOpened(Place("share.rule", kind="change", cursor=str(rule))))

    def act_share_end(self) -> None:
        """d: what would change for whom, then a typed y."""
        rule = self._chosen()
        if rule is not None:
            self.ask(
                partial(self.desk.sharing_effect.preview_end, rule),
                partial(self._confirm_end, rule),
                says="Looking what changes",
            )

    def act_undo(self) -> None:
        """u."""

        def told(words: str) -> None:
            if not words:
                self.refuse("Your agency has made no sharing rule yet.")
                return
            self.confirm(f"Undo the last change ({words})?", lambda: self._do(self.desk.sharing.undo, "Undone."))

        self.ask(self.desk.sharing.undoable, told, says="Looking what was last")

    @on(Table.Opened)
    def open_line(self, event: Table.Opened) -> None:
        """Enter: a category's recipients, a rule's form, or the answer to a request."""
        key = event.key.partition("/")[0]
        if self._shown != self.section:
            return
        if self.section == MATRIX:
            self._unfolded ^= {key.partition(":")[0]}
            if self._matrix is not None:
                self._fill(list(matrix_rows(self._matrix, unfolded=self._unfolded)), cursor=key)
        elif self.section == RULES:
            self.act_share_change()
        elif self.section == REQUESTS and key:
            self.choose("Answer this request:", {"g": "give, until a day", "r": "refuse"}, partial(self._answer, key))

    def why_not(self, action_id: str) -> str:
        """Rules are changed where they stand."""
        if action_id in ("share.change", "share.end") and self._chosen() is None:
            return "Put the cursor on a rule; 2 shows them."
        return super().why_not(action_id)

    def here(self) -> Place:
        """The section and the line."""
        if not self.is_mounted:
            return self.place
        return replace(self.place, kind="", section=self.section, cursor=self.table.cursor_key)

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody changed a rule, asked, or answered."""
        if any(key.partition(":")[0] in ("sharing_grant", "share_request", "rules") for key in keys):
            self._show_section(cursor=self.table.cursor_key, anew=False)

    # -- private ----------------------------------------------------------------------------------

    def _chosen(self) -> UUID | None:
        """The rule under the cursor, in the section of rules."""
        key = self.table.cursor_key.partition("/")[0] if self.is_mounted else ""
        return UUID(key) if self._shown == RULES and key else None

    def _answer(self, request: str, letter: str) -> None:
        screen = "share.rule" if letter == "g" else "share.ask"
        kind = "answer" if letter == "g" else "refuse"
        self.post_message(PlaceOpened(Place(screen, kind=kind, cursor=request)))

    def _confirm_end(self, rule: UUID, card: PreviewCard) -> None:
        what = "; ".join(line.words for line in card.lines[:3]) or "nothing changes for anybody"
        more = f" and {len(card.lines) - 3} more" if len(card.lines) > 3 else ""
        self.confirm(
            f"End this rule now? {what}{more}. u undoes it.",
            lambda: self._do(partial(self.desk.sharing.end, rule), "The rule is ended."),
        )

    def _do(self, work: Callable[[], object], said: str) -> None:
        def then(_: object) -> None:
            self.say(said)
            self._show_section(cursor=self.table.cursor_key, anew=False)

        self.act(work, then)

    def _begin(self, waiting: Found[RequestCard]) -> None:
        """What waits for an answer is shown first."""
        self.section = REQUESTS if waiting.items else MATRIX
        self._show_section()

    def _show_section(self, *, cursor: str = "", anew: bool = True) -> None:
        guide = [f"[{number} {title}]" if number == self.section else f" {number} {title} "
                 for number, title in enumerate(SECTIONS, 1)]  # fmt: skip
        legend = f"\n{SHORT_LEGEND}" if self.section == MATRIX else ""
        self.query_one("#sections", Static).update(Content(" ".join(guide) + legend))
        self.refresh_frame()
        self.ask(partial(self._read, self.section), partial(self._fill, cursor=cursor, anew=anew), slot="section")

    def _read(self, section: int) -> list[Row]:
        """On a thread."""
        match section:
            case 1:
                self._matrix = self.desk.sharing_effect.matrix()
                return list(matrix_rows(self._matrix, unfolded=self._unfolded))
            case 2:
                return list(rule_rows(self.desk.sharing.list().items))
            case 3:
                return list(request_rows(self.desk.share_requests.inbox().items))
            case 4:
                return list(read_rows(self.desk.ours.read()))
        return list(rule_rows(self.desk.sharing.list(history=True).items))

    def _fill(self, rows: Sequence[Row], *, cursor: str = "", anew: bool = True) -> None:
        self.table.empty = _EMPTY[self.section]
        self._shown = self.section
        shown = tuple(whole(rows, self.size.width - EDGE - 2))
        self.table.fill(Page(shown), cursor=cursor, anew=anew, mark_changes=not anew)
        self.refresh_frame()
