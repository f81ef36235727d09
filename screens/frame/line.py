"""One line to type in: a key press repaints the line, and not the whole screen as Textual's own does."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class Line(Input):
    """An `Input` of fixed height whose text may be longer than its width.

    Textual lays the whole screen out anew whenever the text's length changes; the line's place on the
    screen does not depend on it, so that is left out.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
