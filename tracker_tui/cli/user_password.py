"""`tracker user password`: another password, chosen by the user alone."""

from __future__ import annotations

from typing import Annotated

import typer

from db.words.errors import Refused
from tracker_tui.cli.acting import opened, read_password
from tracker_tui.cli.asking import ask, ask_password, new_password
from tracker_tui.cli.output import line
from tracker_tui.given import given


def password(
    context: typer.Context,
    *,
    new_password_file: Annotated[
        str, typer.Option(metavar="FILE", help="A file (0600) with the new password, for unattended use.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Judge the new password, write nothing.")] = False,
) -> None:
    """Change your own password; the old one, or a one-time code, is asked for. A judge's notes stay readable."""
    said = given(context)
    with opened(context) as installation:
        if installation.is_demo:
            raise Refused("A demo's passwords are everybody's and stay as they are.")
        user = said.user or ask("User name: ", instead="Say whose with --as USER.")
        old = (
            read_password(said.password_file)
            if said.password_file
            else ask_password(f"Password of {user}: ", instead="Give it with --password-file FILE.")
        )
        missing = "Give it with --new-password-file FILE."
        new = read_password(new_password_file) if new_password_file else new_password(user, instead=missing)
        if dry_run:
            installation.door.check_password(user, new)
            line(f"Would change the password of {user}; the old one was not tried.")
            return
        installation.door.choose_password(user, old, new)
    line(f"The password of {user} is changed.")
