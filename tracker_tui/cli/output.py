"""What the command line prints: data on stdout, talk on stderr, nothing that could steer a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from db.words.errors import TrackerError
from db.words.text import visible

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 10_000


class Advance(Protocol):
    """Moves a progress bar: how much is done, and of how much where that is known."""

    def __call__(self, done: int, of: int | None = None) -> None:
        """Show it."""


def complain(problem: TrackerError) -> None:
    """The sentence of an error, on stderr."""
    talk(f"tracker: {problem.sentence}")


def talk(text: str) -> None:
    """One line for the person at the terminal, on stderr."""
    print(visible(text), file=sys.stderr)


def line(text: str = "") -> None:
    """One line of data, on stdout."""
    print(visible(text))


def lines_as_they_are(text: str) -> None:
    """A whole text on stdout, its lines and their ends kept (CSV has CR LF); nothing else in it steers a terminal."""
    parted = text.split("\n")
    ends = ["\r" if each.endswith("\r") else "" for each in parted[:-1]] + [""]
    kept = (visible(each[: len(each) - len(end)]) + end for each, end in zip(parted, ends, strict=True))
    print("\n".join(kept), end="")


def print_json(value: object) -> None:
    """One JSON document on stdout. Dates, ids and enums become text; everything outside ASCII is escaped."""
    # json costs 5 ms that most commands need not pay.
    import json

    print(json.dumps(value, indent=2, default=_plain))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
    """Rows for a person to read, on stdout; `empty` goes to stderr when there are none.

    In a pipe no cell is cut or wrapped, so that the lines can be searched.
    """
    # Rich is loaded by commands that print a table, not by help.
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(_words(cell))) for cell in row))
    if not table.row_count:
        talk(empty)
        return
    _console().print(table)


@contextmanager
def progress(label: str) -> Iterator[Advance]:
    """A bar on stderr for long work, shown on a terminal only."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    # As for tables: loaded when there is something to show.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(file=sys.stderr, markup=False, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(visible(label), total=None)

        def advance(done: int, of: int | None = None) -> None:
            bar.update(task, completed=done, total=of)

        yield advance


def _unseen(done: int, of: int | None = None) -> None:
    """Nobody watches a bar in a pipe."""


def _console() -> Console:
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDE
    return Console(file=sys.stdout, markup=False, highlight=False, emoji=False, width=width, soft_wrap=False)


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _plain(value: object) -> str:
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if callable(isoformat) else str(value)
