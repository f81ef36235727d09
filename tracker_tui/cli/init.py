"""`tracker init`: a live home, its database and its first administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker_tui.cli.acting import home_of, read_password
from tracker_tui.cli.asking import ask, ask_password, ask_secret, can_ask
from tracker_tui.cli.group import command_app
from tracker_tui.cli.output import line, talk
from tracker_tui.given import given

if TYPE_CHECKING:
    from db.keeper.making import Made

app = command_app()


@app.command(
    epilog="Examples: tracker init --home /srv/tracker --admin p.hale; "
    "tracker init --database postgresql://tracker@db.example/tracker --password-file db.pass "
    "--admin p.hale --admin-password-file first.pass"
)
def init(
    context: typer.Context,
    *,
    database: Annotated[
        str,
        typer.Option(
            metavar="URL", help="postgresql://USER@HOST/DATABASE, without a password; else a file of the home."
        ),
    ] = "",
    admin: Annotated[str, typer.Option(metavar="NAME", help="User name of the first administrator.")] = "",
    admin_password_file: Annotated[
        str,
        typer.Option(metavar="FILE", help="A file (0600) with the administrator's password, for unattended set-up."),
    ] = "",
    second_factor: Annotated[
        bool | None,
        typer.Option(
            "--second-factor/--no-second-factor",
            help="Whether administrators and remote users need a code generator besides the password; "
            "they do, unless the password comes from a file.",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
) -> None:
    """Make a home with its encrypted database and its first administrator. No account exists before.

    The administrator gets a one-time code, which serves for a day, and chooses a password at the first sign-in.

    The key of the database is made at random and kept in the keyring; where there is none, in the home under a
    passphrase that is asked for; or it is taken from the file that TRACKER_KEY_FILE names (64 hexadecimal digits).

    The password of a PostgreSQL database is taken from --password-file, TRACKER_KEY_FILE or a prompt and is
    kept in the keyring; without --database, --password-file is the administrator's.
    """
    # Loaded when init runs: the root's help needs none of it.
    from db.keeper.making import FirstUser, check_address, check_first, insist_new, make_live

    home = home_of(context)
    insist_new(home)
    address = check_address(database)
    name = admin or ask("User name of the first administrator: ", instead="Give it with --admin NAME.")
    database_password = _database_password(context) if address else ""
    own_file = admin_password_file or ("" if address else given(context).password_file or "")
    first = FirstUser(name, password=read_password(own_file) if own_file else "")
    with_factor = not own_file if second_factor is None else second_factor
    if dry_run:
        check_first(first)
        line(f"Would make a live home in {home.folder}, with the administrator {name}.")
        return
    prompt = ask_secret if can_ask() else None
    made = make_live(
        home,
        first,
        address=address,
        database_password=database_password,
        prompt=prompt,
        second_factor=with_factor,
    )
    _tell(made, with_factor=with_factor)


def _tell(made: Made, *, with_factor: bool) -> None:
    """What was made, the code that is shown once, and what comes next."""
    line(f"Home: {made.home.folder}")
    line(f"Database: {made.database}")
    line(f"Administrator: {made.administrator}")
    for note in made.notes:
        talk(note)
    if made.code:
        line(f"One-time code: {made.code}")
        talk(f"Sign in as {made.administrator} with this code within 24 hours: tracker. Then choose a password.")
    if not with_factor:
        talk("Nobody in this home needs a code generator: --no-second-factor, or a password from a file, says so.")
    talk("Next: tracker court add CODE, tracker court enable CODE, tracker user add NAME --role clerk")


def _database_password(context: typer.Context) -> str:
    """Empty where the server lets this machine in without one."""
    file = given(context).password_file
    if file:
        return read_password(file)
    return ask_password("Password of the database (empty for none): ", instead="") if can_ask() else ""
