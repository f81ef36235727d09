"""`tracker lookup`: the index that finding asks, proved and mended."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from tracker_tui.cli.acting import opened
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, talk

app = group("Check what finding asks, and make it anew.")


@app.command("check", epilog="Example: tracker lookup check --json")
def check(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One document: {faults: [{what, row}]}.")] = False,
) -> None:
    """Compare every row of the index with the record, and name the rows that differ; exit code 1 where any does."""
    # Each command of this file loads what it needs when it runs.
    from db.keeper import lookup

    with opened(context) as installation:
        faults = lookup.check(installation)
    if as_json:
        print_json({"faults": [asdict(fault) for fault in faults]})
    elif faults:
        print_table(("what differs", "row"), [(fault.what, fault.row) for fault in faults], empty="")
        talk("Finding may miss somebody: tracker lookup rebuild")
    else:
        line("The index agrees with the record.")
    if faults:
        raise typer.Exit(1)


@app.command("rebuild", epilog="Example: tracker lookup rebuild")
def rebuild(
    context: typer.Context,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, write nothing.")] = False,
) -> None:
    """Make the index anew out of the record; others go on finding, and whoever saves waits until it is done."""
    from db.keeper import lookup

    with opened(context) as installation:
        if dry_run:
            line(f"Would make the index anew; {len(lookup.check(installation)):,} rows that differ were found.")
            return
        made = lookup.rebuild(installation)
    line(f"{made.names:,} names of {made.words:,} words in {made.rows:,} rows, in {made.seconds:.1f} seconds.")
