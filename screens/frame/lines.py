"""The four lines around a screen's body: breadcrumb, vital strip, status line, key bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widget import Widget

from db.words.text import visible
from screens.frame.keymap import Keymap
from screens.keys import Action, spoken

W = TypeVar("W", bound=Widget)


@dataclass(frozen=True, slots=True)
class Sign:
    """One word of the vital strip; `alert` is shown in reverse and with `!`, never by colour alone."""

    text: str
    alert: bool = False


class Tone(StrEnum):
    """What kind of sentence stands on the status line; an error stays until it is dismissed."""

    SAID = "said"
    REFUSED = "refused"
    ERROR = "error"


def fitted(text: str, width: int) -> str:
    """Text cut to a width in cells, with `…` where something is missing; padded with nothing."""
    if len(text) <= width and text.isascii() and text.isprintable():  # nearly every text: nothing to look into
        return text
    shown = visible(text)
    if cell_len(shown) <= width:
        return shown
    return set_cell_size(shown, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def own(screen: Widget, kind: type[W]) -> list[W]:
    """The screen's own lines of this kind: asked at every key, so the body is not searched for them."""
    return [line for line in screen.children if isinstance(line, kind)]


def padded(text: str, width: int) -> str:
    """Text cut to a width in cells, and filled up to it with spaces."""
    if len(text) <= width and text.isascii() and text.isprintable():
        return text.ljust(width)
    shown = fitted(text, width)
    return shown + " " * (width - cell_len(shown))


class TopLine(Widget):
    """Banner, breadcrumb with the person, and the age of what is shown."""

    def __init__(self) -> None:
        super().__init__(id="frame-top")
        self._banner = ""
        self._crumbs: tuple[str, ...] = ()
        self._as_at = ""

    def show(self, *, banner: str, crumbs: Sequence[str], as_at: datetime | None) -> None:
        """Set all three; `as_at` is local time, shown to the second."""
        shown = banner, tuple(crumbs), f"As at {as_at:%H:%M:%S}" if as_at else ""
        if shown != (self._banner, self._crumbs, self._as_at):
            self._banner, self._crumbs, self._as_at = shown
            self.refresh()

    def render(self) -> Content:
        """The breadcrumb loses its beginning first: the person at its end is what must be read."""
        width = self.size.width
        banner = f" {visible(self._banner)} " if self._banner else ""
        room = width - cell_len(banner) - cell_len(self._as_at) - (2 if self._as_at else 0) - 1
        parts = [visible(part) for part in self._crumbs if part]
        while len(parts) > 1 and cell_len(" > ".join(parts)) > room:
            del parts[0]
        path = fitted(" > ".join(parts), room)
        gap = " " * (room - cell_len(path) + (2 if self._as_at else 0))
        return Content.assemble((banner, "bold reverse"), " ", (path, "bold"), gap, self._as_at)


class VitalStrip(Widget):
    """Warnings, youth, custody, bail, next hearing, restriction, interpreter: on every page of a person."""

    def __init__(self) -> None:
        super().__init__(id="frame-vital")
        self._signs: tuple[Sign, ...] = ()
        self.display = False

    def show(self, signs: Sequence[Sign] | None) -> None:
        """Set the signs in their order of weight; None takes the line away."""
        self.display = signs is not None
        if tuple(signs or ()) != self._signs:
            self._signs = tuple(signs or ())
            self.refresh()

    def render(self) -> Content:
        """As many signs as fit; what does not is counted, never dropped in silence."""
        width = self.size.width - 1
        shown: list[Content] = []
        used = 0
        for index, sign in enumerate(self._signs):
            left = len(self._signs) - index
            text = f"!{visible(sign.text)}" if sign.alert else visible(sign.text)
            keep = 0 if left == 1 else len(f"  +{left} more")
            if shown and used + 2 + cell_len(text) + keep > width:
                shown.append(Content(f"  +{left} more"))
                break
            text = fitted(text, width - used - keep - 2)
            shown.append(Content.assemble("  " if shown else "", (text, "bold reverse" if sign.alert else "")))
            used += cell_len(text) + (2 if index else 0)
        return Content.assemble(" ", *shown) if shown else Content(" No warnings recorded.")


