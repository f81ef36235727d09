"""`tracker completion`: the completion script of a shell, made from the list of nouns."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from tracker_tui.cli.group import command_app
from tracker_tui.cli.output import line
from tracker_tui.given import TAKES_VALUE


class Shell(StrEnum):
    """Shells that are served."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


app = command_app()

# They stand before or behind the noun, each with a value that is not one.
_COMMON = sorted(TAKES_VALUE)
_BASH = """_tracker() {{
  local noun="" words word value=""
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    if [ -n "$value" ] && [ "$word" != "=" ]; then value=""; continue; fi
    case "$word" in {valued}) value=1 ;; -*|=) ;; *) noun="$word"; break ;; esac
  done
  case "${{COMP_WORDS[COMP_CWORD-1]}}" in {valued}) COMPREPLY=(); return ;; esac
  case "$noun" in
    "") words="{nouns} {common}" ;;
{cases}
    *) words="" ;;
  esac
  [ -n "$noun" ] && words="$words {common}"
  COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o default -F _tracker tracker"""


@app.command(epilog="Example: tracker completion bash > ~/.local/share/bash-completion/completions/tracker")
def completion(shell: Annotated[Shell, typer.Argument(help="bash, zsh or fish.")]) -> None:
    """Print the script that completes commands and options in your shell."""
    words = _words()
    match shell:
        case Shell.FISH:
            _fish(words)
        case Shell.ZSH:
            # zsh reads scripts of bash; one script cannot go out of step with another.
            line("#compdef tracker")
            line("autoload -U +X bashcompinit && bashcompinit")
            _bash(words)
        case Shell.BASH:
            _bash(words)


def _words() -> dict[str, list[str]]:
    """Below each noun its verbs and options; below '' the nouns."""
    # The root is loaded by now in every case but a test's.
    from tracker_tui.cli.page import every_command

    found: dict[str, list[str]] = {"": []}
    for path, command in every_command():
        noun, *_ = path
        if noun not in found[""]:
            found[""].append(noun)
        options = [option for each in command.params for option in _options(each)]
        known = found.setdefault(noun, [])
        known += [word for word in (*path[1:], *options, "--help") if word not in known]
    return found


def _options(parameter: Any) -> list[str]:  # noqa: ANN401 - Typer's own type is private
    return [name for name in getattr(parameter, "opts", ()) if name.startswith("--")]


def _bash(words: dict[str, list[str]]) -> None:
    cases = "\n".join(f'    {noun}) words="{" ".join(words[noun])}" ;;' for noun in words[""])
    common, valued = " ".join(_COMMON), "|".join(_COMMON)
    for one in _BASH.format(nouns=" ".join(words[""]), cases=cases, common=common, valued=valued).splitlines():
        line(one)


def _fish(words: dict[str, list[str]]) -> None:
    for option in _COMMON:
        line(f"complete -c tracker -r -l {option[2:]}")
    line(f'complete -c tracker -f -n __fish_use_subcommand -a "{" ".join(words[""])}"')
    for noun in words[""]:
        verbs = [word for word in words[noun] if not word.startswith("--")]
        if verbs:
            line(f'complete -c tracker -f -n "__fish_seen_subcommand_from {noun}" -a "{" ".join(verbs)}"')
        for word in words[noun]:
            if word.startswith("--"):
                line(f'complete -c tracker -n "__fish_seen_subcommand_from {noun}" -l {word[2:]}')
