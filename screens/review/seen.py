"""Who has seen this file, and who may see what and why (`w`): acts by agency; category by category the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from db.cards.notes import day_and_time
from db.words.dates import spell
from db.words.errors import TrackerError
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.place import Place
from screens.parts.blocks import Block, BlockPage
from screens.parts.rows import Empty

if TYPE_CHECKING:
    from db.cards.audit import SeenCard, SeenLine
    from db.cards.person import VitalCard
    from db.cards.sharing import WhyCard
    from db.desk import Desk

SEEN, WHY = 1, 2


class SeenScreen(BaseScreen):
    """One page of numbered parts about who looks at one person's file."""

    PLACE = "review.seen"
    TITLE = "Who has seen"
    HELP = (
        "Who has opened, printed or exported this file in the last 30 days. Your own agency's people stand with "
        "their names, others with their agency. Below stands what you get of the file, category by category: the rule "
        "that shows or withholds it, who set it, since when. That you looked here is itself on record."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk

    def compose_body(self) -> ComposeResult:
        """The page, scrolled by the arrows."""
        yield BlockPage(
            Block(SEEN, "Who has seen this file", empty=Empty("Reading the log.")),
            Block(WHY, "What you may see, and why", empty=Empty("Asking the rules.")),
            id="seen",
        )

    def on_mount(self) -> None:
        """Ask, once: the asking is audited."""
        self.query_one(BlockPage).focus()
        person = self.place.person
        if person is None:
            return

        def work() -> tuple[VitalCard, SeenCard]:
            return self.desk.file.vital(person), self.desk.seen.who_saw(person)

        self.ask(work, self._show_seen, says="Reading the log", slot="seen", refused=self._refused)
        self.ask(lambda: self.desk.why.of_person(person), self._show_why, slot="why", refused=self._not_told)

    def act_section(self) -> None:
        """1-9."""
        self.query_one(BlockPage).go(int(self.pressed or "1"))

    def _show_seen(self, found: tuple[VitalCard, SeenCard]) -> None:
        vital, card = found
        self.show_person(vital.label, [Sign(sign.text, alert=sign.alert) for sign in vital.signs])
        block = self.query_one(BlockPage).block(SEEN)
        block.empty = Empty(f"Nobody has opened it since {spell(card.since)}.", "Esc goes back to the file.")
        shown = [_words(line) for line in card.lines]
        if shown:
            cut = f"{len(shown):,} of {card.total:,}" if card.total > len(shown) else f"{card.total:,}"
            shown.insert(0, f"  {cut} since {spell(card.since)}; you are told {card.how}.")
        block.show(shown)

    def _show_why(self, card: WhyCard) -> None:
        lines = [f"  {card.first.words}", *(f"  {line.words}" for line in card.lines)]
        note = "Restricted cases and youth records follow rules of their own, case by case."
        self.query_one(BlockPage).block(WHY).show([*lines, f"  {note}"])

    def _not_told(self, problem: TrackerError) -> None:
        block = self.query_one(BlockPage).block(WHY)
        block.empty = Empty(problem.happened)
        block.show(())

    def _refused(self, problem: TrackerError) -> None:
        block = self.query_one(BlockPage).block(SEEN)
        block.empty = Empty(problem.happened, "Esc goes back to the file.")
        block.show(())


def _words(line: SeenLine) -> str:
    who = f"{line.who}, {line.agency}" if line.who else line.agency
    return f"  {day_and_time(line.at)}  {who}: {line.act}"
