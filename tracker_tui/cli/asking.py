"""Questions of the command line: passwords without echo, a typed y, and who acts."""

from __future__ import annotations

import sys

from db.words.errors import BadInput, Misconfigured, Refused
from tracker_tui.cli.output import talk

_LONGEST = 1_000
"""Signs of a value that are read; what takes it refuses a longer one."""


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty()


def ask(question: str, *, instead: str) -> str:
    """One typed line. Raises Misconfigured where nobody can be asked; `instead` is what to give then."""
    if not can_ask():
        raise Misconfigured(f"{question.rstrip(': ')} was not given.", to_do=instead)
    sys.stderr.write(question)
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not typed:
        raise KeyboardInterrupt
    return typed.strip()


def one_line(question: str, *, instead: str) -> str:
    """A value that stands in no list of processes: one line from standard input, or asked for at a terminal.

    Raises BadInput for none and for several lines; `instead` is how to give it.
    """
    if can_ask():
        for said in question.splitlines():
            talk(said)
        return sys.stdin.readline().strip()
    text = sys.stdin.read(_LONGEST + 1).strip()
    if not text:
        raise BadInput("No value was given.", to_do=instead)
    if len(text.splitlines()) > 1:
        raise BadInput("A value is one line, and several came.", to_do="Give the one.")
    return text


def ask_password(question: str, *, instead: str) -> str:
    """A password, not shown. Raises Misconfigured where nobody can be asked."""
    if not can_ask():
        raise Misconfigured(f"{question.rstrip(': ')} was not given.", to_do=instead)
    # Loaded only where a password is typed.
    import getpass

    try:
        return getpass.getpass(question)
    except EOFError:
        raise KeyboardInterrupt from None


def ask_secret(question: str) -> str | None:
    """A secret of the installation, not shown; None where nothing was typed."""
    return ask_password(question, instead="") or None


def new_password(whose: str, *, instead: str) -> str:
    """A new password, typed twice. Raises Refused when the two differ."""
    first = ask_password(f"New password for {whose}: ", instead=instead)
    if ask_password("The same again: ", instead=instead) != first:
        raise Refused("The two passwords differ.")
    return first


def confirm(question: str, *, yes: bool) -> None:
    """Go on only after a typed y, or `--yes`. Raises Refused otherwise."""
    if yes:
        return
    talk(question)
    if not can_ask():
        raise Misconfigured("Nobody is there to say yes.", to_do="Give --yes.")
    answer = ask("Type y to go on: ", instead="Give --yes.")
    if answer.casefold() != "y":
        raise Refused("Nothing was done.", kept="")
