"""Finding a person by a name half heard: Tracker beside other engines and other tools on one invented register."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures import Figure
from bench.lookup.options import Options


def measure(options: Options | None = None) -> Iterator[Figure]:
    """Ask, tell the tables, and give the figures."""
    # Every engine and the tables of the product, for this one measure.
    from bench.lookup.report import figures, lines
    from bench.lookup.side_by_side import run
    from bench.lookup.tools import beside

    chosen = options or Options()
    with run(chosen) as done:
        tools = beside(done) if chosen.tools and 1.0 in chosen.shares else []
        for line in lines(done, tools):
            chosen.tell(line)
        yield from figures(done, tools)
