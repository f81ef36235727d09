"""How every command of Tracker is set up: plain help, no installing of shells, no traceback that prints variables."""

from __future__ import annotations

from typing import Any

import typer


def group(purpose: str) -> typer.Typer:
    """A noun with commands below it, also when it has only one; without a command it shows its help."""
    app = command_app(help=purpose, no_args_is_help=True)

    @app.callback()
    def _group() -> None:
        """Only makes it a group."""

    return app


def command_app(**how: Any) -> typer.Typer:  # noqa: ANN401 - what Typer itself takes
    """A noun that is a command itself, or the root; `how` is given on to Typer."""
    return typer.Typer(**how, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
