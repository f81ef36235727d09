"""F1 and `?`: what the screen is for, and every key that counts on it, from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.frame.base import BaseScreen
from screens.keys import Group

_HERE_FIRST = (Group.RECORD, Group.MOVING, Group.PLACES, Group.ANYWHERE)
"""What the screen below adds comes before what counts everywhere: it is what is asked for."""


class HelpScreen(BaseScreen):
    """Opened over another screen; keeps that screen's person and vital strip in view."""

    PLACE = "help"
    TITLE = "Help"
    HELP: ClassVar[str] = "Every key that counts on the screen below. Esc goes back to it."

    def __init__(self, about: BaseScreen, *, kind: str = "help.open") -> None:
        super().__init__()
        self.about = about
        if about.PLACE.startswith("start.sign"):  # over the sign-in and the cover no other key counts either
            self.keys_at = about.PLACE
        self.keys_only = kind == "help.keys"
        self.person_label, self.signs, self.as_at = about.person_label, about.signs, about.as_at

    @property
    def title_words(self) -> str:
        """`Help: Today's list`."""
        return f"{'Keys' if self.keys_only else 'Help'}: {self.about.title_words}"

    def compose_body(self) -> ComposeResult:
        """One scrolling page of text."""
        with VerticalScroll(id="help-page"):
            yield Static(markup=False)

    def on_mount(self) -> None:
        """Arrows and PgDn scroll at once."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        """The lines are wrapped to the width, under their own words and not under the keys."""
        self.query_one(Static).update(Content("\n").join(self._lines(max(40, self.size.width - 4))))

    def _lines(self, width: int) -> Iterator[Content]:
        if not self.keys_only and self.about.HELP:
            yield from (Content(row) for row in wrap(self.about.HELP, width))
            yield Content("")
        here = self.host.keymap.at(self.about.PLACE)
        for group in _HERE_FIRST:
            of_group = [action for action in here if action.group is group]
            if not of_group:
                continue
            yield Content.styled(group.value, "bold")
            for action in of_group:
                keys = self.host.keymap.spoken_for(action)
                reason = self.about.why_not(action.id)
                not_now = f" Not now: {reason}" if reason else ""
                words = f"  {keys:<14}{action.label}. {action.help}{not_now}"
                yield from (Content(row) for row in wrap(words, width, subsequent_indent=" " * 16))
            yield Content("")
        yield Content("Letters count outside text fields only, as capitals too. Esc goes back.")
