"""One case: all defendants with their charges, hearings, linked cases; Enter on a name opens the one file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from db.words.dates import spell
from screens.file.case_lines import CaseLine, case_lines, next_hearing
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.painted import EDGE
from screens.parts.rows import Column, Empty, Page, Row, spread
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.case import CaseCard
    from db.desk import Desk

LIVE_SECONDS = 0.2
"""How long changes are gathered before the case is read again, so that an import does not flood it."""


class CaseScreen(BaseScreen):
    """Read-only; changes made elsewhere come in place, with a sign, under the same cursor."""

    PLACE = "file.case"
    TITLE = "Case"
    HELP = (
        "One case with everybody who stands in it. Enter on a name or a charge opens that defendant's file, on a "
        "hearing the list of that day, on a linked case that case. [ and ] go from defendant to defendant, 1 to 5 "
        "to defendants, hearings, linked cases, the case itself, victims and witnesses. + enters a victim or witness, "
        "e ends one of your agency's, z restricts the case or lifts that. Pleas, findings and results come from the "
        "court's system and are not changed here."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.card: CaseCard | None = None
        self.lines: dict[str, CaseLine] = {}
        self._waits_to_read = False

    def compose_body(self) -> ComposeResult:
        """Lines with what is said beside them."""
        yield Table((Column("Case"),), id="case", empty=Empty("Reading the case."), counts=False)

    def on_mount(self) -> None:
        """Open it: one consultation."""
        self.table.focus()
        case = self.place.case
        if case is not None:
            cursor = self.place.cursor or (f"defendant:{self.place.person}" if self.place.person else "")
            self.ask(
                partial(self.desk.case.open, case),
                partial(self._show_case, cursor=cursor, anew=True),
                says="Opening the case",
                slot="case",
            )

    @property
    def table(self) -> Table:
        """The lines."""
        return self.query_one(Table)

    @property
    def line(self) -> CaseLine | None:
        """The line under the cursor."""
        return self.lines.get(self.table.cursor_key)

    @property
    def title_words(self) -> str:
        """The case by its number."""
        return f"Case {self.card.number}" if self.card else "Case"

    def here(self) -> Place:
        """The case and the line under the cursor."""
        return replace(self.place, cursor=self.table.cursor_key)

    def in_hand(self) -> Place | None:
        """The defendant whose line it is."""
        line = self.line
        if line is None or line.person is None:
            return None
        return Place(self.PLACE, person=line.person, case=self.place.case)

    # -- showing ----------------------------------------------------------------------------------

    def _show_case(self, card: CaseCard, *, cursor: str = "", anew: bool) -> None:
        self.card = card
        rows = self._rows(card)
        if anew and not cursor and card.defendants:
            cursor = f"defendant:{card.defendants[0].person_id}"
        self.table.fill(Page(rows, total=len(rows)), cursor=cursor, anew=anew, mark_changes=not anew)
        self._show_vital()

    def _rows(self, card: CaseCard) -> list[Row]:
        """Each line in as many rows as its text needs; every row of a line leads where the line does."""
        width = self.table.content_region.width - self.table.styles.scrollbar_size_vertical - EDGE
        self.lines = {}
        rows = []
        for line in case_lines(card):
            for index, text in enumerate(spread(line.text, line.aside, width)):
                key = f"{line.key}/{index}" if index else line.key
                self.lines[key] = line
                rows.append(Row(key, (text,)))
        return rows

    def on_resize(self) -> None:
        """The same lines in another width."""
        if self.card is not None:
            self._show_case(self.card, cursor=self.table.cursor_key, anew=True)

    def _show_vital(self) -> None:
        """Breadcrumb and vital strip are those of the defendant under the cursor."""
        line, card = self.line, self.card
        person = line.person if line else None
        who = next((one for one in card.defendants if one.person_id == person), None) if card else None
        if who is None or card is None:
            self.person_label, self.signs = "", None
            self.refresh_frame()
            return
        signs = [Sign(words, alert=alert) for words, alert in who.signs.words]
        coming = next_hearing(card, who.person_id, self.desk.day.today)
        if coming:
            signs.append(Sign(f"next: {spell(coming.day)}"))
        self.show_person(f"{who.name}{f', {who.age}' if who.age is not None else ''}", signs)

    # -- handlers ---------------------------------------------------------------------------------

    @on(Table.Moved)
    def _moved(self) -> None:
        self._show_vital()

    @on(Table.Opened)
    def _opened(self) -> None:
        line = self.line
        if line is not None and line.opens is not None:
            self.post_message(PlaceOpened(line.opens))
        elif line is not None and line.aside:
            self.refuse(f"{line.aside[:1].upper()}{line.aside[1:]}.")

    # -- keys -------------------------------------------------------------------------------------

    def act_person_next(self) -> None:
        """The next defendant of the case."""
        self._step(1)

    act_defendant_next = act_person_next

    def act_person_previous(self) -> None:
        """The defendant before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        people = [one.person_id for one in self.card.defendants] if self.card else []
        line = self.line
        here = people.index(line.person) if line and line.person in people else -1 if by > 0 else len(people)
        if 0 <= here + by < len(people):
            self.table.move_to_key(f"defendant:{people[here + by]}")
        else:
            self.refuse(f"This is the {'last' if by > 0 else 'first'} defendant of the case.")

    def act_section(self) -> None:
        """1 defendants, 2 hearings, 3 linked cases, 4 the case, 5 victims and witnesses."""
        if not self.table.move_to_key(f"section:{self.pressed}"):
            self.refuse("This page has the sections 1 to 5.")

    def act_record_add(self) -> None:
        """A victim or witness of the case."""
        if self.card is not None:
            self.post_message(PlaceOpened(Place("write.witness", case=self.card.id)))

    def act_note_edit(self) -> None:
        """End the victim or witness under the cursor."""
        line = self.line
        ids = line.key.split(":") if line else [""]
        found = (
            [one for one in self.card.witnesses if ids[0] == "witness" and str(one.id) == ids[1]] if self.card else []
        )
        if not found or not found[0].own:
            self.refuse("Put the cursor on a victim or witness that your agency entered.")
            return
        one = found[0]

        def end() -> None:
            work = partial(self.desk.witnesses.end, one.id, version=one.version)
            self.act(work, partial(self._done, "Ended; it stays in the history."), says="Ending")

        self.confirm(f"End this record of a {one.kind.label}? It stays in the history.", end)

    def act_case_restrict(self) -> None:
        """Restrict the case, or lift the restriction."""
        card = self.card
        if card is None:
            return
        seal = self.desk.sealing

        def lift() -> None:
            work = partial(seal.lift, card.id)
            self.act(work, partial(self._done, "The restriction is lifted."), says="Lifting the restriction")

        def restrict() -> None:
            work = partial(seal.restrict, card.id, "")
            self.act(work, partial(self._done, "The case is restricted."), says="Restricting the case")

        if card.restricted:
            self.confirm("Lift the restriction? Whoever found the case before finds it again.", lift)
        else:
            self.confirm("Restrict this case? Nobody else finds it, nor whom it alone makes known.", restrict)

    def _done(self, said: str, _: None) -> None:
        self._read_again()
        self.say(said)

    def why_not(self, action_id: str) -> str:
        """Who restricts cases."""
        if action_id == "case.restrict" and (why := self.desk.sealing.refusal()):
            return why
        return super().why_not(action_id)

    # -- live -------------------------------------------------------------------------------------

    def records_changed(self, keys: frozenset[str]) -> None:
        """Read again, once for all changes of a moment; no new consultation."""
        if self.card is not None and not self._waits_to_read:
            self._waits_to_read = True
            self.set_timer(LIVE_SECONDS, self._read_again)

    def _read_again(self) -> None:
        self._waits_to_read = False
        if self.place.case is not None:
            self.ask(partial(self.desk.case.read, self.place.case), partial(self._show_case, anew=False), slot="case")
