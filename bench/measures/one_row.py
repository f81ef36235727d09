"""How long commands take that read one row, against a script that does only that with the same libraries."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from bench.figures import Figure, against, in_turn, ratio
from bench.homes import demo, folder
from bench.peers.one_row import MAKE_ROW, write
from bench.programs import run, seconds_of, settings, tracker

ROUNDS = 11


def measure() -> Iterator[Figure]:
    """`person show`, `court list`, `feed list`: exec to exit, in turn with the peer."""
    home = demo()
    script, database = write(folder())
    subprocess.run([sys.executable, "-c", MAKE_ROW], cwd=script.parent, env=settings(), check=True)
    peer = [sys.executable, str(script), str(database)]
    found = json.loads(run("person", "find", "smith", "--json", "--home", home))
    one = found[0] if isinstance(found, list) else found["hits"][0]
    person = str(one.get("id") or one["person"])
    for words in (
        ("court", "list", "--json"),
        ("court", "list"),
        ("feed", "list", "--json"),
        ("person", "show", person),
    ):
        command = tracker(*words, "--home", home)
        theirs, mine = in_turn(ROUNDS, lambda: seconds_of(peer), lambda command=command: seconds_of(command))  # type: ignore[misc]
        yield Figure(
            f"one row: tracker {' '.join(word for word in words if word != person)}",
            ratio(mine, theirs),
            "x",
            1.15,
            against(mine, theirs),
            "exec to exit; peer: Typer, SQLModel, as many tables and columns in plain types, one row read",
        )
