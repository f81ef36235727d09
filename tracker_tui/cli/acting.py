"""For whom a command acts: opens the home that was named and signs its user in, on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from db.keeper.homes import Home, close_memory, find_home
from db.words.errors import Misconfigured
from tracker_tui.cli.asking import ask, ask_password, ask_secret, can_ask
from tracker_tui.cli.entering import enter
from tracker_tui.cli.output import talk
from tracker_tui.given import given

if TYPE_CHECKING:
    import typer

    from db.desk import Desk
    from db.keeper.admitted import Admitted
    from db.keeper.installation import Installation


REGISTER: str = "ppo"
"""Whom the commands about registered people act for in a demo home: all of them for the same user."""


def home_of(context: typer.Context) -> Home:
    """The home of `--home`, of TRACKER_HOME, or the usual one; made or not."""
    return find_home(given(context).home)


@contextmanager
def opened(context: typer.Context) -> Iterator[Installation]:
    """The installation of that home, closed at the end. Raises Misconfigured when there is none."""
    # Loaded here, so that a command's help needs nothing of the record.
    from db.keeper.installation import Installation

    installation = Installation(home_of(context), prompt=ask_secret if can_ask() else None)
    try:
        yield installation
    finally:
        installation.close()


@contextmanager
def signed_in(context: typer.Context, *, in_demo: str = "") -> Iterator[Desk]:
    """The desk of the user who acts, for one command.

    In a demo home that is `in_demo`, else `clerk`, unless `--as` says otherwise, without a password. In a live home the
    password comes from `--password-file`, from the key file of a service account, or is asked for.
    """
    with opened(context) as installation:
        desk = desk_on(context, installation, in_demo=in_demo)
        yield desk
        if desk.is_unattended:
            # A clerk's command does not wait for a signature; an unattended one signs when it is time.
            from db.keeper.sealing import seal_if_due

            if problem := seal_if_due(installation).problem:
                talk(problem)


def desk_on(context: typer.Context, installation: Installation, *, in_demo: str = "") -> Desk:
    """The desk of the user who acts, on an installation that is open already."""
    admitted = admit(context, installation, in_demo=in_demo)
    # SQLModel and the tables are loaded by commands that read or write rows.
    from db.desk import Desk
    from db.keeper.local_key import LocalKey

    return Desk(
        installation.units,
        admitted.actor,
        clock=installation.clock,
        judge_key=admitted.judge_key,
        drafts=installation.home.drafts,
        drafts_key=lambda: LocalKey(installation).value,
        court=installation.settings.court,
        room=installation.settings.room,
        exports=installation.home.exports,
        reference=installation.home.reference,
    )


def admit(context: typer.Context, installation: Installation, *, in_demo: str = "") -> Admitted:
    """Sign the acting user in. Raises Misconfigured when nobody is named and nobody can be asked."""
    said = given(context)
    if installation.is_demo:
        return installation.demo_user(said.user or in_demo)
    user = said.user or ask("User name: ", instead="Say who acts with --as USER.")
    if said.password_file:
        return enter(installation, user, read_password(said.password_file))
    key_file = installation.home.key_file(user)
    if key_file.exists():
        return enter(installation, user, read_password(str(key_file)))
    close_memory()
    password = ask_password(f"Password of {user}: ", instead="Give it with --password-file FILE.")
    return enter(installation, user, password)


def read_password(file: str) -> str:
    """The one line of a password file. Raises Misconfigured when others may read it or it is not one."""
    # Loaded only when a file is named.
    from db.keeper.files import password_file

    if not file:
        raise Misconfigured("--password-file names no file.")
    return password_file(Path(file))
