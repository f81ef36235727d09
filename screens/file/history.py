"""The history of one field: every value it ever had, with source, times and who entered or replaced it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from db.cards.notes import day_and_time
from db.words.dates import short
from db.words.errors import TrackerError
from db.words.keys import RULES_CHANGED
from screens.file.line import Line
from screens.file.page import FilePage
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign
from screens.frame.place import Place
from screens.parts.rows import Empty

if TYPE_CHECKING:
    from db.cards.person import HistoryCard, ValueCard, VitalCard
    from db.desk import Desk


class HistoryScreen(BaseScreen):
    """Values newest first; what was replaced says when and by whom."""

    PLACE = "file.history"
    TITLE = "History"
    HELP = (
        "Every value that this field ever had, newest first: who says so, when it was recorded and by whom, and "
        "when it was replaced. Nothing is overwritten: a correction adds a line. Esc goes back to the file."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self._label = ""

    def compose_body(self) -> ComposeResult:
        """The values."""
        yield FilePage(id="values", guide=(), empty="Reading the history.")

    def on_mount(self) -> None:
        """Opened on purpose: a consultation."""
        self.query_one(FilePage).focus()
        person, key = self.place.person, self.place.kind
        if person is None:
            return

        def work() -> tuple[VitalCard, HistoryCard]:
            return self.desk.file.vital(person), self.desk.file.history(person, key)

        self.ask(work, self._show_history, slot="history", refused=self._refused)

    @property
    def title_words(self) -> str:
        """Which field."""
        return f"History of {self._label}" if self._label else "History"

    def records_changed(self, keys: frozenset[str]) -> None:
        """Read again; the values that came get their sign."""
        person = self.place.person
        if person is not None and keys & {RULES_CHANGED, f"person:{person}"}:
            work = partial(self.desk.file.history, person, self.place.kind)
            self.ask(work, self._fill, slot="history", refused=self._refused)

    def _show_history(self, found: tuple[VitalCard, HistoryCard]) -> None:
        vital, card = found
        self._label = card.label
        self.show_person(vital.label, [Sign(sign.text, alert=sign.alert) for sign in vital.signs])
        self._fill(card, anew=True)

    def _fill(self, card: HistoryCard, *, anew: bool = False) -> None:
        lines = [line for index, value in enumerate(card.values) for line in _lines(index, value)]
        self.query_one(FilePage).show(lines, anew=anew)

    def _refused(self, problem: TrackerError) -> None:
        table = self.query_one(FilePage)
        table.show((), anew=True)
        table.empty = Empty(problem.happened, "Esc goes back to the file.")
        table.refresh()


def _lines(index: int, value: ValueCard) -> Iterator[Line]:
    """The value with its source, and below it when it came and went, and by whom."""
    key = f"value:{value.id or index}"
    flag = f" [{value.flag}]" if value.flag else ""
    now = "now: " if value.ended_at is None else "was: "
    yield Line(key, f"{now}{value.text}{_days(value)}{flag}", value.source.words)
    came = [f"record {value.record}" if value.record else "", f"file {str(value.batch)[-12:]}" if value.batch else ""]
    if any(came):
        yield Line(f"{key}:came", f"     {', '.join(one for one in came if one)}")
    by = f" by {value.recorded_by}" if value.recorded_by else ""
    yield Line(f"{key}:when", f"     recorded {day_and_time(value.recorded_at)}{by}")
    if value.why:
        yield Line(f"{key}:why", f"     reason: {value.why}")
    if value.ended_at is not None:
        replacer = f" by {value.ended_by}" if value.ended_by else ""
        yield Line(f"{key}:until", f"     replaced {day_and_time(value.ended_at)}{replacer}")


def _days(value: ValueCard) -> str:
    if value.valid_from is None and value.valid_to is None:
        return ""
    start = short(value.valid_from) if value.valid_from else ""
    return f" ({start} to {short(value.valid_to) if value.valid_to else 'now'})"
