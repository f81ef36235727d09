"""Cohorts of local area agreements: those of the own agency, a line each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from db.words.dates import short
from screens.frame.base import BaseScreen
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.cards.cohorts import CohortCard
    from db.desk import Desk

COLUMNS = (
    Column("Code", 8), Column("Name"), Column("Area", 5), Column("People", 6, right=True), Column("Until", 11),
    Column("Target", 6, right=True), Column("State", 18),
)  # fmt: skip


class CohortsScreen(BaseScreen):
    """Enter opens one, + makes one."""

    PLACE = "scheme.cohorts"
    TITLE = "Cohorts"
    HELP: ClassVar[str] = (
        "Cohorts of your agency: people of the register whose convictions are counted for a local area agreement, in "
        "a baseline and in a follow-up, against a target. Enter opens one with its people and figures; + makes one. "
        "People come and go until it is locked, then nobody does."
    )
    CSS = "CohortsScreen Table { height: 1fr; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.refusal = ""

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield Table(COLUMNS, id="cohorts", empty=Empty("Reading the cohorts."))

    def on_mount(self) -> None:
        """The own agency's."""
        self.query_one(Table).focus()
        self.ask(lambda: self.desk.register.form().refusal, self._may, slot="may")

    @on(Table.Opened)
    def open_cohort(self, message: Table.Opened) -> None:
        """Enter."""
        self.post_message(PlaceOpened(Place("scheme.cohort", kind=message.key)))

    def why_not(self, action_id: str) -> str:
        """Who keeps cohorts."""
        return self.refusal if action_id == "cohort.make" else super().why_not(action_id)

    def act_cohort_make(self) -> None:
        """+."""
        self.post_message(PlaceOpened(Place("scheme.cohort_make")))

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody made, filled or locked one."""
        self._read()

    def on_screen_resume(self) -> None:
        """Back from one of them."""
        self._read()

    def here(self) -> Place:
        """With the cursor."""
        return replace(self.place, cursor=self.query_one(Table).cursor_key) if self.is_mounted else self.place

    def _may(self, refusal: str) -> None:
        self.refusal = f"{refusal[:1].upper()}{refusal[1:]}"
        then = self.refusal or "+ makes one: a baseline, a follow-up, a target, and people of the register."
        self.query_one(Table).empty = Empty("Your agency has no cohort.", then)
        self.refresh_frame()
        self._read()

    def _read(self) -> None:
        self.ask(self.desk.cohorts.list, self._fill, slot="cohorts")

    def _fill(self, found: tuple[CohortCard, ...]) -> None:
        rows = [Row(one.code, _cells(one)) for one in found]
        self.query_one(Table).fill(Page(rows, total=len(rows)), cursor=self.place.cursor, anew=True)


def _cells(one: CohortCard) -> tuple[str, ...]:
    target = "" if one.target is None else str(one.target)
    state = f"locked {short(one.locked_on)}" if one.locked_on else "open"
    return (one.code, one.name, one.area, str(one.members), short(one.follow_to), target, state)
