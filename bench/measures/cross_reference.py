"""A weekly prison file of 90,000 rows against 100,000 people on record: from file to who of the registered is in."""

from __future__ import annotations

from collections.abc import Iterator

from bench.cross_reference import MEGABYTES, PERSONS, PRISONERS, SECONDS, measured
from bench.figures import Figure


def measure() -> Iterator[Figure]:
    """`bench.cross_reference`: the file of the second week, which meets the first one's people."""
    taken = measured()
    week = taken.weeks[1]
    how = (
        f"{PRISONERS:,} rows, 1 in 20 changed, {PERSONS:,} people and the week before on record in SQLite, "
        "one sign-in; each held against who is registered"
    )
    found = f"{taken.inside} of {taken.registered} registered people found inside"
    yield Figure(
        "cross-reference of a weekly prison file", week.seconds, "s", SECONDS,
        f"{week.worked:.1f} s of the processor; {found}, listed in {1000 * taken.listed:.0f} ms", how,
    )  # fmt: skip
    yield Figure("the same, peak memory", taken.peak * 1.048576, "MB", MEGABYTES, f"{taken.peak} MiB", how)
