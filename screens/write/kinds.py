"""The line that says what kind of note this is; after ^T one letter chooses another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from db.cards.notes import KindChoice
from db.words.families.notes import NoteKind

LETTERS = {
    NoteKind.JUDGE_PERSONAL: "j",
    NoteKind.HEARING: "h",
    NoteKind.AGENCY: "a",
    NoteKind.SHARED: "s",
}


class KindLine(Widget, can_focus=True):
    """`j judge's personal  h hearing  a agency  s shared`; Enter takes the marked one, Left and Right move it."""

    @dataclass
    class Chosen(Message):
        """A kind was chosen; `done` when the clerk means to type now."""

        kind: NoteKind
        done: bool

    @dataclass
    class Refused(Message):
        """Why a letter did nothing."""

        why: str

    @dataclass
    class Pasted(Message):
        """Text was pasted before the kind was chosen; it must not be lost."""

        text: str = field(repr=False)

    def __init__(self, choices: Sequence[KindChoice], *, kind: NoteKind | None, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.kind = kind
        self.locked = False

    def choice(self, kind: NoteKind | None) -> KindChoice | None:
        """What the policy says of a kind."""
        return next((one for one in self.choices if one.kind is kind), None)

    def show(self, kind: NoteKind, *, locked: bool = False) -> None:
        """Mark a kind; a correction keeps the kind of its note, so it is locked."""
        self.kind, self.locked = kind, locked
        self.refresh()

    def render(self) -> Content:
        """The kinds with their letters, the marked one in brackets and reverse."""
        if self.locked and self.kind is not None:
            return Content.assemble(
                " Kind: ", (f"[{self.kind.label}]", "bold"), " (a correction keeps it; ^T, then d, withdraws the note)"
            )
        parts: list[Content] = []
        for one in self.choices:
            text = f"{LETTERS[one.kind]} {one.kind.label}"
            marked = one.kind is self.kind
            style = ("bold reverse" if self.has_focus else "bold") if marked else ("dim" if one.why_not else "")
            parts.append(Content.styled(f"[{text}]" if marked else f" {text} ", style))
        return Content.assemble(" Kind: ", *parts, " < which?" if self.has_focus else "  ^T")

    def on_focus(self) -> None:
        """The mark at the end says that letters choose now."""
        self.refresh()

    def on_blur(self) -> None:
        """Letters are text again."""
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """A letter chooses and goes on to the text; Left and Right try another; Enter takes the marked one."""
        if self.locked or not self.choices:
            if event.key == "enter" and self.kind is not None:
                self._take(event, self.kind, done=True)
            return
        letter = (event.character or "").lower()
        by_letter = {LETTERS[one.kind]: one for one in self.choices}
        if event.key in ("left", "right"):
            self._take(event, self._beside(1 if event.key == "right" else -1), done=False)
        elif event.key == "enter" and self.kind is not None:
            self._take(event, self.kind, done=True)
        elif letter in by_letter:
            one = by_letter[letter]
            if one.why_not:
                self._stop(event)
                self.post_message(self.Refused(one.why_not))
            else:
                self._take(event, one.kind, done=True)
        elif letter.isalnum():
            self._stop(event)
            self.post_message(
                self.Refused(f"First choose who it is for: {', '.join(by_letter)}; Enter takes the marked.")
            )

    def on_paste(self, event: events.Paste) -> None:
        """The screen takes the text."""
        event.stop()
        self.post_message(self.Pasted(event.text))

    def _beside(self, step: int) -> NoteKind:
        open_to = [one.kind for one in self.choices if not one.why_not] or [one.kind for one in self.choices]
        at = open_to.index(self.kind) if self.kind in open_to else 0
        return open_to[(at + step) % len(open_to)]

    def _take(self, event: events.Key, kind: NoteKind, *, done: bool) -> None:
        self._stop(event)
        self.kind = kind
        self.refresh()
        self.post_message(self.Chosen(kind, done))

    def _stop(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
