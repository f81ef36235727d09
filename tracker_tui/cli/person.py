"""`tracker person`: find a person and show a file."""

from __future__ import annotations

import typer

from tracker_tui.cli.outputs import export_file
from tracker_tui.cli.person_find import find
from tracker_tui.cli.person_show import show

app = typer.Typer(
    help="Find a person and show a file.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Only gives the help above to the group."""


app.command("show", epilog="Example: tracker person show P-ABCD2345EFGH --json --as p.hale")(show)
app.command("find", epilog="Example: tracker person find smi 12/3/80 --json --as p.hale")(find)
app.command("export", epilog="Example: tracker person export P-ABCD2345EFGH --format json --as p.hale")(export_file)
