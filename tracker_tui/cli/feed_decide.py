"""`tracker feed accept` and `refuse`: a prison's weekly file that was not accepted by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, talk

ACCEPT = "Examples: tracker feed accept 5f3a9c21 --as p.hale; tracker feed accept 5f3a9c21 week.csv --as p.hale"
REFUSE = "Example: tracker feed refuse 5f3a9c21 --reason 'last week sent again' --as p.hale"
Batch = Annotated[str, typer.Argument(metavar="BATCH", help="A file's id from feed list, or six letters at its end.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]


def accept(
    context: typer.Context,
    batch: Batch,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="Where it lies now, if it was moved.")] = None,
    *,
    dry_run: DryRun = False,
) -> None:
    """Take in a prison's weekly file that waits: many rows rejected, not newer, of days to come, or much shorter.

    Rows that cannot be read are quarantined as ever. Exit code 1: rows rejected.
    """
    with signed_in(context) as desk:
        outcome = desk.deciding.accept(batch, file, dry_run=dry_run)
    counts = f"{outcome.new:,} new, {outcome.changed:,} changed, {outcome.unchanged:,} unchanged"
    line(f"{outcome.file}: {'would be ' * dry_run}accepted: {counts}, {outcome.quarantined:,} rejected.")
    raise typer.Exit(outcome.exit_code)


def refuse(
    context: typer.Context,
    batch: Batch,
    *,
    reason: Annotated[str, typer.Option(help="Why; it stands with the file.")],
    dry_run: DryRun = False,
) -> None:
    """Put away a prison's weekly file that waits; nothing of it is taken in."""
    with signed_in(context) as desk:
        desk.deciding.refuse(batch, reason=reason, dry_run=dry_run)
    line("Would be refused." if dry_run else "The file is refused; nothing of it was taken in.")
    talk("The file before stays the latest.")
