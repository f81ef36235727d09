"""The one-time code on the screen, until the screen is left: what to tell the person, and that it is shown once."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from db.cards.accounts import FirstCode
from db.words.dates import court_time, short
from db.words.text import visible


class Letter(Static):
    """Hidden until there is a code."""

    DEFAULT_CSS = "Letter { height: auto; padding: 0 1; background: $raised; border: solid $ink; }"

    def __init__(self) -> None:
        super().__init__(markup=False, id="letter")
        self.display = False

    def show(self, told: FirstCode) -> None:
        """Show the code; nothing keeps it."""
        day, at = court_time(told.until)
        rows = [
            f"For {visible(told.display_name)}, user name {visible(told.user_name)}:",
            f"One-time code  {told.code}   until {short(day)} {at:%H:%M}",
            *told.notes,
            "Tell it in person or by telephone. It is not shown again.",
        ]
        self.update(Content("\n").join(Content.styled(row, "bold" if "code  " in row else "") for row in rows))
        self.display = True
