"""`tracker case`: restrict a case to named roles of its court, and lift the restriction."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.asking import confirm
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line

_CASE = typer.Argument(help="The case's id, number or URN.", show_default=False)
_YES = typer.Option("--yes", help="Do not ask.")
_DRY = typer.Option("--dry-run", help="Check everything, write nothing.")

app = group("Restrict a case, or lift the restriction.")


@app.command("restrict", epilog="Example: tracker case restrict 2600001234 --reason 'Order of 12 March' --as h.quayle")
def restrict(
    context: typer.Context,
    case: Annotated[str, _CASE],
    *,
    reason: Annotated[str, typer.Option(help="Why, for the record of restrictions; names nobody.")] = "",
    yes: Annotated[bool, _YES] = False,
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Restrict a case: only those of its court who read restricted cases find it from now on."""
    with signed_in(context) as desk:
        key = desk.sealing.named(case)
        if dry_run:
            line(desk.sealing.refusal() or f"Would restrict the case {case}.")
            return
        confirm(f"The case {case} would be found by nobody but those named.", yes=yes)
        desk.sealing.restrict(key, reason)
    line(f"The case {case} is restricted.")


@app.command("lift", epilog="Example: tracker case lift 2600001234 --as h.quayle")
def lift(
    context: typer.Context,
    case: Annotated[str, _CASE],
    *,
    yes: Annotated[bool, _YES] = False,
    dry_run: Annotated[bool, _DRY] = False,
) -> None:
    """Lift the restriction of a case."""
    with signed_in(context) as desk:
        key = desk.sealing.named(case)
        if dry_run:
            line(desk.sealing.refusal() or f"Would lift the restriction of the case {case}.")
            return
        confirm(f"The case {case} would be found again by everybody who found it before.", yes=yes)
        desk.sealing.lift(key)
    line(f"The restriction of the case {case} is lifted.")
