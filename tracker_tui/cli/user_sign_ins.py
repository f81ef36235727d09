"""`tracker user sessions|sign-out|unlock|reset-factor`: what an administrator does about sign-ins."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import typer

from db.words.dates import court_cell
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table

Name = Annotated[str, typer.Argument(help="The user's name.")]
Why = Annotated[str, typer.Option(help="Why; the log keeps it.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]


def sessions(
    context: typer.Context,
    user_name: Annotated[str, typer.Argument(help="Of this user only.")] = "",
    *,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: [{id, user_name, terminal, kind, opened_at, last_used_at, locked, second_factor}].",
        ),
    ] = False,
) -> None:
    """List who is signed in where."""
    with signed_in(context) as desk:
        cards = desk.sign_ins.list(user_name)
    if as_json:
        print_json([asdict(card) for card in cards])
        return
    rows = [
        (str(one.id), one.user_name, one.terminal, one.kind, court_cell(one.opened_at), "locked" if one.locked else "")
        for one in cards
    ]
    print_table(("id", "user", "terminal", "kind", "since", ""), rows, empty="Nobody is signed in.")


def sign_out(
    context: typer.Context,
    session: Annotated[UUID, typer.Argument(metavar="ID", help="The sign-in, as `tracker user sessions` names it.")],
    *,
    reason: Why = "",
    dry_run: DryRun = False,
) -> None:
    """End a sign-in at once. Its terminal is covered; what was typed there is kept."""
    with signed_in(context) as desk:
        desk.sign_ins.end(session, reason=reason, dry_run=dry_run)
    line("The sign-in would end." if dry_run else "The sign-in has ended.")


def unlock(context: typer.Context, user_name: Name, *, dry_run: DryRun = False) -> None:
    """End the wait after wrong passwords, so that the user may try again at once."""
    with signed_in(context) as desk:
        if dry_run:
            line(f"Would let {desk.sign_ins.check_account(user_name)} try again.")
            return
        waited = desk.sign_ins.end_wait(user_name)
    line(f"{user_name} may try again." if waited else f"{user_name} had nothing to wait for.")


def reset_factor(context: typer.Context, user_name: Name, *, reason: Why = "", dry_run: DryRun = False) -> None:
    """Take a lost code generator away; the user sets up another one at the next sign-in."""
    with signed_in(context) as desk:
        if dry_run:
            line(f"Would take the code generator of {desk.sign_ins.check_account(user_name)} away.")
            return
        desk.sign_ins.reset_factor(user_name, reason=reason)
    line(f"{user_name} sets up another code generator at the next sign-in.")
