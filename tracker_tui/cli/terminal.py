"""`tracker terminal`: where this terminal stands."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from db.words.errors import BadInput
from tracker_tui.cli.acting import home_of, signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line

app = group("Say in which court and room this terminal stands.")


@app.command("set", epilog="Example: tracker terminal set --court B01LY --room 02 --as p.hale")
def set_terminal(
    context: typer.Context,
    *,
    court: Annotated[str, typer.Option(help="Code of an enabled court.")],
    room: Annotated[str, typer.Option(help="The room, as court lists name it.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Keep the court and room that F2 opens on this terminal, in tracker.toml."""
    with signed_in(context) as desk:
        code, named = desk.set_up.terminal(court, room)
    where = f"{code}, room {named}" if named else f"{code}, every room"
    if dry_run:
        line(f"Would set this terminal to {where}.")
        return
    home_of(context).change_settings({("terminal", "court"): code, ("terminal", "room"): named or None})
    line(f"This terminal stands in {where}.")


class TerminalClass(StrEnum):
    """Where a terminal stands, which decides how long it may wait for a key."""

    OFFICE = "office"
    COURTROOM = "courtroom"


@app.command("lock", epilog="Example: tracker terminal lock 12 --class courtroom --reason 'long trials' --as p.hale")
def lock(
    context: typer.Context,
    minutes: Annotated[int, typer.Argument(help="Minutes without a key until this terminal locks.")],
    *,
    terminal_class: Annotated[
        TerminalClass, typer.Option("--class", help="office: 5 at most; courtroom: 15.")
    ] = TerminalClass.OFFICE,
    reason: Annotated[str, typer.Option(help="Why it is more than 5 minutes; kept in the log.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Decide after how many minutes this terminal locks. An administrator does it, and the log keeps who and why."""
    with signed_in(context) as desk:
        most = desk.set_up.most_minutes(terminal_class)
        if not 1 <= minutes <= most:
            raise BadInput(f"A terminal in a {terminal_class} waits 1 to {most} minutes.")
        if dry_run:
            line(f"Would lock this terminal after {minutes} minutes.")
            return
        desk.set_up.lock_after(minutes, terminal_class, reason=reason)
    home_of(context).change_settings({("terminal", "class"): terminal_class.value, ("lock", "minutes"): minutes})
    line(f"This terminal locks after {minutes} minutes.")
