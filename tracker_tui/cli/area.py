"""`tracker area`: the areas that agencies and courts lie in, and the postcodes of each."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from db.words.families.places import AreaKind
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, talk

app = group("Set up the areas that agencies and courts lie in; an area's authoriser answers account requests.")
_NEXT = "Next: tracker db relevance; tracker db areas"
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]


@app.command("add", epilog='Example: tracker area add NORTH "Northern" --kind region --parent EW --as p.hale')
def add(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="A short code of letters, digits, - and _.")],
    name: Annotated[str, typer.Argument(help="Its name.")],
    *,
    kind: Annotated[AreaKind, typer.Option(help="What it is.")],
    parent: Annotated[str, typer.Option(metavar="CODE", help="The area it lies in.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Add an area."""
    with signed_in(context) as desk:
        area = desk.areas.add(code, name, kind, parent=parent, dry_run=dry_run)
    line(f"Would add the area {area.code} {area.name}." if dry_run else f"{area.code} {area.name} is added.")
    talk(f"Next: tracker agency change CODE --area {area.code}; tracker db areas")


@app.command("change", epilog="Example: tracker area change NORTH --parent EW --as p.hale")
def change(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The area's code.")],
    *,
    name: Annotated[str, typer.Option(help="Another name.")] = "",
    parent: Annotated[
        str | None, typer.Option(metavar="CODE", help="The area it lies in from now on; '' for none.")
    ] = None,
    people: Annotated[int | None, typer.Option(help="How many people live there; areas are compared by it.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Give an area another name, or let it lie in another one: ward, partnership, force, region, nation."""
    with signed_in(context) as desk:
        area = desk.areas.change(code, name=name, parent=parent, people=people, dry_run=dry_run)
    line(f"{area.code} {area.name} {'would lie' if dry_run else 'lies'} in {area.parent or 'no other area'}.")
    if not dry_run:
        talk(_NEXT)


@app.command("list", epilog="Example: tracker area list --json")
def list_areas(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: [{code, name, kind, parent, postcodes, people}].")
    ] = False,
) -> None:
    """List every area with the one it lies in."""
    with signed_in(context) as desk:
        areas = desk.areas.list()
    if as_json:
        print_json([asdict(one) for one in areas])
        return
    rows = [(one.code, one.name, one.kind, one.parent, " ".join(one.postcodes)) for one in areas]
    empty = "No area yet. Next: tracker area add CODE NAME --kind KIND"
    print_table(("code", "name", "kind", "lies in", "postcodes"), rows, empty=empty)


@app.command("postcode", epilog="Example: tracker area postcode NORTH L1 L2 L20 --as p.hale")
def postcode(
    context: typer.Context,
    area: Annotated[str, typer.Argument(help="The area's code.")],
    outward: Annotated[list[str], typer.Argument(help="The half of a postcode before the space: L1, SW1A.")],
    *,
    remove: Annotated[bool, typer.Option("--remove", help="They do not lie in it.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Say which postcodes lie in an area, so that who lives there matters to its agencies."""
    with signed_in(context) as desk:
        card = desk.areas.postcodes(area, outward, remove=remove, dry_run=dry_run)
    line(f"{card.code} {'would have' if dry_run else 'has'}: {' '.join(card.postcodes) or 'no postcode'}.")
    if not dry_run:
        talk(_NEXT)
