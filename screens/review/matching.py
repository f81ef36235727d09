"""The queue of who may be whom: questions, two records side by side, yes, no, none of these, later, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from db.cards.page import Page as Cards
from db.cards.review import ComparedCard, QuestionCard, ReviewPage
from db.words.dates import short
from db.words.errors import TrackerError
from db.words.text import visible
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.fields import Field
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.desk import Desk

QUESTIONS = (Column("Whose record is this?", 0), Column("Born", 12), Column("From", 18), Column("May be", 8))
FIELDS = (Column("", 13), Column("", 1), Column("This record", 0), Column("May be", 0))
LONGEST = 500
_DECISIONS = ("match.same", "match.apart", "match.none", "match.later")
_CSS = """
#match-side { height: 1fr; }
#match-side #sides { height: 1fr; }
#match-head, #match-says { height: auto; padding: 0 1; }
#match-words { height: auto; }
"""


class MatchingScreen(BaseScreen):
    """F9 m. Enter puts two records side by side; a letter decides, u takes it back."""

    PLACE = "review.match"
    TITLE = "Who is who"
    HELP: ClassVar[str] = (
        "Records that may be of somebody who is known already. Enter puts the record beside who may be meant: "
        "= is the same, ~ nearly the same, ≠ not the same, - missing. y says it is the same person and makes one file, "
        "n that it is not, 0 that it is none of those named, l asks again tomorrow; u takes the last decision back. "
        "Where something speaks against it, y wants a reason. No rule decides otherwise afterwards."
    )
    CSS = _CSS

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._page: ReviewPage | None = None
        self._at = 0
        self._last: UUID | None = None
        self._put_off: UUID | None = None
        self._decided = ""
        # The question that was taken back: the cursor goes to it once it is there.
        self._asked_again = ""

    def compose_body(self) -> ComposeResult:
        """The questions; in their place, while one is open, its two records."""
        yield Table(QUESTIONS, id="questions", empty=Empty("No question waits for you.", "Esc goes back."))
        with Vertical(id="match-side"):
            yield Static("", id="match-head", markup=False)
            yield Table(FIELDS, id="sides", empty=Empty("Nothing to compare.", "Esc goes back."))
            yield Static("", id="match-says", markup=False)
        with Vertical(id="match-words"):
            yield Field("Why are they the same person? Enter says it; Esc leaves it", id="why", counts=(1, LONGEST))

    def on_mount(self) -> None:
        """Read the questions; the records and the reason stand here when they are asked for."""
        self._words.display = self.query_one("#match-side").display = False
        self._questions.focus()
        self._read(anew=True)

    @on(Table.Opened)
    def open_question(self, event: Table.Opened) -> None:
        """Enter on a question: its records; Enter on a record's field does nothing."""
        event.stop()
        if self._page is None and event.key:
            self.ask(
                partial(self.desk.review.open, UUID(event.key)), self._show_page, refused=self._refused, slot="question"
            )

    def act_match_same(self) -> None:
        """y; where something speaks against it, the reason first."""
        compared = self._compared
        if compared is not None and compared.wants_reason:
            self._words.display = True
            self.query_one(Field).text = ""
            self.say("Something speaks against it: say why they are the same person.")
            self.call_after_refresh(self.query_one(Field).enter)
        else:
            self._decide("")

    def act_match_apart(self) -> None:
        """n."""
        page, compared = self._page, self._compared
        if page is not None and compared is not None:
            work = partial(self.desk.review.apart, page.question.id, compared.side.record)
            self.act(work, partial(self._done, "Not the same person."), refused=self._refused)

    def act_match_none(self) -> None:
        """0."""
        if self._page is not None:
            work = partial(self.desk.review.none, self._page.question.id)
            self.act(work, partial(self._done, "None of these."), refused=self._refused)

    def act_match_later(self) -> None:
        """l."""
        page = self._page
        if page is not None:
            work: Callable[[], None] = partial(self.desk.review.later, page.question.id)
            self.act(work, lambda _: self._done("Asked again tomorrow.", None), refused=self._refused)

    def act_match_next(self) -> None:
        """] and [: the next who may be meant, and the one before."""
        if self._page is not None and self._page.compared:
            step = -1 if self.pressed == "left_square_bracket" else 1
            self._at = (self._at + step) % len(self._page.compared)
            self._lay()

    def act_undo(self) -> None:
        """u: the last decision of this screen, or that it be made later."""
        if self._put_off is not None:
            self.act(partial(self.desk.review.ask_now, self._put_off), self._undone)
        elif self._last is not None:
            self.act(partial(self.desk.links.undo, self._last, why="undone at once"), self._undone)

    @on(Input.Submitted)
    def give_reason(self, event: Input.Submitted) -> None:
        """Enter in the line of the reason."""
        event.stop()
        self._decide(self.query_one(Field).text)

    def act_back(self) -> None:
        """Esc leaves the reason, then the records, then the screen."""
        if self._words.display and not self.status.holds_error:
            self._leave_words()
        elif self._page is not None and not self.status.holds_error:
            left = self._page.question.id
            self._close()
            self.act(partial(self.desk.review.let_go, left), lambda _: None, says="Letting go")
        else:
            super().act_back()

    def why_not(self, action_id: str) -> str:
        """Decisions are about the records that are side by side."""
        if action_id in (*_DECISIONS, "match.next") and self._page is None:
            return "Open a question with Enter first."
        if action_id == "undo" and self._last is None and self._put_off is None:
            return "Nothing that was decided here is left to take back."
        return super().why_not(action_id)

    def records_changed(self, keys: frozenset[str]) -> None:
        """Decided elsewhere."""
        if self._page is None:
            self._read(anew=False)

    @property
    def _questions(self) -> Table:
        return self.query_one("#questions", Table)

    @property
    def _words(self) -> Vertical:
        return self.query_one("#match-words", Vertical)

    @property
    def _compared(self) -> ComparedCard | None:
        return self._page.compared[self._at] if self._page is not None and self._page.compared else None

    def _read(self, *, anew: bool) -> None:
        self.ask(self.desk.review.waiting, partial(self._fill, anew=anew), slot="questions")

    def _fill(self, cards: Cards[QuestionCard], *, anew: bool) -> None:
        rows = [_question(card) for card in cards.items]
        asked_again = self._asked_again if any(row.key == self._asked_again for row in rows) else ""
        self._questions.fill(Page(rows, total=cards.total), anew=anew, cursor=asked_again)
        if asked_again:
            self._asked_again = ""
        self.refresh_frame()

    def _show_page(self, page: ReviewPage) -> None:
        self._page, self._at = page, 0
        if not self.status.holds_error:
            self.status.dismiss()  # what was said is about the list
        self._questions.display = False
        self.query_one("#match-side").display = True
        self.query_one("#sides", Table).focus()
        self._lay()

    def _lay(self) -> None:
        page, compared = self._page, self._compared
        if page is None or compared is None:
            return
        number = f"{self._at + 1} of {len(page.compared)}" if len(page.compared) > 1 else ""
        head = f"{visible(page.side.name)}, {page.side.system}   |   {number} {visible(compared.side.name)}, "
        head += f"{compared.side.system} {compared.side.ref}".rstrip()
        self.query_one("#match-head", Static).update(Content(head))
        rows = [
            Row(field, (field, mark.value, visible(mine), visible(theirs)))
            for field, mark, mine, theirs in zip(
                page.fields, compared.marks, page.side.values, compared.side.values, strict=True
            )
            if mine or theirs
        ]
        self.query_one("#sides", Table).fill(Page(rows, total=len(rows)), anew=True)
        says = [f"{compared.band}: " + "; ".join(_words_of(reason) for reason in compared.reasons)]
        says += [f"A human decides: {guard}." for guard in compared.guards]
        self.query_one("#match-says", Static).update(Content("\n".join(visible(line) for line in says)))
        self.refresh_frame()

    def _decide(self, why: str) -> None:
        page, compared = self._page, self._compared
        if page is not None and compared is not None:
            work = partial(self.desk.review.same, page.question.id, compared.side.record, why=why)
            self.act(work, partial(self._done, "One file now."), refused=self._refused)

    def _done(self, said: str, decision: UUID | None) -> None:
        if self._page is not None:
            question = self._page.question.id
            self._last, self._put_off = decision, None if decision is not None else question
            self._decided = str(question)
        self._close()
        self.say(f"{said} u takes it back.")

    def _undone(self, _: None) -> None:
        self._last = self._put_off = None
        self.say("Taken back; what was there stands again.")
        self._asked_again = self._decided
        self._read(anew=False)

    def _refused(self, problem: TrackerError) -> None:
        self.error(problem)
        if self._page is None:
            self._read(anew=False)

    def _leave_words(self) -> None:
        self._words.display = False
        self.query_one("#sides", Table).focus()

    def _close(self) -> None:
        self._words.display = False
        self._page = None
        self.query_one("#match-side").display = False
        self._questions.display = True
        self._questions.focus()
        self._read(anew=False)


def _question(card: QuestionCard) -> Row:
    born = short(card.born) if card.born else ""
    said = f"{card.candidates}" if not card.claimed_by else visible(card.claimed_by)
    return Row(str(card.id), (visible(card.name), born, card.system, said), sign="!" if card.today else "")


def _words_of(reason: str) -> str:
    """A reason without its bits, which nobody in a courtroom reads."""
    return reason.rpartition(" ")[0]
