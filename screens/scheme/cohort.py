"""One cohort: its people with their convictions in both periods, the target, and the figures that were frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from db.words.dates import parse_loose, short, spell
from db.words.errors import BadInput
from screens.frame.base import BaseScreen
from screens.frame.lines import fitted
from screens.frame.messages import PersonOpened, PlaceOpened
from screens.frame.place import Place
from screens.parts.form import FormLine
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.cohorts import CohortFigures, MemberCard
    from db.desk import Desk

COLUMNS = (
    Column("Name"), Column("Reference", 15), Column("Added", 12), Column("Baseline", 8, right=True),
    Column("Follow-up", 9, right=True), Column("No day", 6, right=True), Column("Registered", 10, wide=True),
)  # fmt: skip
FROZEN = (
    Column("Frozen", 12), Column("By"), Column("People", 6, right=True), Column("Baseline", 8, right=True),
    Column("Follow-up", 9, right=True), Column("No day", 6, right=True),
)  # fmt: skip
_KEEPS = frozenset({"cohort.add", "cohort.remove", "cohort.lock"})


class CohortScreen(BaseScreen):
    """`Place.kind` is the cohort's code. Convictions are counted as of a day, which stands above."""

    PLACE = "scheme.cohort"
    TITLE = "Cohort"
    HELP: ClassVar[str] = (
        "The people of a cohort with their convictions in the baseline and in the follow-up, each period with its "
        "first and last day, counted as of a day (Tab leads there). A conviction without a day stands in no period. "
        "Until it is locked, + puts people of the register in and d takes one out; k locks it for good. Then f "
        "freezes the figures of today, which stand below as they were. Enter opens the file; - marks who is on the "
        "register no more and stays in the count."
    )
    CSS = """
    CohortScreen #about { height: auto; max-height: 5; padding: 0 1; }
    CohortScreen #people { height: 1fr; }
    CohortScreen #frozen { height: auto; max-height: 5; }
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.found: CohortFigures | None = None
        self.refusal = ""

    def compose_body(self) -> ComposeResult:
        """The day, what the cohort is and what it comes to, the people, what was frozen."""
        yield FormLine("As of", id="day", reads=lambda text: spell(self._day(text)), value="today")
        yield Static(markup=False, id="about")
        yield Table(COLUMNS, id="people", empty=Empty("Counting the convictions."), counts=False)
        yield Table(FROZEN, id="frozen", empty=Empty("Nothing is frozen."), counts=False)

    def on_mount(self) -> None:
        """One consultation."""
        self.query_one("#frozen").display = False
        self._people.focus()
        self.ask(lambda: self.desk.register.form().refusal, self._may, slot="may")
        self._read(self.desk.cohort_figures.count)

    @property
    def title_words(self) -> str:
        """Which, and how many people."""
        found = self.found
        return f"Cohort {self.place.kind}: {_people(len(found.rows))}" if found else f"Cohort {self.place.kind}"

    @on(Input.Submitted)
    def count_again(self, event: Input.Submitted) -> None:
        """Enter in the line: as of another day."""
        event.stop()
        self._people.focus()
        self._read(self.desk.cohort_figures.count)

    @on(Table.Opened)
    def open_file(self, message: Table.Opened) -> None:
        """Enter on a person."""
        if message.table is self._people:
            self.post_message(PersonOpened(UUID(message.key)))

    def why_not(self, action_id: str) -> str:
        """Who keeps it, and what a locked one lets be done."""
        found = self.found
        if action_id in _KEEPS or action_id == "cohort.freeze":
            if self.refusal:
                return self.refusal
            if found is None:
                return "The cohort is not read yet."
            locked = found.cohort.locked_on is not None
            if action_id == "cohort.freeze":
                return "" if locked else "It is not locked: figures of people who may still change are not kept."
            if locked:
                return "It is locked: its people are fixed, nobody comes or goes."
            if action_id != "cohort.add" and not found.rows:
                return "Nobody is in it yet; + puts people in."
            if action_id == "cohort.remove" and self._chosen is None:
                return "Nobody is under the cursor."
        return super().why_not(action_id)

    def act_cohort_add(self) -> None:
        """+: from the register of its area."""
        self.post_message(PlaceOpened(Place("scheme.cohort_add", kind=self.place.kind)))

    def act_cohort_remove(self) -> None:
        """d."""
        one, code = self._chosen, self.place.kind
        if one is not None:
            work = partial(self.desk.cohorts.remove, code, one.person_id)
            self.confirm(
                f"Take {one.name} out of {code}?",
                lambda: self.act(work, lambda _: self._again(f"{one.name} is out of {code}.")),
            )

    def act_cohort_lock(self) -> None:
        """k."""
        code, people = self.place.kind, _people(len(self.found.rows)) if self.found else ""
        self.confirm(
            f"Lock {code} with {people}? Nobody comes or goes after that; it cannot be undone.",
            lambda: self.act(partial(self.desk.cohorts.lock, code), lambda _: self._again(f"{code} is locked.")),
        )

    def act_cohort_freeze(self) -> None:
        """f."""
        code = self.place.kind
        self.confirm(
            f"Freeze today's figures of {code}? They stay as they are, whatever is counted later.",
            lambda: self.act(
                partial(self.desk.cohort_figures.freeze, code), lambda _: self._again("Today's figures are frozen.")
            ),
        )

    def in_hand(self) -> Place | None:
        """The person under the cursor."""
        one = self._chosen
        return Place(self.PLACE, person=one.person_id) if one else None

    def here(self) -> Place:
        """With the cursor."""
        return replace(self.place, cursor=self._people.cursor_key) if self.is_mounted else self.place

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody came or went, or was convicted."""
        self._again("")

    def on_screen_resume(self) -> None:
        """Back from the register."""
        self._again("")

    # -- private -----------------------------------------------------------------------------------

    @property
    def _people(self) -> Table:
        return self.query_one("#people", Table)

    @property
    def _chosen(self) -> MemberCard | None:
        key, rows = self._people.cursor_key, self.found.rows if self.found else ()
        return next((one.member for one in rows if str(one.member.person_id) == key), None)

    def _day(self, text: str) -> date:
        return parse_loose(text, today=self.host.clock.today())

    def _again(self, said: str) -> None:
        if said:
            self.say(said)
        if self.found is not None:
            self._read(self.desk.cohort_figures.read)

    def _read(self, how: Callable[..., CohortFigures]) -> None:
        line = self.query_one("#day", FormLine)
        try:
            day = self._day(line.text or "today")
        except BadInput as problem:
            self.error(problem)
            line.enter()
            return
        self.ask(partial(how, self.place.kind, as_of=day), self._fill, says="Counting", slot="figures")

    def _may(self, refusal: str) -> None:
        self.refusal = f"{refusal[:1].upper()}{refusal[1:]}"
        self.refresh_frame()

    def _fill(self, found: CohortFigures) -> None:
        anew, self.found = self.found is None, found
        width = max(40, self.size.width - 2)
        self.query_one("#about", Static).update(Content("\n".join(fitted(row, width) for row in _about(found))))
        people, frozen = self._people, self.query_one("#frozen", Table)
        people.empty = Empty("Nobody is in it yet.", "+ puts people of the register in; k locks it.")
        rows = [
            Row(
                str(one.member.person_id),
                (one.member.name, one.member.reference, short(one.member.added_on), str(one.baseline), str(one.follow),
                 str(one.undated or ""), "yes" if one.member.registered else "no more"),
                sign="" if one.member.registered else "-",
            )
            for one in found.rows
        ]  # fmt: skip
        people.fill(Page(rows, total=len(rows)), cursor=self.place.cursor, anew=anew)
        kept = [
            Row(
                str(number),
                (short(one.frozen_on), one.frozen_by, str(one.members), str(one.baseline), str(one.follow),
                 str(one.undated or "")),
            )
            for number, one in enumerate(reversed(found.frozen))
        ]  # fmt: skip
        frozen.display = bool(kept)
        frozen.fill(Page(kept, total=len(kept)), anew=True)
        self.refresh_frame()


def _about(found: CohortFigures) -> Iterator[str]:
    one = found.cohort
    state = f"locked {short(one.locked_on)}" if one.locked_on else "open: people may come and go"
    yield f"{one.name}, {one.area}, {one.owner}; {state}"
    yield f"Baseline   {short(one.baseline_from)} to {short(one.baseline_to)}: {_convictions(found.baseline)}"
    change = "" if found.change is None else f" ({found.change:+} %)"
    going = "" if found.over else ", still going on"
    follow = f"{short(one.follow_from)} to {short(one.follow_to)}: {_convictions(found.follow)}{change}{going}"
    yield f"Follow-up  {follow}"
    met = {None: "not decided yet", True: "kept", False: "exceeded"}[found.met]
    undated = f"; {found.undated} without a day, in no period" if found.undated else ""
    target = f"Target     at most {one.target}: {met}" if one.target is not None else "Target     none"
    yield f"{target}{undated}"


def _convictions(number: int) -> str:
    return "1 conviction" if number == 1 else f"{number:,} convictions"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"
