"""Probation looks up for itself: a defendant of tomorrow by name, and the file by few keys, without asking anybody."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.demo import DemoHome, signed_in
from tests.e2e.tmux import Tmux
from tests.support.homes import secret_file

USER = "probation"
MOST = 3


def test_the_file_of_tomorrows_defendant_is_open_within_three_keys_of_the_name(demo: DemoHome, tmp_path: Path) -> None:
    wanted = listed_tomorrow(demo)
    family, _, given = wanted.partition(", ")
    with Tmux(demo.command(), home=tmp_path) as terminal:
        signed_in(terminal, USER)
        terminal.write("/").wait_for("Type in the box above.")
        terminal.write(f"{given} {family}".lower()).wait_for(wanted)
        keys = ("down", "enter")
        assert len(keys) <= MOST
        terminal.press(*keys).wait_for(f"File > {wanted}")


def listed_tomorrow(demo: DemoHome) -> str:
    """Somebody on tomorrow's lists whom the probation officer sees, as the command says."""
    secret = secret_file(demo.outside, USER, f"{USER}-in-the-demo")
    said = demo.run("person", "find", "tomorrow", "--json", "--as", USER, "--password-file", secret)
    assert said.returncode == 0, said.stderr
    names: list[str] = [hit["name"] for hit in json.loads(said.stdout)]
    return next(name for name in names if names.count(name) == 1 and name.isascii())
