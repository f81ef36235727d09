"""Tracker whose `feed import` stands still once the first rows of a file are written: `held_import.py ARGUMENTS...`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tracker_tui.__main__ import main
from tracker_tui.cli import feed
from tracker_tui.cli.output import Advance

bar_of = feed.progress


@contextmanager
def held(label: str) -> Iterator[Advance]:
    """The bar itself; whoever moves it goes no further, as if the next rows took very long."""
    with bar_of(label) as advance:

        def hold(done: int, of: int | None = None) -> None:
            advance(done, of)
            while True:
                time.sleep(0.02)

        yield hold


if __name__ == "__main__":
    feed.progress = held
    main()
