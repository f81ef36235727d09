"""Every command has help, an example and a page; what lists has --json, what writes has --dry-run."""

from __future__ import annotations

import subprocess
import sys
from typing import Any, TypeAlias

import pytest

from tests.support.source import ROOT
from tracker_tui.cli.nouns import NOUNS
from tracker_tui.cli.page import every_command, help_of, page

# Typer's own type is private.
Command: TypeAlias = Any
COMMANDS = list(every_command())
# The application itself, scripts for a shell, and what only looks.
ONLY_READS = {
    *("requests", "completion", "doctor", "check", "find", "show", "list", "codes", "verify", "who-saw", "key"),
    *("recovery", "matrix", "preview", "why", "read", "sessions", "roles", "status"),
    *("explain", "records", "history", "gaps", "figures", "performance", "arrests", "actions"),
    *("schema", "corrections", "decided", "sample", "borders"),
}


def _options(command: Command) -> set[str]:
    return {option for each in command.params for option in each.opts}


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_a_command_explains_itself(path: tuple[str, ...], command: Command) -> None:
    text = help_of(path, command)
    assert "Example" in text, "an example is what most readers look for"
    assert command.help.strip().endswith((".", ".)")), command.help
    for parameter in command.params:
        assert getattr(parameter, "help", "") or "--help" in parameter.opts, parameter.name


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_what_lists_gives_json_and_what_writes_has_a_dry_run(path: tuple[str, ...], command: Command) -> None:
    if path[-1] in {"list", "find", "show", "check", "doctor"}:
        assert "--json" in _options(command)
    if path[-1] not in ONLY_READS:
        assert "--dry-run" in _options(command)


def test_every_noun_of_the_list_exists_and_is_on_the_page() -> None:
    assert {path[0] for path, _ in COMMANDS} == {noun.name for noun in NOUNS}
    text = page()
    assert all(f"## tracker {' '.join(path)}\n" in text for path, _ in COMMANDS)


def test_help_lists_every_noun_and_loads_none(capsys: pytest.CaptureFixture[str]) -> None:
    from tracker_tui.cli.main import run

    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {noun.name} " in shown for noun in NOUNS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_nouns_verbs_and_options(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    from tracker_tui.cli.main import run

    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "doctor" in script
    assert "backup" in script
    assert "json" in script


def test_the_bash_script_completes() -> None:
    script = subprocess.run(
        [sys.executable, "-m", "tracker_tui", "completion", "bash"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for typed, offered in (
        ("tracker db ba", ["backup"]),
        ("tracker --home /srv/feed db ba", ["backup"]),
        ("tracker --home = /srv/feed db ba", ["backup"]),
        ("tracker db backup --ho", ["--home"]),
        ("tracker --as cl", []),
    ):
        asked = f"{script}\nCOMP_WORDS=({typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _tracker\n"
        asked += 'echo "${COMPREPLY[@]}"\n'
        done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
        assert done.stdout.split() == offered, typed
