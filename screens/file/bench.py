"""The bench summary (F5): what a judge or the justices need of one defendant on one page at 80x24."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from db.words.errors import NotFound, TrackerError
from db.words.keys import RULES_CHANGED
from screens.file.bench_lines import BLOCKS, details, summary
from screens.file.bench_page import BenchPage
from screens.file.dock import Dock
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place

if TYPE_CHECKING:
    from db.cards.bench import BenchCard
    from db.desk import Desk


class BenchScreen(BaseScreen):
    """One defendant for the bench; read again when something of it changes elsewhere, without moving."""

    PLACE = "file.bench"
    TITLE = "Bench"
    HELP = (
        "One page for the bench: today's hearing with charges, pleas and bail, what was tried before, attendance "
        "and breach, reports and custody, your own earlier notes, and what is withheld. PgDn gives every block in "
        "full, 1 to 7 go to a block, ] is the next defendant called. A block without data says why."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.card: BenchCard | None = None
        self.dock = Dock(self, desk)

    def compose_body(self) -> ComposeResult:
        """The page."""
        yield BenchPage(id="bench")

    def on_mount(self) -> None:
        """Open it: one consultation."""
        self.page.focus()
        if self.place.person is not None:
            work = partial(self.desk.bench.open, self.place.person, at=self.place.hearing)
            self.ask(work, self._show_first, says="Opening", slot="bench", refused=self._refused)

    @property
    def page(self) -> BenchPage:
        """The rows."""
        return self.query_one(BenchPage)

    # -- what is done at the bench -----------------------------------------------------------------

    def act_person_next(self) -> None:
        """The next defendant called."""
        self.dock.beside(forward=True)

    act_defendant_next = act_person_next

    def act_person_previous(self) -> None:
        """The defendant before."""
        self.dock.beside(forward=False)

    def act_who(self) -> None:
        """Who has seen this file."""
        self.post_message(PlaceOpened(Place("review.seen", person=self.place.person)))

    def act_section(self) -> None:
        """1-7: the block in full."""
        number = int(self.pressed or "1")
        if not self.page.go(f"full:{number}"):
            self.refuse(f"The blocks are 1 to {len(BLOCKS)}.")

    def act_attendance_mark(self) -> None:
        """How the defendant attends."""
        self.dock.mark(self._read_again)

    def act_follow(self) -> None:
        """Follow the person."""
        if self.card is not None:
            self.dock.follow(self.card.person_id, done=self._read_again)

    def act_note_hand_over(self) -> None:
        """An own personal note for another judge."""
        if self.card is not None:
            self.dock.hand_over(self.card.person_id)

    def act_undo(self) -> None:
        """Undo what was saved about this person in this sign-in."""
        if self.card is not None:
            self.dock.undo(self.card.person_id, self._read_again)

    # -- for the frame -----------------------------------------------------------------------------

    def why_not(self, action_id: str) -> str:
        """What needs a list."""
        return self.dock.why_not(action_id) or super().why_not(action_id)

    def in_hand(self) -> Place | None:
        """The person, with the row of the list that the page was opened from."""
        hand = super().in_hand()
        if hand is not None and hand.hearing is None and self.card is not None and self.card.hearing is not None:
            return replace(hand, hearing=self.card.hearing.listing_id)
        return hand

    def records_changed(self, keys: frozenset[str]) -> None:
        """Read again when the change is of this person, of one of their cases, or of who may see what."""
        card = self.card
        if card is None:
            self._missed |= keys
            return
        cases = [*card.other_cases, *([card.case] if card.case else [])]
        mine = {f"person:{card.person_id}", *(f"court_case:{one.id}" for one in cases)}
        if card.hearing is not None:
            mine.add(f"hearing:{card.hearing.hearing_id}")
        if keys & {RULES_CHANGED, *mine}:
            self._read_again()

    def on_resize(self) -> None:
        """Wrap anew."""
        if self.card is not None:
            self._paint(self.card, anew=True)

    # -- private -----------------------------------------------------------------------------------

    def _read_again(self) -> None:
        if self.place.person is not None:
            work = partial(self.desk.bench.read, self.place.person, at=self.place.hearing)
            self.ask(work, partial(self._show_card, anew=False), slot="bench", refused=self._refused)

    def _show_first(self, card: BenchCard) -> None:
        self._show_card(card, anew=True)
        self.take_changes(frozenset())  # what came while the first reading was on its way

    def _show_card(self, card: BenchCard, *, anew: bool) -> None:
        self.card = card
        self.dock.hearing = card.hearing
        if self.place.person != card.person_id:
            self.place = replace(self.place, person=card.person_id)
        self._paint(card, anew=anew)
        star = "* " if card.followed else ""
        self.show_person(star + card.vital.label, [Sign(sign.text, alert=sign.alert) for sign in card.vital.signs])

    def _paint(self, card: BenchCard, *, anew: bool) -> None:
        width = self.size.width
        self.page.show([*summary(card, width=width), *details(card, width=width)], anew=anew)

    def _refused(self, problem: TrackerError) -> None:
        if self.card is None or isinstance(problem, NotFound):
            # What may not be seen any more does not stay on the screen.
            self.card, self.person_label, self.signs = None, "", None
            self.refresh_frame()
            self.page.show((), anew=True)
            self.page.waiting = f"{problem.happened} / finds a person."
            self.page.refresh()
        self.error(problem)
