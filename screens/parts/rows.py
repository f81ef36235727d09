"""What a table shows: columns, rows with a record key, pages, and the source they are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Protocol

from rich.cells import cell_len

from screens.frame.lines import fitted, padded

AT_ONCE = 200
"""Rows a call of the desk returns at most."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its width in cells.

    A width of 0 shares what is left. `wide` columns are shown from 100 cells on only.
    """

    title: str
    width: int = 0
    right: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its key, a text for each column, and one sign that says what happened to it.

    `sign` is the source's own (`-` vacated, `>` moved); the table adds `+` for new and `~` for changed.
    """

    key: str
    cells: tuple[str, ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order; `total` of all rows (None: nobody counted); `more` whether any follow."""

    rows: Sequence[Row]
    total: int | None = None
    more: bool = False


class Source(Protocol):
    """Where a table reads: a page after a record key, never an offset."""

    def page(self, after: str | None, limit: int) -> Page:
        """At most `limit` rows that follow the row with key `after`; from the first when it is None."""


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where there is nothing: why, and the key to press next."""

    why: str
    next_key: str = ""

    def line(self, number: int) -> str:
        """Line 0 says why, line 1 the next key, the others nothing."""
        return (self.why, self.next_key)[number] if number < 2 else ""


@dataclass(frozen=True, slots=True)
class Held:
    """A source over rows that are in memory already."""

    rows: Sequence[Row]

    def page(self, after: str | None, limit: int) -> Page:
        """All of them: what is in memory needs no paging."""
        return Page(self.rows if after is None else (), total=len(self.rows))


def widths(columns: Sequence[Column], room: int) -> tuple[int, ...]:
    """Cells for each column, 0 for one that is not shown; one cell stands between two columns."""
    shown = [column for column in columns if room >= 100 or not column.wide]
    fixed = sum(column.width for column in shown) + max(0, len(shown) - 1)
    sharing = [column for column in shown if not column.width]
    share, rest = divmod(max(0, room - fixed), max(1, len(sharing)))
    found: list[int] = []
    for column in columns:
        if column not in shown:
            found.append(0)
        elif column.width:
            found.append(column.width)
        else:
            found.append(share + (1 if rest > 0 else 0))
            rest -= 1
    return tuple(found)


def line(texts: Sequence[str], columns: Sequence[Column], cells: Sequence[int]) -> str:
    """The texts of one row, each cut or padded to its column."""
    parts: list[str] = []
    for text, column, width in zip(texts, columns, cells, strict=False):
        if width:
            shown = fitted(text, width) if column.right else padded(text, width)
            parts.append(" " * (width - cell_len(shown)) + shown if column.right else shown)
    return " ".join(parts)


def changes(before: Sequence[Row], after: Sequence[Row]) -> dict[str, str]:
    """Record key -> sign of what differs: `+` for a new row, `~` for one that reads otherwise."""
    known = {row.key: row for row in before}
    found: dict[str, str] = {}
    for row in after:
        old = known.get(row.key)
        if old is None:
            found[row.key] = "+"
        elif old != row:
            found[row.key] = "~"
    return found


def read_pages(source: Source, wanted: int) -> Page:
    """Pages one after the other until so many rows are there, or none follow."""
    page = source.page(None, AT_ONCE)
    if not page.more or len(page.rows) >= wanted:
        return page
    rows, more, total = list(page.rows), True, page.total
    while more and len(rows) < wanted:
        following = source.page(rows[-1].key, AT_ONCE)
        rows.extend(following.rows)
        more, total = following.more, following.total or total
    return Page(rows, total, more)


def spread(text: str, aside: str, width: int) -> list[str]:
    """The text on the left in as many rows as it needs, what stands beside it on the right of the first."""
    room = max(20, width - (cell_len(aside) + 1 if aside else 0))
    indent = " " * (len(text) - len(text.lstrip()))
    first, *others = wrap(text.strip(), max(10, room - len(indent)), subsequent_indent="  ") or [""]
    lead = padded(indent + first, room) + (f" {aside}" if aside else "")
    return [lead.rstrip(), *(indent + row for row in others)]
