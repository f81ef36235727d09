"""`tracker agency`: the agencies that own records and have users."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from db.words.families.places import AgencyKind
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table

app = typer.Typer(
    help="Set up the agencies that own records and have users.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Only gives the help above to the group."""


@app.command("add", epilog='Example: tracker agency add NORTH-PROB "Northern Probation" --kind probation')
def add(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="A short code of letters, digits, - and _.")],
    name: Annotated[str, typer.Argument(help="Its name.")],
    *,
    kind: Annotated[AgencyKind, typer.Option(help="What it is.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Add an agency."""
    with signed_in(context) as desk:
        if dry_run:
            line("Would add the agency {} {}.".format(*desk.set_up.check_agency(code, name)))
            return
        agency = desk.set_up.add_agency(code, name, kind)
    line(f"{agency.code} {agency.name} is added.")


@app.command("list", epilog="Example: tracker agency list --json")
def list_agencies(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One document: [{code, name, kind}].")] = False,
) -> None:
    """List every agency."""
    with signed_in(context) as desk:
        agencies = desk.set_up.agencies()
    if as_json:
        print_json([{key: value for key, value in asdict(one).items() if key != "id"} for one in agencies])
        return
    print_table(("code", "name", "kind"), [(a.code, a.name, a.kind) for a in agencies], empty="No agency yet.")
