"""The log for its auditor (F9 a): about whom and which days is asked first; acts come, never what a record says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from db.cards.audit import LogQuery
from db.words.dates import court_cell, parse_loose, spell
from db.words.errors import BadInput
from db.words.text import visible
from screens.frame.base import BaseScreen
from screens.frame.place import Place
from screens.parts.form import FormLine
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from datetime import date

    from db.cards.audit import LogLine
    from db.cards.page import Page as Found
    from db.desk import Desk

COLUMNS = (
    Column("When", 20),
    Column("Who", 12),
    Column("Act"),
    Column("About", 9),
    Column("Rows", 5, right=True),
    Column("Terminal", 10),
)
_LINES = ("user", "person", "since", "until")


class LogScreen(BaseScreen):
    """Four lines that say what is asked, and below them the acts; asking is itself on record."""

    PLACE = "review.log"
    TITLE = "The log"
    HELP: ClassVar[str] = (
        "Acts out of the log, for auditors. Name a user (what they did, and what was done to the account), a person by "
        "reference, or both, and the days; without a name and a first day nothing is read. Enter goes down the lines "
        "and on the last one asks; Tab goes from the acts back to the lines. Shown is who did what, when and where, "
        "never what a record says. Each question is itself on record."
    )
    CSS = "#act-whole { height: 3; padding: 0 1; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._acts: dict[str, LogLine] = {}

    def compose_body(self) -> ComposeResult:
        """The question, the acts, the one under the cursor in full."""
        yield FormLine("User", id="user", reads=lambda _: "", hint="j.moss")
        yield FormLine("Person", id="person", reads=lambda _: "", hint="P-7K2MQ4ZTX3AB, as the file shows it")
        yield FormLine("First day", id="since", reads=self._day_words, hint="-30")
        yield FormLine("Last day", id="until", reads=self._day_words, hint="today")
        yield Table(COLUMNS, id="acts", empty=Empty("Nothing is asked yet.", "Name somebody and the first day; Enter."))
        yield Static("", id="act-whole", markup=False)

    def on_mount(self) -> None:
        """The first line takes what is typed."""
        self.line("user").enter()

    def line(self, name: str) -> FormLine:
        """A line of the question."""
        return self.query_one(f"#{name}", FormLine)

    @on(Input.Submitted)
    def next_line(self, event: Input.Submitted) -> None:
        """Enter goes on, and on the last line asks."""
        event.stop()
        if self.line("until").query_one(Input).has_focus:
            self._ask()
        else:
            self.focus_next()

    @on(Table.Moved)
    def show_whole(self) -> None:
        """What a narrow terminal cuts off."""
        one = self._acts.get(self.query_one(Table).cursor_key)
        self.query_one("#act-whole", Static).update(Content("" if one is None else _whole(one)))

    # -- private ----------------------------------------------------------------------------------

    def _day_words(self, text: str) -> str:
        return spell(self._day(text))

    def _day(self, text: str) -> date:
        return parse_loose(text, today=self.host.clock.today())

    def _ask(self) -> None:
        user, person, since, until = (self.line(name).text for name in _LINES)
        missing = "since" if not since else ""
        if not (user or person):
            missing = "user"
        try:
            query = LogQuery(
                self._day(since) if since else None, self._day(until) if until else None, user=user, person=person
            )
        except BadInput as problem:
            missing = next((name for name in _LINES if self.line(name).problem), "")
            self.error(problem)
        else:
            # What is not bounded is refused by the log itself, for the command line too.
            self.ask(partial(self.desk.log.list, query), self._fill, says="Reading the log", slot="acts")
        if missing:
            self.line(missing).enter()

    def _fill(self, found: Found[LogLine]) -> None:
        self._acts = {f"{one.chain}:{one.number}": one for one in found.items}
        table = self.query_one(Table)
        table.empty = Empty("No act is on record.", "Tab goes back to the lines.")
        table.fill(Page([_row(key, one) for key, one in self._acts.items()], total=found.total), anew=True)
        self.show_whole()
        if found.items:
            table.focus()


def _when(one: LogLine) -> str:
    return court_cell(one.at, seconds=True)


def _about(one: LogLine) -> str:
    return one.object_kind.replace("_", " ")


def _row(key: str, one: LogLine) -> Row:
    rows = "" if one.rows is None else f"{one.rows:,}"
    return Row(key, (_when(one), one.user_name, one.act, _about(one), rows, one.terminal))


def _whole(one: LogLine) -> str:
    """Everything of the act but its reason, which is text that somebody typed."""
    about = f"{_about(one)} {one.object_id}" if one.object_id else _about(one)
    rows = "" if one.rows is None else f", {one.rows:,} {'row' if one.rows == 1 else 'rows'}"
    who = f"{one.display_name} ({one.user_name}), {one.agency}"
    return visible(f"{who}: {one.act}{f', {about}' if about else ''}{rows}; at {one.terminal}.")