class StatusLine(Widget):
    """The one place where Tracker talks; errors may take up to six rows and stay until dismissed."""

    def __init__(self) -> None:
        super().__init__(id="frame-status")
        self.text = ""
        self.tone = Tone.SAID

    @property
    def holds_error(self) -> bool:
        """Whether an error waits to be dismissed."""
        return self.tone is Tone.ERROR and bool(self.text)

    def show(self, text: str, tone: Tone = Tone.SAID) -> None:
        """Say something; an error that stands is not covered by lesser talk."""
        if self.holds_error and tone is not Tone.ERROR:
            return
        self.text, self.tone = visible(text), tone
        self.set_class(tone is Tone.ERROR, "-error")
        self.refresh(layout=True)

    def dismiss(self) -> None:
        """Take the sentence away, whatever it is."""
        self.text, self.tone = "", Tone.SAID
        self.remove_class("-error")
        self.refresh(layout=True)

    def make_way(self, action_id: str) -> None:
        """Something else is done: a refusal of before must not seem to be about it."""
        if self.tone is Tone.REFUSED and action_id not in ("back", "copy"):
            self.dismiss()

    def render(self) -> Content:
        """The sentence; an error begins with its word and ends with how to dismiss and copy it."""
        if self.tone is Tone.ERROR:
            return Content.assemble(("Error: ", "bold"), self.text, "  (Esc dismisses, ^C copies)")
        return Content(f"{'Not now: ' if self.tone is Tone.REFUSED else ''}{self.text}")


class KeyBar(Widget):
    """The keys that count here, by rank, in one line; it always ends with help and all actions."""

    def __init__(self) -> None:
        super().__init__(id="frame-keys")
        self._keymap: Keymap | None = None
        self._place = ""
        self._not_now: frozenset[str] = frozenset()

    def show(self, keymap: Keymap, *, place: str, not_now: frozenset[str]) -> None:
        """`not_now` are ids of actions that are not possible at the moment: shown in brackets."""
        if keymap is not self._keymap or (place, not_now) != (self._place, self._not_now):
            self._keymap, self._place, self._not_now = keymap, place, not_now
            self.refresh()

    def render(self) -> Content:
        """Entries by rank until the line is full."""
        if self._keymap is None:
            return Content("")
        tail = self._tail(self._keymap)
        room = self.size.width - cell_len(tail) - 1
        parts: list[Content] = []
        used = 0
        ranked = sorted((one for one in self._keymap.at(self._place) if one.rank), key=lambda one: one.rank)
        for action in ranked:
            entry = self._entry(self._keymap, action)
            if entry and used + cell_len(entry) + 2 <= room:
                parts.append(Content.styled(entry, "dim" if action.id in self._not_now else ""))
                parts.append(Content("  "))
                used += cell_len(entry) + 2
        return Content.assemble(" ", *parts, " " * (room - used), (tail, "bold"))

    def _entry(self, keymap: Keymap, action: Action) -> str:
        keys = keymap.keys_for(action)
        if not keys:
            return ""
        key = keys[1] if keymap.twins and keys[:1] == ("f10",) and len(keys) > 1 else keys[0]
        text = f"{action.shown_as or spoken(key)} {action.label}"
        return f"({text})" if action.id in self._not_now else text

    def _tail(self, keymap: Keymap) -> str:
        help_keys = keymap.keys_for(keymap.named("help.open"))
        all_keys = keymap.keys_for(keymap.named("palette.open"))
        first = spoken(help_keys[0]) if help_keys else "F1"
        if keymap.twins and len(help_keys) > 1:
            first = f"{first} or {spoken(help_keys[1])}"
        return f"{first} Help  {spoken(all_keys[0]) if all_keys else '^P'} All"


class Announcement(Widget):
    """For `--accessible`: what the selection is, or what was just said, always on the last row."""

    def __init__(self) -> None:
        super().__init__(id="frame-announcement")
        self.text = ""

    def show(self, text: str) -> None:
        """Announce; the next announcement replaces it."""
        self.text = visible(text)
        self.refresh()

    def render(self) -> Content:
        """One line, cut where it is too long."""
        return Content(fitted(self.text, self.size.width))
