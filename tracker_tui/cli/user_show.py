"""`tracker user list|show`: accounts, and one account with its history."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from db.words.actor import Role
from tracker_tui.cli.acting import signed_in
from tracker_tui.cli.output import line, print_json, print_table, talk


def list_users(
    context: typer.Context,
    *,
    agency: Annotated[str, typer.Option(metavar="CODE", help="Only those of this agency.")] = "",
    role: Annotated[Role | None, typer.Option(help="Only those with this role.")] = None,
    state: Annotated[str, typer.Option(help="Only those active, expired, suspended or closed.")] = "",
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="One document: [{user_name, display_name, agency, roles, courts, state, expires_at}]."
        ),
    ] = False,
) -> None:
    """List accounts, services included; at most 200, and how many there are."""
    with signed_in(context) as desk:
        page = desk.users.list(agency=agency, role=role, state=state)
    users = page.items
    if as_json:
        print_json([{key: value for key, value in asdict(one).items() if key != "id"} for one in users])
        return
    rows = [(u.user_name, u.display_name, u.agency, ", ".join(u.roles), ", ".join(u.courts), u.state) for u in users]
    print_table(("user", "name", "agency", "roles", "courts", "state"), rows, empty="No such account.")
    if page.total is not None and page.total > len(users):
        talk(f"{page.words} accounts.")


def show(
    context: typer.Context,
    user_name: Annotated[str, typer.Argument(help="The user's name.")],
    *,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One document: {user_name, display_name, agency, roles, courts, state, expires_at, areas, team, "
            "networks, os_user, created_at, authorised_by, reviewed_at, last_sign_in_at, history: [{step, at, by, "
            "reason, detail}]}.",
        ),
    ] = False,
) -> None:
    """Show one account with its history, to those who look after accounts."""
    with signed_in(context) as desk:
        card = desk.users.show(user_name)
    if as_json:
        whole = asdict(card)
        user = whole.pop("user")
        hidden = {"id", "why_not", "agency_name"}
        print_json({key: value for key, value in {**user, **whole}.items() if key not in hidden})
        return
    # Loaded with an account that is read by a person.
    from db.cards.account_lines import account_lines

    for label, value in account_lines(card):
        line(f"{label + ':':<19}{value}")
