"""`tracker demo`: Tracker on invented data, to try it or to teach it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker_tui.cli.group import command_app
from tracker_tui.cli.output import line, talk
from tracker_tui.given import given

if TYPE_CHECKING:
    from db.keeper.homes import Home

app = command_app()


@app.command(
    epilog="Examples: tracker demo; tracker demo --as judge; tracker demo --home /tmp/demo --prepare; "
    "tracker demo --date 12/3/2026"
)
def demo(
    context: typer.Context,
    *,
    prepare: Annotated[bool, typer.Option("--prepare", help="Make the demo home ready and stop there.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Throw the demo's data away and make it anew.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be made, write nothing.")] = False,
    date: Annotated[
        str,
        typer.Option(
            metavar="DAY",
            help="The day the demo lives on: 12/3/2026, +28, mon. Kept for every command on this home until the "
            "demo is opened without it.",
        ),
    ] = "",
    fixture: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Make the demo anew from this file of areas, people, offences and prison downloads, instead of its "
            "own people; it lives on the day that the file names.",
        ),
    ] = "",
) -> None:
    """Open Tracker on invented data: 13 courts, 12 agencies, 600 people and a user for each role.

    User names and passwords stand on the sign-in screen; --as fills in a role. A demo never opens a live home.
    """
    # Loaded when the demo runs: the root's help needs none of it.
    from db.keeper.demo import prepare_demo
    from db.keeper.homes import HomeKind, find_home
    from db.keeper.published import demo_user_named
    from db.words.clock import Clock
    from db.words.dates import parse_loose, spell

    said = given(context)
    user = demo_user_named(said.user) if said.user else ""
    clock = Clock()
    day = parse_loose(date, today=clock.today()) if date else None
    home = find_home(said.home, kind=HomeKind.DEMO)
    if dry_run:
        _tell_dry_run(home, reset=reset or bool(fixture))
        return
    ready = prepare_demo(home, clock=clock, day=day, reset=reset, fixture=Path(fixture) if fixture else None)
    if ready.made:
        talk(f"Demo made in {ready.home.folder}: invented data, {spell(clock.today())}.")
    if prepare:
        line(str(ready.home.folder))
        return
    from tracker_tui.start import start

    raise typer.Exit(start(said, home=ready.home, clock=clock, user_name=user))


def _tell_dry_run(home: Home, *, reset: bool) -> None:
    from db.keeper.homes import HomeKind

    if home.kind is not None:
        home.insist(HomeKind.DEMO)
    known = home.database.exists()
    what = "make the demo anew" if known and reset else "open the demo that is" if known else "make a demo"
    line(f"Would {what} in {home.folder}.")
