"""One line to type in: a key repaints the line and not the whole screen; what does not fit is told, never cut."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from screens.frame.messages import StatusSaid


class Line(Input):
    """An `Input` of fixed height whose text may be longer than its width.

    Textual lays the whole screen out anew whenever the text's length changes; the line's place on the
    screen does not depend on it, so that is left out.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def restricted(self) -> None:
        """Too long by what was just typed or pasted: none of that was taken."""
        self.post_message(StatusSaid(f"{self.max_length} characters fit in this line; what came last was not taken."))
