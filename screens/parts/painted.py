"""The lines of a table as strips: heading, row, and what stands below the last row."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.frame.lines import fitted
from screens.parts.rows import Column, line

EDGE = 3
"""Cells before the first column: cursor, mark, sign."""


def heading(columns: Sequence[Column], count: str, *, cells: Sequence[int], width: int, base: Style) -> Strip:
    """The titles, and at the right end how many rows there are."""
    titles = " " * EDGE + line([column.title for column in columns], columns, cells)
    return painted(
        "",
        fitted(titles.rstrip(), width - len(count)).ljust(width - len(count)) + count,
        width=width,
        style=base + Style(bold=True, underline=True),
    )


def painted(edge: str, text: str, *, width: int, style: Style) -> Strip:
    """A row with its edge, as wide as the table."""
    return Strip([Segment(fitted(edge, EDGE), style), Segment(text, style)]).adjust_cell_length(width, style)


def plain_line(text: str, *, width: int, base: Style) -> Strip:
    """A sentence, or an empty line."""
    return Strip([Segment(fitted(text, width), base)]).adjust_cell_length(width, base)
