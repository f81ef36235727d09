"""`tracker user`: people and services that may sign in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from db.cards.accounts import NewUser
from db.words.actor import Role
from db.words.errors import BadInput
from tracker_tui.cli import recovery, user_keeping, user_password, user_requests, user_show, user_sign_ins
from tracker_tui.cli.acting import home_of, read_password, signed_in
from tracker_tui.cli.group import group
from tracker_tui.cli.output import line, talk

app = group("Ask for, authorise, change and list accounts of users and services.")


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
        str, typer.Option(metavar="FILE", help="A file (0600) with a first password, for unattended set-up.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Add a user, or with --service an account for unattended commands. An administrator does it.

    The user gets a one-time code and chooses a password with it; an administrator never sets one. A judge's key
    to personal notes is made from that password.
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
        password = read_password(new_password_file) if new_password_file else ""
        roles = frozenset(role or ())
        new = NewUser(user_name, name or user_name, agency.upper(), roles, tuple(court or ()), password=password)
        if dry_run:
            desk.users.check(new)
            line(f"Would add the user {user_name}.")
            return
        told = None if password else desk.users.add_with_code(new)
        if told is None:
            desk.users.add(new)
    line(f"{user_name} is added: {', '.join(sorted(roles))}, {agency.upper()}.")
    if told is not None:
        user_requests.print_letter(told)
    if not court:
        talk("No court was named; with --court CODE the user is posted to one.")


def _insist_free(path: Path) -> None:
    if path.exists():
        raise BadInput(f"There is a file {path} already.", to_do="Move it away, or name another with --key-file.")


def _write(path: Path, key: str) -> None:
    # Loaded with the account it belongs to.
    from db.keeper.files import write_new_key

    write_new_key(path, key)


app.command("list", epilog="Example: tracker user list --state suspended --json")(user_show.list_users)
app.command("show", epilog="Example: tracker user show j.moss --json --as p.hale")(user_show.show)
app.command(
    "apply",
    epilog="Example: tracker user apply r.dale --name 'Robin Dale' --agency PROB --role probation_officer "
    "--court B01LY --contact '01234 555 010' --reason 'New in the team'",
)(user_requests.apply)
app.command("requests", epilog="Example: tracker user requests --json --as c.north")(user_requests.requests)
app.command("authorise", epilog="Example: tracker user authorise A-K7QX2MPL --expires +180 --as c.north")(
    user_requests.authorise
)
app.command("refuse", epilog="Example: tracker user refuse A-K7QX2MPL --reason 'Not of our team' --as c.north")(
    user_requests.refuse
)
app.command("change", epilog="Example: tracker user change j.moss --role usher --court B01LY --as p.hale")(
    user_keeping.change
)
app.command("suspend", epilog="Example: tracker user suspend j.moss --reason 'On leave' --as p.hale")(
    user_keeping.suspend
)
app.command("reinstate", epilog="Example: tracker user reinstate j.moss --reason 'Back' --as p.hale")(
    user_keeping.reinstate
)
app.command("end", epilog="Example: tracker user end j.moss --reason 'Retired' --as p.hale")(user_keeping.end)
app.command("extend", epilog="Example: tracker user extend j.moss --until 31/3/27 --as p.hale")(user_keeping.extend)
app.command("reset", epilog="Example: tracker user reset j.moss --reason 'Forgotten' --as p.hale")(user_keeping.reset)
app.command("sessions", epilog="Example: tracker user sessions --json --as p.hale")(user_sign_ins.sessions)
app.command("sign-out", epilog="Example: tracker user sign-out ID --reason 'Left the desk' --as p.hale")(
    user_sign_ins.sign_out
)
app.command("unlock", epilog="Example: tracker user unlock j.moss --as p.hale")(user_sign_ins.unlock)
app.command("reset-factor", epilog="Example: tracker user reset-factor j.moss --reason 'Lost' --as p.hale")(
    user_sign_ins.reset_factor
)
app.command("password", epilog="Example: tracker user password --as j.moss")(user_password.password)
app.command("review", epilog="Examples: tracker user review; tracker user review j.moss --as p.hale")(
    user_keeping.review
)


app.command("recovery", epilog="Example: tracker user recovery --json")(recovery.show)
app.command(
    "recovery-init", epilog="Example: tracker user recovery-init --custodian a.reid --custodian p.hale --as i.penhale"
)(recovery.init)
app.command("recover-notes", epilog="Example: tracker user recover-notes j.moss --as i.penhale")(recovery.recover)
