"""`tracker doctor`: is this installation sound, and which files does it read?"""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Annotated

import typer

from tracker_tui.cli.acting import home_of
from tracker_tui.cli.asking import ask_secret, can_ask
from tracker_tui.cli.group import command_app
from tracker_tui.cli.output import print_json, print_table, talk

app = command_app()


@app.command(epilog="Examples: tracker doctor; tracker doctor --json; tracker doctor --keys")
def doctor(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: {sound, findings: [{check, state, said, file}]}.")
    ] = False,
    keys: Annotated[bool, typer.Option("--keys", help="Test each key of this terminal instead.")] = False,
) -> None:
    """Check the installation and name every file it reads. Exit code 0 sound, 1 something is wrong, 2 no home."""
    if keys:
        # Only this needs the terminal in raw mode.
        from tracker_tui.cli.key_test import run

        raise typer.Exit(run())
    # The checks load what they look at, one by one.
    from db.keeper.doctor import State, examine

    home = home_of(context)
    findings = list(examine(home, os.environ, prompt=ask_secret if can_ask() else None))
    wrong = sum(finding.state is State.WRONG for finding in findings)
    if as_json:
        print_json({"sound": not wrong, "findings": [asdict(finding) for finding in findings]})
    else:
        rows = [(f.state, f.check, f.said, f.file) for f in findings]
        print_table(("", "check", "found", "file"), rows, empty="Nothing was looked at.")
        talk("The installation is sound." if not wrong else f"{wrong} thing{'s' if wrong > 1 else ''} to put right.")
    if wrong:
        raise typer.Exit(1 if home.exists else 2)
