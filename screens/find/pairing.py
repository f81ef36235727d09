"""Two hits marked and side by side, and the proposal that they are the same person."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from db.cards.find import Hit
from screens.find.shown import facts_of
from screens.frame.base import BaseScreen
from screens.frame.lines import fitted
from screens.parts.compare import Difference, PairPane
from screens.parts.fields import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from db.cards.proposals import ProposalCard
    from db.desk import Desk

LONGEST = 500
_KEYS = "= same in both, / different.  m proposes them as one person, j joins them."


class Pair(Vertical):
    """Takes the place of the hits while two of them are marked."""

    DEFAULT_CSS = "Pair { height: 1fr; padding: 0 1; } Pair PairPane { height: 1fr; } Pair Static { height: 1; }"

    def __init__(self, screen: BaseScreen, desk: Desk) -> None:
        super().__init__(id="find-pair")
        self._shown_by, self._desk = screen, desk
        self.hits: tuple[Hit, Hit] | None = None
        self.made: ProposalCard | None = None
        """What was proposed last and not taken back."""
        self._known: tuple[str, ...] = ("", "")

    def compose(self) -> ComposeResult:
        """What the signs mean, both records, and the line for the reason."""
        yield Static("", id="find-pair-keys", markup=False)
        yield PairPane()
        yield Field("Why are they the same person? Enter goes on, Esc leaves.", id="find-reason", counts=(1, LONGEST))

    def on_mount(self) -> None:
        """Hidden until two are marked."""
        self.display = False

    @property
    def is_asking(self) -> bool:
        """Whether the reason is being typed."""
        return bool(self.query_one(Field).display)

    # -- side by side -----------------------------------------------------------------------------

    def open(self, one: Hit, other: Hit) -> None:
        """Show these two; their other names follow from the record."""
        self.hits = (one, other)
        self.display, self.query_one(Field).display = True, False
        self.query_one("#find-pair-keys", Static).update(Content(fitted(_KEYS, max(20, self.app.size.width - 2))))
        self._show(("", ""))
        pane = self.query_one(PairPane)
        pane.focus()
        people = [hit.person for hit in self.hits if hit.person is not None]
        if len(people) == 2:
            self._shown_by.ask(partial(self._names, people), self._show, says="Reading their names", slot="pair")

    def read_anew(self, found: Mapping[str, Hit]) -> bool:
        """The hits were found again: what changed of these two is shown; False where one of them is there no more."""
        if self.hits is None:
            return True
        if any(hit.key not in found for hit in self.hits):
            return False
        self.hits = (found[self.hits[0].key], found[self.hits[1].key])
        self._show(self._known)
        return True

    def left(self, found: Mapping[str, Hit]) -> str:
        """The key of the one of these two that is still found; empty when neither or both are."""
        keys = [hit.key for hit in self.hits or () if hit.key in found]
        return keys[0] if len(keys) == 1 else ""

    def close(self) -> None:
        """The hits stand here again."""
        self.hits, self.display = None, False

    def leave_reason(self) -> None:
        """Back to reading; what was typed is kept until two others are shown."""
        self.query_one(Field).display = False
        self.query_one(PairPane).focus()

    def _names(self, people: Sequence[UUID]) -> tuple[str, ...]:
        """Runs on a thread."""
        return tuple("; ".join(name.shown for name in self._desk.people.aliases(key)) for key in people)

    def _show(self, names: tuple[str, ...]) -> None:
        if self.hits is None:
            return
        self._known = names
        today: date = self._desk.actor.today
        one, other = (facts_of(hit, today, names=known) for hit, known in zip(self.hits, names, strict=True))
        rows = [Difference(field, one[field], other[field]) for field in one if one[field] or other[field]]
        self.query_one(PairPane).show(rows)

    # -- the same person? -------------------------------------------------------------------------

    def why_not(self) -> str:
        """Why these cannot be proposed."""
        if self.hits is None:
            return "Mark two people with Space first; they are shown side by side."
        if any(hit.person is None for hit in self.hits):
            return "Only two people whose files you may open can be proposed."
        if self.hits[0].person == self.hits[1].person:
            return "This is one and the same person already."
        return ""

    def ask_reason(self) -> None:
        """`m`: why?"""
        field = self.query_one(Field)
        field.display = True
        self.call_after_refresh(field.enter)

    @on(Input.Submitted)
    def ask_whether(self, event: Input.Submitted) -> None:
        """Enter in the reason: both are named, and only a typed `y` proposes."""
        event.stop()
        screen, hits, reason = self._shown_by, self.hits, self.query_one(Field).text
        if hits is None:
            return
        if not reason:
            screen.refuse("Say in a few words why they are the same person.")
            return
        one, other = hits[0].person, hits[1].person
        if one is None or other is None:
            return
        propose = partial(self._desk.proposals.propose, one, other, reason=reason)
        screen.confirm(
            f"Propose {hits[0].label} and {hits[1].label} as the same person? It waits for a review; u takes it back.",
            lambda: screen.act(propose, self._proposed, says="Proposing"),
        )

    def _proposed(self, made: ProposalCard) -> None:
        self.made = made
        self.query_one(Field).text = ""
        self.leave_reason()
        self._shown_by.say("Proposed; it waits for its review. u takes it back.")

    def take_back(self) -> bool:
        """`u`: what was proposed here last is taken back, after a question; False when there is nothing."""
        made, screen = self.made, self._shown_by
        if made is None or self.hits is None or {made.one, made.other} != {hit.person for hit in self.hits}:
            return False
        screen.confirm(
            "Take back the proposal that these two are the same person? The entry stays in the record.",
            lambda: screen.act(partial(self._desk.proposals.take_back, made.id), self._taken_back, says="Undoing"),
        )
        return True

    def _taken_back(self, _: ProposalCard) -> None:
        self.made = None
        self._shown_by.say("Taken back; the entry stays in the record.")
