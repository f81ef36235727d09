"""The line under the box: how each part of the text was read, and which part is being read another way."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from db.cards.asked import Part, PartKind
from db.cards.find import Query
from db.words.text import visible
from screens.find.shown import INVITES
from screens.frame.lines import fitted
from screens.parts.box import SearchBox

_KEYS, _KEY = "  ^T other reading, Tab next, Esc done", "  ^T other reading"
_STEPS = {"tab": 1, "right": 1, "shift+tab": -1, "left": -1}


class ParseLine(Static):
    """Says how the text is read. One part of it may be marked (in reverse); turning it gives its next reading."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__("", id=id, markup=False)
        self.told: dict[str, PartKind] = {}
        """Corrections: the text of a part as typed, and what the clerk says that it is."""
        self.mark = ""
        self._rings: dict[str, tuple[PartKind, ...]] = {}
        self._query = Query("")
        self._text = ""

    # -- what is shown ----------------------------------------------------------------------------

    def show(self, query: Query, *, typed: bool) -> None:
        """Paint this reading; `typed` is whether anything stands in the box."""
        self._query, self._text = query, query.text if typed else ""
        if self.mark and self.mark not in self._stops():
            self.mark = ""
        self._paint()

    def forget(self, text: str) -> None:
        """The clerk types on: nothing is marked any more, and with the last letter go the corrections."""
        self.mark = ""
        if not text:
            self.told.clear()
            self._rings.clear()

    def leave(self) -> None:
        """Nothing is marked any more; what was corrected stays."""
        self.mark = ""
        self._paint()

    # -- correcting -------------------------------------------------------------------------------

    def step(self, way: int = 1) -> bool:
        """Mark the next part that can be read another way; whether there is one."""
        stops = self._stops()
        if not stops:
            return False
        self.mark = stops[(stops.index(self.mark) + way) % len(stops)] if self.mark in stops else stops[0]
        self._paint()
        return True

    def turn(self) -> None:
        """Give the marked part its next reading; after the last one it is read as at first."""
        ring = self._rings.get(self.mark) or self._ring_of(self.mark)
        self._rings[self.mark] = ring
        now = self.told.get(self.mark)
        place = ring.index(now) + 1 if now in ring else 0
        if place < len(ring):
            self.told[self.mark] = ring[place]
        else:
            self.told.pop(self.mark, None)

    # -- private ----------------------------------------------------------------------------------

    def _owner(self, part: Part) -> str:
        """The text that a correction of this part is about: a corrected one may have come apart."""
        return next((text for text in self.told if text.startswith(f"{part.text} ")), part.text)

    def _stops(self) -> list[str]:
        parts = self._query.parts
        return list(dict.fromkeys(self._owner(one) for one in parts if one.options or self._owner(one) in self._rings))

    def _ring_of(self, mark: str) -> tuple[PartKind, ...]:
        return next((one.options for one in self._query.parts if one.text == mark), ())

    def _paint(self) -> None:
        # A line of a fixed height: a key must not have the whole screen laid out anew.
        self.update(self._line(max(20, self.app.size.width - 2)), layout=False)

    def _line(self, width: int) -> Content:
        if not self._text:
            return Content("")
        read = [one for one in self._query.parts if one.kind is not PartKind.UNREAD]
        left = [one for one in self._query.parts if one.kind is PartKind.UNREAD]
        pieces: list[tuple[str, bool]] = []
        for gap, parts in (("", read), ("  Not used: " if read else "Not used: ", left)):
            for place, one in enumerate(parts):
                pieces.append(("; " if place else gap, False))
                pieces.append((one.says, bool(self.mark) and self._owner(one) == self.mark))
        if not self.mark:
            return _fit(pieces or [(INVITES, False)], width)
        marked = max(cell_len(text) for text, marked in pieces if marked) + 1
        keys = _KEYS if marked + cell_len(_KEYS) <= width else _KEY
        return _fit(pieces, width - cell_len(keys)).append(Content(keys))


def _fit(pieces: list[tuple[str, bool]], room: int) -> Content:
    """All of it, or from the marked part on; whatever is cut has a sign."""
    first = next((place for place, (_, marked) in enumerate(pieces) if marked), 0)
    if sum(cell_len(text) for text, _ in pieces[: first + 1]) > room:
        pieces = [("…", False), *pieces[first:]]
    line = Content("")
    for text, marked in pieces:
        shown = fitted(text, room - line.cell_length)
        line = line.append(Content.styled(shown, "reverse bold") if marked else Content(shown))
        if shown != visible(text):
            break
    return line


class FindBox(SearchBox):
    """The box; while a part of the line below is marked, Tab and the arrows go to another, Enter turns it."""

    @dataclass
    class Corrected(Message):
        """What a key does to the marked part: a step to another part, a turn, or leaving it."""

        step: int = 0
        turn: bool = False

    def __init__(self, line: ParseLine, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002
        super().__init__(id=id, placeholder=placeholder)
        self._line = line

    def on_key(self, event: events.Key) -> None:
        """Only these keys, and only while something is marked; the find key keeps a text that is marked as a whole."""
        if event.key == "slash" and self.value and len(self.selected_text) == len(self.value):
            event.stop()
            event.prevent_default()
            return
        if not self._line.mark or event.key not in (*_STEPS, "enter", "escape"):
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Corrected(_STEPS.get(event.key, 0), turn=event.key == "enter"))
