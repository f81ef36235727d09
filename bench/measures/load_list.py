"""The import of an invented list of 745 cases in one session, with its peak memory."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from collections.abc import Iterator

from bench.figures import Figure, spread
from bench.programs import settings

ROUNDS = 3


def measure() -> Iterator[Figure]:
    """`bench.import_list` in a process of its own, so that the peak is the import's."""
    seconds, peaks, said = [], [], ""
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, "-m", "bench.import_list"], env=settings(), capture_output=True, text=True, check=True
        )
        said = done.stdout
        seconds.append(float(re.search(r"new: ([\d.]+) s", said)[1]))  # type: ignore[index]
        peaks.append(int(re.search(r"peak memory (\d+) MiB", said)[1]))  # type: ignore[index]
    rows = re.search(r"([\d,]+) rows;", said)
    yield Figure(
        "import of 745 cases",
        statistics.median(seconds),
        "s",
        3.0,
        f"{spread(seconds, unit='s', scale=1)}; {rows[1] if rows else '?'} rows; peak memory {max(peaks)} MiB",
        "2.7 MB of LIBRA XML into an empty SQLite file, with provenance, audit and change rows",
    )
