"""The find screen (F3, `/`): one box takes anything, answers come as one types, each with its reason."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from db.words.errors import TrackerError
from screens.find.calling import Calls, People
from screens.find.hits import WIDE, HitsScreen
from screens.find.noting import Noting
from screens.find.panes import HitLines, HitPanel, Nothing, stand
from screens.find.parse import FindBox, ParseLine
from screens.find.shown import COLUMNS, HELP, INVITES, HitRows
from screens.frame.messages import ActionAsked, CaseOpened, PersonOpened, PlaceOpened
from screens.frame.place import Place
from screens.keys import Action
from screens.parts import rows
from screens.parts.box import SearchBox
from screens.parts.rows import Empty
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.find import Hit, Page
    from db.desk import Desk

AT_LEAST = 20
"""Hits that a keystroke asks for, or as many as the terminal has lines. The end of the list asks for the rest."""
AT_MOST = 200
POWER, CONTACT = ">", "contact:"
ONE_FRAME = 0.008
"""Seconds that a key waits for its answer, to be painted with it: half of a frame of 60 Hz, the paint is the rest."""
_NEAR_END = 5
_EMPTY = Empty("Type in the box above.", "Esc goes back.")
_ABOUT_THE_ANSWER = frozenset({"go.file", "go.bench", "note.new"})


class FindScreen(HitsScreen):
    """The focus stays in the box; Down or Enter go to the hits, where letters act on the hit under the cursor."""

    PLACE = "find.box"
    TITLE = "Find"
    CSS_PATH = "box.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    HELP = HELP

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.parse = ParseLine(id="find-parse")
        self._answered = 0
        self._waits: Callable[[], Awaitable[None] | None] | None = None
        self._noting = Noting(self, desk, refused=self._not_noted)

    def compose_body(self) -> ComposeResult:
        """Box, what was understood, hits, and the hit under the cursor."""
        with Horizontal(id="find-line"):
            yield Static("Find:", id="find-label", markup=False)
            yield FindBox(self.parse, id="find-box", placeholder=INVITES)
        yield self.parse
        with Horizontal(id="find-found"):
            yield People(COLUMNS, id="find-hits", empty=_EMPTY, can_mark=True)
            yield self.pair
            yield Nothing("", id="find-nothing", markup=False)
            yield HitPanel("", id="find-side", markup=False)
        yield Calls(self.desk)
        yield HitLines("", id="find-detail", markup=False)

    def on_mount(self) -> None:
        """Typing is accepted at once."""
        self.query_one(Nothing).display = False
        self.box.focus()

    @property
    def box(self) -> SearchBox:
        """The one box."""
        return self.query_one(SearchBox)

    # -- typing -----------------------------------------------------------------------------------

    @on(SearchBox.Asked)
    async def look(self, message: SearchBox.Asked) -> None:
        """Ask at every key; an answer to an older text never arrives. `>` alone, and `contact:`, lead elsewhere."""
        if message.text == POWER:
            self.box.value = ""
            self.post_message(PlaceOpened(Place("find.power")))
            return
        if message.text.casefold().startswith(CONTACT):
            self.box.value, self.desk.contacts.typed = "", message.text[len(CONTACT) :]
            self.post_message(PlaceOpened(Place("scheme.contacts")))
            return
        self._noting.typed()
        self.end_pair()
        self._waits = None
        if self.page is None or self.page.asked != message.text:
            self.parse.forget(message.text)
        self._ask(message.text, message.number, self._screenful)
        await asyncio.sleep(0)  # whatever was changed says so now, and all of it is one paint

    @on(FindBox.Corrected)
    def correct(self, message: FindBox.Corrected) -> None:
        """Another part, another reading of this one, or enough of it."""
        if message.turn:
            self.call_later(self.act_find_reading)
        elif message.step:
            self.parse.step(message.step)
        else:
            self.parse.leave()

    @on(SearchBox.Settled)
    def note_lookup(self, message: SearchBox.Settled) -> None:
        """The question stands: audit it once, now or when its answer is here."""
        self._noting.stands(message.text)
        self._noting.settle(self.page, self._answered)

    @on(SearchBox.HitsWanted)
    def to_hits(self, message: SearchBox.HitsWanted) -> None:
        """Enter opens the only sure hit; else, and with Down, the focus goes to the hits or to the panel."""
        if not self.box.is_newest(self._answered):
            self._waits = partial(self._enter, open_sure=message.enter)
            return
        self._enter(open_sure=message.enter)

    # -- hits -------------------------------------------------------------------------------------

    @on(Table.Opened)
    def open_row(self) -> None:
        """Enter on a hit."""
        hit = self.hit
        if hit is not None:
            self._open(hit)

    @on(Table.Moved)
    def show_detail(self) -> None:
        """Vital facts of the hit under the cursor; near the end the rest is asked for."""
        hit = self.hit
        first = self.query_one(HitLines).show(hit, self.desk.actor.today)
        self.show_beside(hit)
        if hit is not None:
            self.announce(first)
        self.refresh_frame()
        page = self.page
        if hit and page and len(page.hits) == self._screenful and hit in page.hits[-_NEAR_END:]:
            self._ask(self.box.value, self.box.number, AT_MOST)

    # -- actions ----------------------------------------------------------------------------------

    async def carry_out(self, action: Action, key: str = "") -> None:
        """A key about the hit, pressed before the newest answer is here, waits for it: it is about that answer."""
        if action.id in _ABOUT_THE_ANSWER and self.box.value and not self.box.is_newest(self._answered):
            self._waits = partial(super().carry_out, action, key)
            return
        await super().carry_out(action, key)

    def act_go_find(self) -> None:
        """F3 or `/`: back into the box, its text marked; F3 again, or in the empty box: the power search."""
        if self.focused is self.box and len(self.box.selected_text) == len(self.box.value):
            self.end_pair()
            self.post_message(PlaceOpened(Place("find.power")))
        else:
            self._into_the_box()

    async def act_find_reading(self) -> None:
        """^T: mark the first part that can be read another way; again: read it another way, and ask anew."""
        self.box.focus()
        if self.parse.mark:
            self.parse.turn()
            self.box.ask_again()
        elif not self.box.is_newest(self._answered):
            self._waits = self.act_find_reading
        elif not self.parse.step():
            self.refuse("No part of this can be read another way.")

    def act_export(self) -> None:
        """What was found, as a file."""
        if self.page is not None:
            self.post_message(ActionAsked("export", about=self.page.asked))

    def act_emergency_open(self) -> None:
        """`!`: the form of emergency access, with the hit under the cursor or what was typed; no place holds it."""
        hit = self.hit if self.focused is self.table else None
        self.desk.emergency.typed = f"{hit.label} {hit.born:%d/%m/%Y}" if hit and hit.born else self.box.value
        self.post_message(PlaceOpened(Place("review.open")))

    def act_back(self) -> None:
        """Esc in the hits goes to the box, Esc in the empty box leaves."""
        if self.pair.hits is None and self.focused is not self.box and not self.status.holds_error:
            self.box.focus()
        else:
            super().act_back()

    def why_not(self, action_id: str) -> str:
        """What needs a hit under the cursor."""
        if action_id == "find.reading" and not self.box.value:
            return "Type in the box first."
        if action_id == "export" and not (self.page and self.page.hits):
            return "Nothing is found that could leave."
        return super().why_not(action_id)

    def come_back(self, place: Place) -> None:
        """Asked for anew from elsewhere: letters go into the box, never to the person under the old cursor."""
        if not place.cursor:
            self._into_the_box()

    def here(self) -> Place:
        """Without what was typed: a place never holds text of the record."""
        return self.place.at(cursor=self.table.cursor_key) if self.is_mounted else self.place

    def records_changed(self, keys: frozenset[str]) -> None:
        """Look again; the cursor stays on its record."""
        if self.page is not None and self.box.value:
            self._ask(self.box.value, self.box.number, max(self._screenful, len(self.page.hits)), again=True)

    # -- private ----------------------------------------------------------------------------------

    def _into_the_box(self) -> None:
        """The next letter takes the place of what stands there; an arrow keeps it."""
        self.end_pair()
        self.box.focus()
        self.box.select_all()

    @property
    def _screenful(self) -> int:
        return max(AT_LEAST, self.app.size.height)

    def _ask(self, text: str, number: int, limit: int, *, again: bool = False) -> None:
        find = partial(self.desk.people.find, text, limit=limit, corrections=dict(self.parse.told))
        same = again or limit != self._screenful
        within = 0.0 if same else ONE_FRAME
        self.ask(find, lambda page: self._answer(page, number, same=same), says="Looking", slot="find", within=within)

    def _answer(self, page: Page, number: int, *, same: bool) -> None:
        if not self.box.is_newest(number):
            return
        self.page, self._answered = page, number
        self._fill(page, anew=not same)
        self.parse.show(page.query, typed=bool(self.box.value))
        if not page.complete:
            self.ask(partial(self.desk.people.count, page), self._show_count, says="Counting", slot="count")
        self._noting.settle(page, number)
        self.query_one(Calls).follow(self.box.value)
        if self._waits is not None:
            self.call_later(self._waits)
            self._waits = None

    def _fill(self, page: Page, *, anew: bool) -> None:
        empty = bool(page.query.parts) and not page.hits
        panel = self.query_one(Nothing)
        if empty:
            panel.show(page)
            self.end_pair()
        stand(panel, here=empty)
        stand(self.table, here=not empty and self.pair.hits is None)
        shown, total = HitRows(page.hits, self.desk.actor.today), page.total if page.complete else None
        self.table.fill(rows.Page(shown, total, not page.complete or page.total > len(shown)), anew=anew)
        self.read_pair_anew(page.hits)
        self.show_detail()  # not only when the table says that its cursor moved: that would be a paint of its own

    def _show_count(self, page: Page) -> None:
        if self.page is not None and page.query == self.page.query:
            self.page = replace(self.page, total=page.total, complete=page.complete)
            self._fill(self.page, anew=False)

    def _enter(self, *, open_sure: bool) -> None:
        page = self.page
        if page is None or not page.query.asks:
            self.refuse("Type in the box first.")
        elif not page.hits:
            self.query_one(Calls if self.query_one(Calls).display else Nothing).focus()
        elif open_sure and page.sure is not None:
            self._open(page.sure)
        else:
            self.table.focus()

    def _open(self, hit: Hit) -> None:
        self._noting.stands(self.box.value)
        self._noting.settle(self.page, self._answered)
        if hit.person is not None:
            self.post_message(PersonOpened(hit.person, hearing=hit.hearing))
        elif hit.case is not None:
            self.post_message(CaseOpened(hit.case))
        else:
            self.refuse(f"{hit.label}: nothing of this person is shown to you.")

    def _not_noted(self, problem: TrackerError) -> None:
        """No audit, no act: what cannot be noted is not shown."""
        self.page = None
        self.table.fill(rows.Page(()), anew=True)
        self.error(problem)
