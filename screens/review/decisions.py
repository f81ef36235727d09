"""Who decided what about who is who, and links of rules drawn at random to be checked; for supervisors."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from db.cards.page import Page as Cards
from db.cards.review import DecisionCard, SampleCard, ShareCard
from db.words.dates import court_time, parse_loose, short
from db.words.errors import BadInput
from db.words.families.matching import LinkKind
from db.words.text import fold, visible
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.fields import Field
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from db.desk import Desk

COLUMNS = (Column("When", 18), Column("Who", 16), Column("What", 30), Column("Why"))
SIDES = (Column("", 13), Column("", 1), Column("One record", 0), Column("The other", 0))
SAMPLE = 10
_CSS = """
#decided-side { height: 1fr; display: none; }
#decided-side #check-sides { height: 1fr; }
#decided-says { height: auto; padding: 0 1; }
#decided-words, #decided-filter { height: auto; display: none; }
"""


class DecisionsScreen(BaseScreen):
    """F9 d. The list; in its place, while a sample is drawn, one link after the other side by side."""

    PLACE = "review.decisions"
    TITLE = "Who decided what"
    HELP: ClassVar[str] = (
        "Decisions about who is who, of people whom you may see, the newest first. f leaves those of somebody, of a "
        "kind, or since a day: type hale, joined, rule, 1/11. s draws ten links that rules made and nobody has "
        "checked, at random: y says that one is right, n that it is wrong, with a reason. The link itself stays: "
        "j in the file takes a record out. The share that was right is below."
    )
    CSS = _CSS

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._cards: dict[str, DecisionCard] = {}
        self._sample: list[SampleCard] = []
        self._share = ""
        self._typed = ""

    def compose_body(self) -> ComposeResult:
        """The list, the pair that is checked, what is said of it, and the lines to type in."""
        yield Table(COLUMNS, id="decided", empty=Empty("Nothing was decided.", "f shows others, Esc goes back."))
        with Vertical(id="decided-side"):
            yield Table(SIDES, id="check-sides", empty=Empty("Nothing to compare.", "Esc goes back."), counts=False)
        yield Static("", id="decided-says", markup=False)
        with Vertical(id="decided-words"):
            yield Field("Why is the link wrong? Enter says it; Esc leaves it", id="why", counts=(1, 500))
        with Vertical(id="decided-filter"):
            yield Field("Whose, which kind, or since when? Enter shows them", id="filter")

    def on_mount(self) -> None:
        """Read the newest."""
        self._table.focus()
        self._read()

    @on(Table.Moved)
    def show_why(self) -> None:
        """The reason in full, and the share that was right."""
        if self._sample:
            return
        card = self._cards.get(self._table.cursor_key)
        lines = [f"Why: {visible(_why(card))}"] if card else []
        if card and card.undone_at is not None:
            lines.append(f"Taken back by {visible(card.undone_by)}: {visible(card.undone_why)}")
        self._says([*lines, self._share])
        self.refresh_frame()

    def act_list_filter(self) -> None:
        """f."""
        self.query_one("#decided-filter").display = True
        self.call_after_refresh(self._field("filter").enter)

    def act_check_sample(self) -> None:
        """s."""
        self.ask(partial(self.desk.overseeing.sample, SAMPLE), self._begin, says="Drawing links", slot="sample")

    def act_check_right(self) -> None:
        """y."""
        self._check("", right=True)

    def act_check_wrong(self) -> None:
        """n: the reason first."""
        self.query_one("#decided-words").display = True
        self._field("why").text = ""
        self.call_after_refresh(self._field("why").enter)

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter in a line."""
        event.stop()
        if self.query_one("#decided-words").display:
            self._check(self._field("why").text, right=False)
        else:
            self._typed = self._field("filter").text
            self._leave("decided-filter")
            self._read()

    def act_back(self) -> None:
        """Esc leaves a line, then the sample, then the screen."""
        if self.status.holds_error:
            super().act_back()
        elif self.query_one("#decided-words").display:
            self._leave("decided-words")
        elif self.query_one("#decided-filter").display:
            self._leave("decided-filter")
        elif self._sample:
            self._sample = []
            self._end()
        else:
            super().act_back()

    def why_not(self, action_id: str) -> str:
        """What a sample is needed for, and who oversees."""
        if action_id in ("check.right", "check.wrong") and not self._sample:
            return "Draw a sample with s first."
        if action_id in ("check.sample", "list.filter"):
            return "Check these first, or leave them with Esc." if self._sample else self.desk.overseeing.refusal()
        return super().why_not(action_id)

    @property
    def _table(self) -> Table:
        return self.query_one("#decided", Table)

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def _says(self, lines: Sequence[str]) -> None:
        self.query_one("#decided-says", Static).update(Content("\n".join(line for line in lines if line)))

    def _leave(self, name: str) -> None:
        self.query_one(f"#{name}").display = False
        (self.query_one("#check-sides", Table) if self._sample else self._table).focus()

    def _read(self) -> None:
        desk = self.desk
        try:
            by, kind, since = wanted(self._typed, today=self.host.clock.today())
        except BadInput as problem:
            self.error(problem)
            return

        def work() -> tuple[Cards[DecisionCard], ShareCard]:
            return desk.overseeing.decided(by=by, kind=kind, since=since), desk.overseeing.share()

        self.ask(work, self._fill, slot="decided")

    def _fill(self, found: tuple[Cards[DecisionCard], ShareCard]) -> None:
        cards, share = found
        self._share = share.words
        self._cards = {str(card.id): card for card in cards.items}
        self._table.fill(Page([_row(card) for card in cards.items], total=cards.total), anew=True)
        self.show_why()

    def _begin(self, found: tuple[SampleCard, ...]) -> None:
        if not found:
            self.refuse("No link of a rule waits to be checked.")
            return
        self._sample = list(found)
        self._table.display, self.query_one("#decided-side").display = False, True
        self.query_one("#check-sides", Table).focus()
        self._lay()

    def _lay(self) -> None:
        card = self._sample[0]
        rows = [
            Row(field, (field, mark.value, visible(mine), visible(theirs)))
            for field, mark, mine, theirs in zip(
                card.fields, card.compared.marks, card.side.values, card.compared.side.values, strict=True
            )
            if mine or theirs
        ]
        self.query_one("#check-sides", Table).fill(Page(rows), anew=True)
        who = f"{visible(card.side.name)}, {card.side.system}   |   {visible(card.compared.side.name)}, "
        who += f"{card.compared.side.system}   ({len(self._sample)} to check)"
        self._says([who, f"Linked: {visible(_why(card.decision))}"])
        self.refresh_frame()

    def _check(self, why: str, *, right: bool) -> None:
        if not self._sample:
            return
        if not right and not why:
            self.refuse("Say why the link is wrong.")
            return
        work = partial(self.desk.overseeing.check, self._sample[0].decision.id, right=right, why=why)
        self.act(work, partial(self._checked, right))

    def _checked(self, right: bool, _: UUID) -> None:  # noqa: FBT001 - what was said
        self._sample.pop(0)
        self.say("Noted: the link is right." if right else "Noted: the link is wrong. j in the file takes it apart.")
        if self.query_one("#decided-words").display:
            self._leave("decided-words")
        if self._sample:
            self._lay()
        else:
            self._end()

    def _end(self) -> None:
        self._table.display, self.query_one("#decided-side").display = True, False
        self._table.focus()
        self._read()


def wanted(typed: str, *, today: date) -> tuple[str, LinkKind | None, date | None]:
    """Whose, which kind, since when: what was typed, in any order. Raises BadInput for a day that is none."""
    names: list[str] = []
    kind: LinkKind | None = None
    since: date | None = None
    for word in typed.split():
        if any(sign.isdecimal() for sign in word):
            since = parse_loose(word, today=today, past=True)
        elif found := next((one for one in LinkKind if fold(word) in fold(f"{one.value} {one.label}").split()), None):
            kind = found
        else:
            names.append(word)
    return " ".join(names), kind, since


def _why(card: DecisionCard) -> str:
    return card.why or "; ".join(reason.rpartition(" ")[0] for reason in card.reasons) or "no reason was given"


def _row(card: DecisionCard) -> Row:
    day, at = court_time(card.decided_at)
    what = f"{card.kind.label} (taken back)" if card.undone_at is not None else card.kind.label
    return Row(str(card.id), (f"{short(day)} {at:%H:%M}", visible(card.decided_by), what, visible(_why(card))))
