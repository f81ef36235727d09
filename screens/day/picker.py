"""Another court or room: type a name or code, Enter takes the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from db.cards.day import CourtCard, RoomCard
from db.words.text import tokens
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

Choice = tuple[CourtCard, RoomCard | None]
NONE_FITS = Empty("No court of yours has this name or code.", "Esc goes back to the list.")


class CourtPicker(Vertical):
    """Courts with their rooms, over the list; hidden until it is opened."""

    @dataclass
    class Chosen(Message):
        """A court, and one of its rooms or all of them."""

        court_id: UUID
        room_id: UUID | None

    def __init__(self) -> None:
        super().__init__(id="picker")
        self.display = False
        self._courts: Sequence[CourtCard] = ()
        self._here: UUID | None = None
        self._choices: dict[str, Choice] = {}
        self._is_read = self._enter_waits = False

    def compose(self) -> ComposeResult:
        """The line to type in, and what fits it."""
        yield Input(placeholder="Court or room: name or code", id="picker-typed", select_on_focus=False)
        yield Table(
            (Column("Code", 7), Column("Court"), Column("Room", 24)),
            id="picker-rows",
            empty=NONE_FITS,
        )

    def open(self, *, here: UUID | None) -> None:
        """Take what is typed at once, before the courts are read; the rooms of the court `here` come first."""
        self._courts, self._here, self._enter_waits = (), here, False
        self._is_read = False
        self.display = True
        box = self.query_one(Input)
        box.value = ""
        self._fill("")
        box.focus()

    def show(self, courts: Sequence[CourtCard]) -> None:
        """The courts are read; Enter that was pressed before means the first that fits."""
        self._courts, self._is_read = courts, True
        self._fill(self.query_one(Input).value)
        if self._enter_waits and self.display:
            self._take(self._rows.cursor_key)

    def close(self) -> None:
        """Hide it."""
        self.display = False

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._fill(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._enter_waits = not self._is_read
        self._take(self._rows.cursor_key)

    @on(Table.Opened)
    def _opened(self, event: Table.Opened) -> None:
        event.stop()
        self._take(event.key)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()

    def key_down(self) -> None:
        """From the line to the rows."""
        if self.query_one(Input).has_focus:
            self._rows.focus()

    @property
    def _rows(self) -> Table:
        return self.query_one(Table)

    def _take(self, key: str) -> None:
        choice = self._choices.get(key)
        if choice is not None:
            court, room = choice
            self.post_message(self.Chosen(court.id, room.id if room else None))

    def _fill(self, typed: str) -> None:
        words = tokens(typed)
        choices = [choice for choice in self._ordered(with_rooms=bool(words)) if _fits(choice, words)]
        self._choices = {_key(court, room): (court, room) for court, room in choices}
        rows = [
            Row(_key(court, room), (court.code, _name(court), room.name if room else "all rooms"))
            for court, room in choices
        ]
        self._rows.empty = NONE_FITS if self._is_read else Empty("Reading the courts.")
        self._rows.fill(Page(rows, total=len(rows)), anew=True)

    def _ordered(self, *, with_rooms: bool) -> Sequence[Choice]:
        """Untyped: the rooms of this court, then every court. Typed: every court and every room."""
        found: list[Choice] = []
        for court in sorted(self._courts, key=lambda court: court.id != self._here):
            found.append((court, None))
            if with_rooms or court.id == self._here:
                found += [(court, room) for room in court.rooms]
        return found


def court_after(courts: Sequence[CourtCard], here: UUID | None) -> UUID | None:
    """The court that follows in the order of names, after the last the first; None when there is no other."""
    own = [court.id for court in courts]
    if not own or own == [here]:
        return None
    return own[(own.index(here) + 1) % len(own)] if here in own else own[0]


def _key(court: CourtCard, room: RoomCard | None) -> str:
    return f"{court.id}/{room.id if room else ''}"


def _name(court: CourtCard) -> str:
    return court.name if court.set_up else f"{court.name} (not set up)"


def _fits(choice: Choice, words: Sequence[str]) -> bool:
    court, room = choice
    names = tokens(court.name)
    rooms = tokens(room.name) if room else ()
    code = court.code.casefold()
    return all(
        word in code or any(name.startswith(word) for name in names) or any(word in name for name in rooms)
        for word in words
    )
