"""Emergency access that others opened: the queue of its reviewers, and what the owners of records are told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from db.cards.emergency import AccessCard, Verdict
from db.words.dates import court_cell, short
from db.words.errors import TrackerError
from db.words.text import visible
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.fields import Field
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.desk import Desk

COLUMNS = (Column("Opened", 18), Column("By", 22), Column("Person", 14), Column("Review"))


class EmergencyScreen(BaseScreen):
    """F9 e. A verdict is a letter, a few words, Enter."""

    PLACE = "review.emergency"
    TITLE = "Emergency access"
    HELP: ClassVar[str] = (
        "Who opened emergency access to whom, and why. A supervisor or court manager says within five working days "
        "whether it was justified: k or d, a few words, Enter; never of the own one. The sharing leads of agencies "
        "that hold records of the person see it here too, for thirty days."
    )
    CSS = "#emergency-words { height: auto; } #emergency-why { height: 3; padding: 0 1; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._cards: dict[str, AccessCard] = {}
        self._verdict: Verdict | None = None
        self._about = ""

    def compose_body(self) -> ComposeResult:
        """The queue, the reason of the one under the cursor, and the line of a verdict while it is open."""
        empty = Empty("No emergency access waits for you.", "Esc goes back.")
        yield Table(COLUMNS, id="accesses", empty=empty)
        yield Static("", id="emergency-why", markup=False)
        with Vertical(id="emergency-words"):
            yield Field("What did you look at? Enter says it; Esc leaves it", id="words", counts=(10, 250))

    def on_mount(self) -> None:
        """Read it."""
        self.query_one("#emergency-words").display = False
        self.query_one(Table).focus()
        self._read(anew=True)

    @on(Table.Moved)
    def show_reason(self) -> None:
        """The reason, or the verdict, of the one under the cursor."""
        card = self._card
        said = "" if card is None else f"Reason: {visible(card.reason)}"
        if card is not None and card.verdict is not None:
            said += f"\n{card.verdict.heading}: {visible(card.words)} ({visible(card.reviewed_by)})"
        self.query_one("#emergency-why", Static).update(Content(said))
        self.refresh_frame()

    def act_emergency_justified(self) -> None:
        """k."""
        self._ask_words(Verdict.JUSTIFIED)

    def act_emergency_not_justified(self) -> None:
        """d."""
        self._ask_words(Verdict.NOT_JUSTIFIED)

    @on(Input.Submitted)
    def give(self, event: Input.Submitted) -> None:
        """Enter: the verdict is on record."""
        event.stop()
        verdict, words = self._verdict, self.query_one(Field).text
        if verdict is not None and self._about:
            review = partial(self.desk.emergency.review, UUID(self._about), verdict, words)
            self.act(review, self._reviewed, refused=self._refused)

    def act_back(self) -> None:
        """Esc leaves the line, then the screen."""
        if self._verdict is not None and not self.status.holds_error:
            self._leave_line()
        else:
            super().act_back()

    def why_not(self, action_id: str) -> str:
        """Why this one is not reviewed by this user."""
        if action_id in ("emergency.justified", "emergency.not_justified"):
            card = self._card
            return "None is under the cursor." if card is None else card.why_not
        return super().why_not(action_id)

    def records_changed(self, keys: frozenset[str]) -> None:
        """Opened or reviewed elsewhere."""
        self._read(anew=False)

    @property
    def _card(self) -> AccessCard | None:
        return self._cards.get(self.query_one(Table).cursor_key)

    def _ask_words(self, verdict: Verdict) -> None:
        self._verdict, self._about = verdict, self.query_one(Table).cursor_key
        self.query_one("#emergency-words").display = True
        self.query_one(Field).text = ""
        self.query_one(Field).enter()
        self.say(f"{verdict.heading}: say why.")

    def _leave_line(self) -> None:
        self._verdict = None
        self.query_one("#emergency-words").display = False
        self.query_one(Table).focus()

    def _reviewed(self, card: AccessCard) -> None:
        self._leave_line()
        self.say(f"{card.verdict.heading if card.verdict else ''}: on record.")
        self._read(anew=False)

    def _refused(self, problem: TrackerError) -> None:
        self.error(problem)
        self._read(anew=False)

    def _read(self, *, anew: bool) -> None:
        self.ask(self.desk.emergency.list, partial(self._fill, anew=anew), slot="accesses")

    def _fill(self, cards: tuple[AccessCard, ...], *, anew: bool) -> None:
        self._cards = {str(card.id): card for card in cards}
        self.query_one(Table).fill(Page([_row(card) for card in cards], total=len(cards)), anew=anew)
        self.show_reason()


def _row(card: AccessCard) -> Row:
    if card.verdict is not None:
        review = card.verdict.label
    else:
        review = f"OVERDUE since {short(card.due)}" if card.overdue else f"by {short(card.due)}"
    return Row(
        str(card.id),
        (court_cell(card.opened_at), f"{card.user}, {card.agency}", card.person_ref, review),
        sign="!" if card.overdue else "",
    )
