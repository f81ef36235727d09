"""One audit row for each question that stood, however often it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from db.words.errors import TrackerError
from screens.frame.base import BaseScreen

if TYPE_CHECKING:
    from db.cards.find import Page
    from db.desk import Desk


class Noting:
    """Knows which question is to be noted, and which was."""

    def __init__(self, screen: BaseScreen, desk: Desk, *, refused: Callable[[TrackerError], None]) -> None:
        self._screen, self._desk, self._refused = screen, desk, refused
        self._stood: str | None = None
        self._noted = 0

    def typed(self) -> None:
        """Another key: what stood before is no question any more."""
        self._stood = None

    def stands(self, text: str) -> None:
        """The question with this text stands; it is noted when its answer is here."""
        self._stood = text

    def settle(self, page: Page | None, number: int) -> None:
        """Note the question that was answered, if it is the one that stands, and was not noted yet."""
        if page is None or self._stood is None or page.asked != self._stood or self._noted == number:
            return
        self._stood, self._noted = None, number
        if page.query.asks:
            note, slot = partial(self._desk.people.settled, page), f"noted {number}"
            self._screen.ask(note, _noted, says="Noting that you looked", slot=slot, refused=self._refused)


def _noted(_: None) -> None:
    """The note is in the record; there is nothing to show."""
