"""docs/commands.md, made from the commands themselves: usage, options, examples, exit codes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer import Context
from typer.core import TyperGroup
from typer.main import get_command

from tracker_tui.cli.main import EPILOG, app
from tracker_tui.cli.nouns import NOUNS

WIDTH = 100


def every_command() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that acts, by its words: ("db", "backup") and the command."""
    root: Any = get_command(app)
    for noun in NOUNS:
        yield from _below(root.get_command(None, noun.name), (noun.name,))


def _below(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401
    if not isinstance(command, TyperGroup):
        yield path, command
        return
    for name, inner in command.commands.items():
        yield from _below(inner, (*path, name))


def help_of(path: tuple[str, ...], command: Any) -> str:  # noqa: ANN401 - Typer's own type is private
    """The help of one command as the terminal shows it, at a fixed width."""
    context = Context(command, info_name=" ".join(("tracker", *path)), max_content_width=WIDTH, terminal_width=WIDTH)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def page() -> str:
    """The whole page."""
    lines = ["# Commands", "", "Made from the commands by `make docs`.", "", EPILOG, ""]
    for path, command in every_command():
        lines += [f"## tracker {' '.join(path)}", "", "```", help_of(path, command), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """`--write FILE` writes the page, `--check FILE` exits 1 when it is out of date."""
    match arguments:
        case ["--write", name]:
            Path(name).write_text(page(), encoding="utf-8")
            return 0
        case ["--check", name]:
            return int(Path(name).read_text(encoding="utf-8") != page())
    sys.stderr.write("usage: python -m tracker_tui.cli.page --write FILE | --check FILE\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
