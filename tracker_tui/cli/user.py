"""`tracker user`: people and services that may sign in."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from db.cards.accounts import NewUser
from db.words.actor import Role
from db.words.errors import BadInput
from tracker_tui.cli import recovery
from tracker_tui.cli.acting import home_of, read_password, signed_in
from tracker_tui.cli.asking import new_password
from tracker_tui.cli.output import line, print_json, print_table, talk

app = typer.Typer(
    help="Add and list users and service accounts.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Only gives the help above to the group."""


@app.command(
    "add",
    epilog="Examples: tracker user add j.moss --role clerk --court B01LY --name 'J. Moss' --as p.hale; "
    "tracker user add --service feeds --as p.hale",
)
def add(
    context: typer.Context,
    user_name: Annotated[str, typer.Argument(help="The name to sign in with.")] = "",
    *,
    role: Annotated[list[Role] | None, typer.Option(help="A role; repeat it for several.")] = None,
    name: Annotated[str, typer.Option(help="The name that colleagues read.")] = "",
    agency: Annotated[str, typer.Option(metavar="CODE", help="The user's agency.")] = "HMCTS",
    court: Annotated[list[str] | None, typer.Option(metavar="CODE", help="A court of theirs; repeat it.")] = None,
    service: Annotated[
        str, typer.Option(metavar="NAME", help="Make an account for unattended commands, with a key file.")
    ] = "",
    key_file: Annotated[
        str, typer.Option(metavar="FILE", help="Where that key goes (0600); else keys/NAME.key of the home.")
    ] = "",
    new_password_file: Annotated[
        str, typer.Option(metavar="FILE", help="A file (0600) with the new user's first password.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Add a user, or with --service an account for unattended commands. An administrator does it.

    A judge's key to personal notes is made from the first password.
    """
    if bool(user_name) == bool(service):
        raise typer.BadParameter("Name a user, or a service with --service NAME, and not both.")
    with signed_in(context) as desk:
        if service:
            new = NewUser(service, name or service, agency.upper(), frozenset({Role.SERVICE}))
            if dry_run:
                desk.users.check(new)
                line(f"Would add the service account {service}.")
                return
            path = Path(key_file) if key_file else home_of(context).key_file(service)
            _insist_free(path)
            card, key = desk.users.add_service(new)
            _write(path, key)
            line(f"{card.user_name} is added; its key is in {path}")
            return
        password = (
            read_password(new_password_file)
            if new_password_file
            else new_password(user_name, instead="Give it with --new-password-file FILE.")
        )
        roles = frozenset(role or ())
        new = NewUser(user_name, name or user_name, agency.upper(), roles, tuple(court or ()), password=password)
        if dry_run:
            desk.users.check(new)
            line(f"Would add the user {user_name}.")
            return
        card = desk.users.add(new)
    line(f"{card.user_name} is added: {', '.join(card.roles)}, {card.agency}.")
    if not card.courts:
        talk("No court was named; with --court CODE the user is posted to one.")


def _insist_free(path: Path) -> None:
    if path.exists():
        raise BadInput(f"There is a file {path} already.", to_do="Move it away, or name another with --key-file.")


def _write(path: Path, key: str) -> None:
    # Loaded with the account it belongs to.
    from db.keeper.files import write_new_key

    write_new_key(path, key)


@app.command("list", epilog="Example: tracker user list --json")
def list_users(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One document: [{user_name, display_name, agency, roles, courts, state}].")
    ] = False,
) -> None:
    """List every account, services included."""
    with signed_in(context) as desk:
        users = desk.users.list()
    if as_json:
        print_json([{key: value for key, value in asdict(one).items() if key != "id"} for one in users])
        return
    rows = [(u.user_name, u.display_name, u.agency, ", ".join(u.roles), ", ".join(u.courts), u.state) for u in users]
    print_table(("user", "name", "agency", "roles", "courts", "state"), rows, empty="No account yet.")


app.command("recovery", epilog="Example: tracker user recovery --json")(recovery.show)
app.command(
    "recovery-init", epilog="Example: tracker user recovery-init --custodian a.reid --custodian p.hale --as i.penhale"
)(recovery.init)
app.command("recover-notes", epilog="Example: tracker user recover-notes j.moss --as i.penhale")(recovery.recover)
