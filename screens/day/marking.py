"""Marks who stands in the dock, from the list: asks how, saves, and tells when somebody else marked first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from db.cards.day import ListRow, Mark
from db.words.errors import TrackerError
from db.words.families.court import AttendanceState
from screens.frame.lines import fitted
from screens.parts.table import Table

if TYPE_CHECKING:
    from db.desk import Desk
    from screens.frame.base import BaseScreen

_STATES = {
    "p": AttendanceState.PRESENT,
    "v": AttendanceState.VIDEO,
    "a": AttendanceState.ABSENT,
    "e": AttendanceState.EXCUSED,
}
_NAME = 24  # cells of a name in a question, so that question and answers fit in 80


class Marking:
    """Attendance for one list; the cursor never moves."""

    def __init__(self, screen: BaseScreen, desk: Desk) -> None:
        self._screen = screen
        self._desk = desk

    def ask(self, row: ListRow) -> None:
        """How does this defendant attend?"""
        words = {letter: state.label for letter, state in _STATES.items()}
        self._screen.choose(f"{fitted(row.name, _NAME)}:", words, partial(self._mark, row))

    def undo(self, row: ListRow, mark: Mark) -> None:
        """Take this sign-in's newest mark on the row back, after a typed y."""

        def done(left: Mark | None) -> None:
            self._saved(f"Undone. {row.name}: {left.state.label if left else 'not marked'}.")

        self._screen.confirm(
            f"Undo '{mark.state.label}' of {fitted(row.name, _NAME)}? The entry stays in the record.",
            lambda: self._screen.act(partial(self._desk.attendance.undo, row.listing_id), done, says="Undoing"),
        )

    def _mark(self, row: ListRow, letter: str) -> None:
        state = _STATES[letter]
        self._screen.act(
            partial(self._desk.attendance.mark, row.listing_id, state, seen=row.mark.id if row.mark else None),
            lambda _: self._saved(f"{row.name}: {state.label}. u undoes it."),
            says="Marking",
            refused=self._refused,
        )

    def _saved(self, said: str) -> None:
        self._table.refill(mark_changes=False)
        self._screen.say(said)

    def _refused(self, problem: TrackerError) -> None:
        self._screen.error(problem)
        self._table.refill()

    @property
    def _table(self) -> Table:
        return self._screen.query_one("#rows", Table)
