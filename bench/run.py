"""The measured budgets: `python -m bench.run` measures all, prints each with its goal and how it was got.

`--only NAME` (may be repeated) takes some, `--list` names them, `--json` prints one document. The exit
code is 1 when a goal is missed. `--people`, `--seed`, `--visible`, `--engine`, `--each`, `--budget`,
`--floor-only` are of `--only lookup`, which prints tables of its own besides; `--people`, `--engine` and `--keep` of
`--only power` too, which fills a record of so many persons.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from importlib import import_module

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench import homes
from bench.figures import Figure
from bench.lookup.options import SHARES, Options

MEASURES = (
    "first_paint",
    "memory",
    "commands",
    "one_row",
    "signing_in",
    "keys",
    "painted",
    "rows",
    "lookup",
    "day_list",
    "load_list",
    "bare_rows",
    "load_prisoners",
    "cross_reference",
    "weekly_mail",
    "power",
    "while_loading",
    "sixteen",
    "lost_updates",
    "audit",
    "policy",
    "slow_store",
    "encrypted",
    "live",
    "demo",
    "matching",
)

_ASKED = ("lookup", "power")
"""Measures that are told how many people, on which engine."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; 0 when every goal is met."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--only", action="append", choices=MEASURES, metavar="NAME", help="measure this; repeatable")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--list", action="store_true", help="name the measures")
    lookup = Options()
    parser.add_argument("--people", type=int, default=lookup.people, help="lookup, power: persons in the register")
    parser.add_argument("--seed", type=int, default=lookup.seed, help="lookup: of register and errors")
    parser.add_argument(
        "--visible", type=float, action="append", choices=SHARES, help="lookup: the share seen; repeatable"
    )
    parser.add_argument(
        "--engine", choices=("sqlite", "postgresql"), default="sqlite", help="lookup, power: Tracker's database"
    )
    parser.add_argument("--each", type=int, default=lookup.each, help="lookup: questions of every kind")
    parser.add_argument(
        "--budget", type=float, default=lookup.budget, help="lookup: seconds an engine may spend a view"
    )
    parser.add_argument(
        "--floor-only", action="store_true", help="lookup: no peer but the B-tree prefix, and no tool; for 10,000,000"
    )
    parser.add_argument("--keep", default="", help="power: a file that keeps the filled record for the next run")
    given = parser.parse_args(arguments)
    if given.list:
        print("\n".join(MEASURES))
        return 0
    found = []
    try:
        for name in given.only or MEASURES:
            found += _taken(name, *([_options(given)] if name in _ASKED else []))
    finally:
        homes.clean_up()
    if given.json:
        print(json.dumps([figure.as_json() for figure in found], indent=2))
    else:
        show(found, Console())
    return 0 if all(figure.met for figure in found) else 1


def _options(given: argparse.Namespace) -> Options:
    """What `--only lookup` was asked for; where one document is printed, its tables go beside it."""
    out = sys.stderr if given.json else sys.stdout
    return Options(
        people=given.people,
        seed=given.seed,
        shares=tuple(given.visible or SHARES),
        engine=given.engine,
        each=given.each,
        budget=given.budget,
        tools=not given.floor_only,
        servers=given.engine == "postgresql" or not given.floor_only,
        floor_only=given.floor_only,
        keep=given.keep,
        tell=lambda text: print(text, file=out, flush=True),
    )


def _taken(name: str, *asked: Options) -> list[Figure]:
    began = time.perf_counter()
    found: list[Figure] = list(import_module(f"bench.measures.{name}").measure(*asked))
    sys.stderr.write(f"{name}: {time.perf_counter() - began:.0f} s\n")
    return found


def show(found: Sequence[Figure], console: Console) -> None:
    """The figures as a table."""
    table = Table(
        "Measured", "Value", "Goal", "", "From, and how", title="Figures, each with its goal", show_lines=True
    )
    for figure in found:
        goal = "" if figure.goal is None else f"<= {figure.words(figure.goal)}"
        style = "" if figure.met else "bold reverse"
        got = f"{figure.seen}\n{figure.how}"
        table.add_row(*map(Text, (figure.name, figure.words(figure.value), goal, figure.verdict, got)), style=style)
    console.print(table)
    one, five, _ = os.getloadavg()
    console.print(f"{os.cpu_count()} cores, Python {platform.python_version()}, load {one:.1f} (5 min: {five:.1f})")


if __name__ == "__main__":
    sys.exit(main())
