"""The root of the command line: common options, nouns loaded when called, errors as exit codes."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from db.words.errors import TrackerError
from tracker_tui.cli.group import command_app
from tracker_tui.cli.nouns import NOUNS
from tracker_tui.cli.output import complain, line
from tracker_tui.given import Given, to_the_front

INTERRUPTED = 130
EPILOG = (
    "--home, --as and --password-file may stand before or after the command. Exit codes: 0 done, "
    "1 refused, failed or rows rejected, 2 wrong use or configuration, 3 try again later, 130 interrupted."
)
_BY_NAME = {noun.name: noun for noun in NOUNS}


class Nouns(TyperGroup):
    """A group whose commands are imported when they are called; the list of them costs nothing."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - Typer's own type is private
        """Every noun, in the order of the list."""
        return [noun.name for noun in NOUNS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - as above
        """The command of a noun, loaded now; None when there is no such noun."""
        noun = _BY_NAME.get(cmd_name)
        if noun is None:
            return None
        if cmd_name not in self.commands:
            command = get_command(import_module(noun.module).app)
            command.name = cmd_name
            self.commands[cmd_name] = command
        return self.commands[cmd_name]

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Names and purposes from the list, so that help loads no noun."""
        with formatter.section("Commands"):
            formatter.write_dl([(noun.name, noun.help) for noun in NOUNS])


app = command_app(
    cls=Nouns,
    name="tracker",
    help="Tracker: the court list, the file and the notes of criminal courts, in a terminal. Without a "
    "command it opens the application.",
    epilog=EPILOG,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _say_version(*, wanted: bool) -> None:
    if not wanted:
        return
    # Loaded by nothing else.
    from importlib.metadata import PackageNotFoundError, version

    try:
        line(f"tracker {version('tracker-court')}")
    except PackageNotFoundError:
        line("tracker, a working copy that was not installed")
    raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    *,
    home: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="The one folder for database, configuration, drafts and logs (TRACKER_HOME)."),
    ] = None,
    user: Annotated[
        str | None, typer.Option("--as", metavar="USER", help="Who acts; the password is asked for.")
    ] = None,
    password_file: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A file of one line, yours alone (0600), with that password."),
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Only the terminal's own 16 colours.")] = False,
    accessible: Annotated[
        bool, typer.Option("--accessible", help="ASCII only, no mouse, changes announced on one line.")
    ] = False,
    show_version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version and exit.")] = False,
) -> None:
    """Take what is common to all commands; without a command, open the application."""
    _say_version(wanted=show_version)
    context.obj = Given(home, user, password_file, plain, accessible)
    if context.invoked_subcommand is None:
        # Textual is loaded by the application alone.
        from tracker_tui.start import start

        raise typer.Exit(start(context.obj))


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and give its exit code; a TrackerError becomes its sentence and code."""
    try:
        get_command(app).main(to_the_front(arguments), prog_name="tracker")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except TrackerError as problem:
        complain(problem)
        return problem.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0
