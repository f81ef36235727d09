"""`tracker court`: the courts of this installation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from db.cards.accounts import CourtCode
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, print_json, print_table, talk
from tracker_tui.cli.outputs import export_list, print_list

app = group("Set up the courts of this installation, print and export their lists.")
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
Area = Annotated[str, typer.Option(metavar="CODE", help="The area whose authoriser answers for it.")]


@app.command("add", epilog="Example: tracker court add B01LY --room 01 --room 02 --as p.hale")
def add(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The court's code: B01LY, or with the room B01LY00.")],
    *,
    name: Annotated[str, typer.Option(help="Its name, where the list of courts has another or none.")] = "",
    room: Annotated[list[str] | None, typer.Option(help="A court room as lists name it; repeat it.")] = None,
    area: Area = "",
    dry_run: DryRun = False,
) -> None:
    """Set up a court, also one that only a feed has brought so far. It is not enabled yet."""
    with signed_in(context) as desk:
        if dry_run:
            short, called, tier = desk.set_up.check_court(code, name, area=area)
            line(f"Would set up {short} {called} ({tier.label}).")
            return
        court = desk.set_up.add_court(code, name, rooms=room or (), area=area)
    line(f"{court.code} {court.name} is set up.")
    talk(f"Next: tracker court enable {court.code}")


@app.command("change", epilog="Example: tracker court change B01LY --area NORTH --as p.hale")
def change(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The court's code.")],
    *,
    name: Annotated[str, typer.Option(help="Another name.")] = "",
    area: Area = "",
    dry_run: DryRun = False,
) -> None:
    """Give a court that is set up another name, or put it into an area."""
    with signed_in(context) as desk:
        court = desk.set_up.change_court(code, name=name, area=area, dry_run=dry_run)
    lies = f", area {court.area}" if court.area else ""
    line(f"{court.code} {'would be' if dry_run else 'is'} {court.name}{lies}.")


@app.command("enable", epilog="Example: tracker court enable B01LY --as p.hale")
def enable(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The court's code.")],
    *,
    dry_run: DryRun = False,
) -> None:
    """Let clerks use a court that is set up."""
    with signed_in(context) as desk:
        if dry_run:
            line(f"Would enable {desk.set_up.check_enable(code)}.")
            return
        court = desk.set_up.enable_court(code)
    line(f"{court.code} {court.name} is enabled.")


@app.command("list", epilog="Example: tracker court list --json")
def list_courts(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: [{code, name, jurisdiction, set_up, enabled, rooms, area}].")
    ] = False,
) -> None:
    """List every court, those that only a feed knows included."""
    with signed_in(context) as desk:
        courts = desk.set_up.courts()
    if as_json:
        print_json([{key: value for key, value in asdict(court).items() if key != "id"} for court in courts])
        return
    rows = [(c.code, c.name, c.jurisdiction, c.set_up, c.enabled, ", ".join(c.rooms), c.area) for c in courts]
    columns = ("code", "name", "tier", "set up", "enabled", "rooms", "area")
    print_table(columns, rows, empty="No court yet. Next: tracker court add CODE")


@app.command("map", epilog="Example: tracker court map 1840 B01LY --system libra --as p.hale")
def put_on_map(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="What the other system calls the court.")],
    court: Annotated[str, typer.Argument(help="The court's code here: B01LY.")],
    *,
    system: Annotated[str, typer.Option(help="libra or common-platform.")] = "libra",
    room_code: Annotated[str, typer.Option(help="What the other system calls one room of it.")] = "",
    room: Annotated[str, typer.Option(help="The room's name here; with --room-code.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Say which court or room another system means; lists loaded from now on go by it."""
    wanted = CourtCode(system, code, room_code, court, room)
    with signed_in(context) as desk:
        kept = desk.code_map.check(wanted) if dry_run else desk.code_map.put(wanted)
    theirs, ours = f"{kept.code} {kept.room_code}".strip(), f"{kept.court} {kept.room}".strip()
    line(f"{theirs} of {kept.system} {'would mean' if dry_run else 'means'} {ours}.")


@app.command("codes", epilog="Example: tracker court codes --json")
def codes(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: [{system, code, room_code, court, room}].")
    ] = False,
) -> None:
    """List what other systems call courts and rooms."""
    with signed_in(context) as desk:
        found = desk.code_map.list()
    if as_json:
        print_json([asdict(one) for one in found])
        return
    rows = [(one.system, one.code, one.room_code, one.court, one.room) for one in found]
    print_table(("system", "code", "room code", "court", "room"), rows, empty="Nothing is mapped.")


app.command("print", epilog="Example: tracker court print B01LY --day +1 --public --as j.moss")(print_list)
app.command("export", epilog="Example: tracker court export B01LY --format csv --as j.moss")(export_list)
