"""The lines of a table as strips: heading, row, and what stands below the last row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.frame.lines import fitted
from screens.parts.rows import Column, line

EDGE = 3
"""Cells before the first column: cursor, mark, sign."""


class Look(NamedTuple):
    """What the lines of one paint share: colours, cells of the table, cells of each column."""

    base: Style
    width: int
    cells: tuple[int, ...]


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
    start = fitted(edge, EDGE)
    spare = width - cell_len(start) - cell_len(text)
    if spare < 0:
        return Strip([Segment(start, style), Segment(text, style)]).adjust_cell_length(width, style)
    # Filled up here, because a strip cut to size is a second strip.
    return Strip([Segment(start, style), Segment(text + " " * spare, style)], width)


def plain_line(text: str, *, width: int, base: Style) -> Strip:
    """A sentence, or an empty line."""
    return painted("", fitted(text, width), width=width, style=base)
