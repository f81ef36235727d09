"""The import of an invented weekly file of prisoners, new and a week later, where nobody else is signed in."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

from bench.figures import Figure
from bench.programs import settings


def measure() -> Iterator[Figure]:
    """`bench.import_prisoners` in a process of its own, so that the peak is the import's."""
    command = [sys.executable, "-m", "bench.import_prisoners"]
    said = subprocess.run(command, env=settings(), capture_output=True, text=True, check=True).stdout
    peak = re.search(r"peak memory (\d+) MiB", said)[1]  # type: ignore[index]
    for what, words in (("new", "new prisoners"), ("a week later", "prisoners a week later")):
        pace = float(re.search(rf"([\d,]+) records/s {what}", said)[1].replace(",", ""))  # type: ignore[index]
        yield Figure(
            f"import of 1,000 {words}",
            1000 / pace,
            "s",
            0.2,
            f"{pace:,.0f} records a second; peak memory {peak} MiB",
            "20,000 records with raw, provenance, audit and change rows into SQLite, one sign-in",
        )
