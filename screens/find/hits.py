"""What acts on the hits of the find screen: the one under the cursor, and two that are marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from db.words.errors import TrackerError
from screens.find.pairing import Pair
from screens.find.panes import HitPanel
from screens.find.shown import heard
from screens.find.undoing import undo_name
from screens.frame.base import BaseScreen
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from db.cards.find import AliasCard, Hit, Page
    from db.desk import Desk


WIDE = 100
"""Columns from which the panel stands beside the hits."""
RESTS = 0.15
"""Seconds without a move after which the cursor rests: keys pressed one after the other read nothing more."""


class HitsScreen(BaseScreen):
    """A screen with a table of hits; letters act on the hit under the cursor, Space marks two to compare."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.page: Page | None = None
        self.pair = Pair(self, desk)
        self._rests: Timer | None = None

    @property
    def table(self) -> Table:
        """The hits."""
        return self.query_one("#find-hits", Table)

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        key = self.table.cursor_key
        return next((hit for hit in self.page.hits if hit.key == key), None) if self.page and key else None

    def in_hand(self) -> Place | None:
        """The hit under the cursor, with today's hearing when it is listed."""
        hit = self.hit
        if hit is None or hit.person is None:
            return None
        return Place("file.person", person=hit.person, hearing=hit.hearing, case=hit.case)

    def act_alias_add(self) -> None:
        """The name that was heard becomes another name of the hit: the words of the box are proposed."""
        hit = self.hit
        if hit is not None and hit.person is not None and self.page is not None:
            self.desk.heard = heard(self.page, hit)
            self.post_message(PlaceOpened(Place("file.alias", person=hit.person)))

    def act_undo(self) -> None:
        """The proposal just made of the two that are shown, or the name just added to the hit under the cursor."""
        if not self.pair.take_back() and self.hit is not None:
            undo_name(self, self.desk, hit=self.hit, done=lambda: self.records_changed(frozenset()))

    # -- beside the hits --------------------------------------------------------------------------

    def show_beside(self, hit: Hit | None) -> None:
        """Vital facts of the hit, where there is room; other names follow once the cursor rests."""
        if self.size.width < WIDE:
            return
        self.query_one(HitPanel).show(hit, self.desk.actor.today)
        if self._rests is not None:
            self._rests.stop()
        if hit is not None and hit.person is not None:
            self._rests = self.set_timer(RESTS, partial(self._read_names, hit.key, hit.person))

    def _read_names(self, key: str, person: UUID) -> None:
        def told(names: Sequence[AliasCard]) -> None:
            if (hit := self.hit) is not None and hit.key == key:
                others = "; ".join(name.shown for name in names)
                self.query_one(HitPanel).show(hit, self.desk.actor.today, names=others)

        read = partial(self.desk.people.aliases, person)
        self.ask(read, told, says="Reading other names", slot="names", refused=_not_told)

    # -- two side by side -------------------------------------------------------------------------

    @on(Table.Marked)
    def compare(self) -> None:
        """The second mark puts both side by side."""
        marked = [hit for hit in self.page.hits if hit.key in self.table.marked] if self.page else []
        if len(marked) == 2:
            self.table.display = False
            self.add_class("-paired")
            self.pair.open(marked[0], marked[1])
        elif marked:
            self.say("Marked. Space on another one shows both side by side.")
        self.refresh_frame()

    def act_match_propose(self) -> None:
        """`m`: the two that stand side by side are the same person."""
        self.pair.ask_reason()

    def act_links_pair(self) -> None:
        """`j`: the two that stand side by side, compared record by record before they are made one file."""
        hits = self.pair.hits
        if hits is not None and hits[0].person is not None:
            self.post_message(PlaceOpened(Place("file.join", person=hits[0].person, kind=str(hits[1].person))))

    def end_pair(self) -> None:
        """No two are marked any more."""
        self.table.marked.clear()
        if self.pair.hits is not None:
            self.pair.close()
            self.remove_class("-paired")
            self.table.display = bool(self.page and self.page.hits)
            self.refresh_frame()

    def on_screen_resume(self) -> None:
        """Back from where the two may have become one: look again at once."""
        if self.pair.hits is not None:
            self.records_changed(frozenset())

    def read_pair_anew(self, hits: Sequence[Hit]) -> None:
        """The hits were found again: two of whom one is left were made one file, and that one has the cursor."""
        found = {hit.key: hit for hit in hits}
        if not self.pair.read_anew(found):
            left = self.pair.left(found)
            self.end_pair()
            self.table.move_to_key(left)
            self.table.focus()

    def act_back(self) -> None:
        """Esc leaves the reason, then the comparison."""
        if self.pair.hits is None or self.status.holds_error:
            super().act_back()
        elif self.pair.is_asking:
            self.pair.leave_reason()
        else:
            self.end_pair()
            self.table.focus()

    def why_not(self, action_id: str) -> str:
        """What needs a hit under the cursor, or two."""
        if action_id in ("alias.add", "undo") and self.in_hand() is None:
            return "No person is in hand; type a name first."
        if action_id == "links.pair" and (refusal := self.desk.links.refusal()):
            return refusal
        if action_id in ("match.propose", "links.pair"):
            return self.pair.why_not()
        return super().why_not(action_id)


def _not_told(_: TrackerError) -> None:
    """Whose names are not given, or who is gone by now, has none beside the hits."""
