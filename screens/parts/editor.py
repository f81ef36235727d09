"""The note editor: nothing typed is lost, and no F key can select, replace or delete a word of it."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import BindingsMap
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from db.words.text import clean_block

KEPT_WITHIN = 0.25
"""Seconds of typing that a kill may cost at most (ux.md 17)."""
_TAKEN_OUT = frozenset({"f6", "f7", "ctrl+x", "ctrl+u", "ctrl+k", "ctrl+shift+k", "ctrl+f"})


class NoteEditor(TextArea):
    """Text of several lines. `Typed` is posted at most 0.25 s after the first key that was not kept yet."""

    @dataclass
    class Typed(Message):
        """What stands in the editor now, for the draft journal; `cursor` is line and column."""

        editor: NoteEditor
        text: str
        cursor: tuple[int, int]

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(clean_block(text), id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self._waiting: Timer | None = None
        self._kept = self.first = self.text
        # F6 and F7 select a line and everything: one more letter would replace the note. The others take
        # a whole line away with one key.
        self._bindings = BindingsMap.from_keys(
            {key: bound for key, bound in self._bindings.key_to_bindings.items() if key not in _TAKEN_OUT}
        )

    @property
    def written(self) -> str:
        """The text as it may be stored."""
        return clean_block(self.text)

    def put(self, text: str, *, cursor: tuple[int, int] | None = None) -> None:
        """Show a draft again, the cursor where it was."""
        self.load_text(clean_block(text))
        self._kept = self.text
        self.move_cursor(cursor or self.document.end)

    def flush(self) -> None:
        """Post what is not kept yet, now."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        if self.text != self._kept:
            self._kept = self.text
            self.post_message(self.Typed(self, self.text, self.cursor_location))

    def on_text_area_changed(self) -> None:
        """Start the quarter of a second, once: going on typing does not put it off."""
        if self._waiting is None and self.text != self._kept:
            self._waiting = self.set_timer(KEPT_WITHIN * 0.8, self.flush)

    def on_paste(self, event: events.Paste) -> None:
        """What comes from a clipboard is cleaned before it is in the text."""
        event.text = clean_block(event.text)

    def on_blur(self) -> None:
        """Leaving the field keeps it at once."""
        self.flush()
