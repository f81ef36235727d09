"""`tracker agency`: the agencies that own records and have users."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from db.words.families.places import AgencyKind
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table

app = group("Set up the agencies that own records and have users.")
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
Area = Annotated[str, typer.Option(metavar="CODE", help="The area whose authoriser answers for it.")]


@app.command("add", epilog='Example: tracker agency add NORTH-PROB "Northern Probation" --kind probation')
def add(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="A short code of letters, digits, - and _.")],
    name: Annotated[str, typer.Argument(help="Its name.")],
    *,
    kind: Annotated[AgencyKind, typer.Option(help="What it is.")],
    area: Area = "",
    dry_run: DryRun = False,
) -> None:
    """Add an agency."""
    with signed_in(context) as desk:
        if dry_run:
            line("Would add the agency {} {}.".format(*desk.set_up.check_agency(code, name, area=area)))
            return
        agency = desk.set_up.add_agency(code, name, kind, area=area)
    line(f"{agency.code} {agency.name} is added.")


@app.command("change", epilog="Example: tracker agency change NORTH-PROB --area NORTH --as p.hale")
def change(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The agency's code.")],
    *,
    name: Annotated[str, typer.Option(help="Another name.")] = "",
    area: Area = "",
    dry_run: DryRun = False,
) -> None:
    """Give an agency another name, or put it into an area."""
    with signed_in(context) as desk:
        agency = desk.set_up.change_agency(code, name=name, area=area, dry_run=dry_run)
    lies = f", area {agency.area}" if agency.area else ""
    line(f"{agency.code} {'would be' if dry_run else 'is'} {agency.name}{lies}.")


@app.command("list", epilog="Example: tracker agency list --json")
def list_agencies(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One document: [{code, name, kind, area}].")] = False,
) -> None:
    """List every agency."""
    with signed_in(context) as desk:
        agencies = desk.set_up.agencies()
    if as_json:
        print_json([{key: value for key, value in asdict(one).items() if key != "id"} for one in agencies])
        return
    rows = [(one.code, one.name, one.kind, one.area) for one in agencies]
    print_table(("code", "name", "kind", "area"), rows, empty="No agency yet.")
