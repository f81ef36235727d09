"""`tracker terminal`: where this terminal stands."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker_tui.cli.acting import home_of, signed_in
from tracker_tui.cli.output import line

app = typer.Typer(
    help="Say in which court and room this terminal stands.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Only gives the help above to the group."""


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
