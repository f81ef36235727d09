"""What is said once for the whole command: which home, and who acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import typer

TAKES_VALUE: Final = frozenset({"--home", "--as", "--password-file"})
SWITCHES: Final = frozenset({"--plain", "--accessible"})


@dataclass(frozen=True, slots=True)
class Given:
    """`--home`, `--as`, `--password-file`, and how the screen should look."""

    home: str | None = None
    user: str | None = None
    password_file: str | None = None
    plain: bool = False
    accessible: bool = False


def given(context: typer.Context) -> Given:
    """What was given with this command; nothing where a command runs without the root."""
    return context.obj if isinstance(context.obj, Given) else Given()


def to_the_front(arguments: Sequence[str]) -> list[str]:
    """The arguments with the common options first, wherever they stood before a `--`.

    So `tracker --home DIR feed list` and `tracker feed list --home DIR` are the same command. One that stands
    last, without its value, stays alone: moved to the front it would take the command's name for its value.
    """
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        one = waiting.pop(0)
        if one == "--":
            return [*front, *rest, one, *waiting]
        if one in TAKES_VALUE:
            if not waiting:
                return [*front, one]
            front += [one, waiting.pop(0)]
        elif one in SWITCHES or one.partition("=")[0] in TAKES_VALUE:
            front.append(one)
        else:
            rest.append(one)
    return front + rest


def only_the_screen(arguments: Sequence[str]) -> Given | None:
    """What `tracker` and `tracker --home DIR` ask for: the application at once, before Typer is loaded.

    None for every other command line.
    """
    if not arguments:
        return Given()
    match list(arguments):
        case ["--home", folder]:
            return Given(home=folder)
        case [one] if one.startswith("--home="):
            return Given(home=one.removeprefix("--home="))
    return None
