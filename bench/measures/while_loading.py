"""A clerk saves notes while 1,000,000 rows are imported beside them."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures import Figure, spread
from bench.homes import folder
from bench.import_million import ROWS, measure_once


def measure() -> Iterator[Figure]:
    """Ten saves a second until the import in another process has ended."""
    found = measure_once(folder(), rows=ROWS * 107 // 100)  # its estimate of rows a case is low
    how = (
        f"a note each 0.1 s while another process imports {found.rows:,} rows in {found.seconds:.0f} s, "
        f"peak {found.peak} MiB"
    )
    yield Figure("errors while 1,000,000 rows come", len(found.errors), "", 0, f"{len(found.saves)} saves", how)
    yield Figure("a save meanwhile, p95", found.p95 * 1000, "ms", 300, spread(found.saves), how)
