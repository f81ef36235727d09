"""`tracker feed import` in a real terminal: a bar while a long file is read, ^C in order, the rest next time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bench.make_court_list import write_list
from db.keeper.homes import Home
from tests.e2e.harness import Terminal, environment, tracker
from tests.support.homes import ADMIN, ADMIN_PASSWORD, secret_file

ROWS = 150
HELD = Path(__file__).with_name("held_import.py")


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    """A list of many transactions, under a name that would colour the terminal."""
    path = tmp_path / os.fsdecode(b"long\x1b[31m.xml")
    with path.open("w", encoding="utf-8") as out:
        write_list(out, cases=ROWS, day=date(2026, 3, 2))
    return path


def test_ctrl_c_stops_in_order_and_the_next_start_finishes(live_home: Home, long_list: Path, tmp_path: Path) -> None:
    secret = secret_file(tmp_path, "acting.pass", ADMIN_PASSWORD)
    acting = ["--home", str(live_home.folder), "--as", ADMIN, "--password-file", str(secret)]
    held = [sys.executable, str(HELD), "feed", "import", str(long_list), *acting]
    with Terminal(held, home=tmp_path) as terminal:
        terminal.wait_for(f"/{ROWS}")
        terminal.send(b"\x03")
        assert terminal.wait_for_exit() == 130
        assert "goes on where it stopped" in " ".join(terminal.text.split())
        assert "Traceback" not in terminal.text
        assert b"\x1b[31m.xml" not in terminal.raw

    def call(*words: str) -> list[dict[str, object]]:
        command = tracker("feed", *words, "--json", *acting)
        done = subprocess.run(command, env=environment(tmp_path), capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        found: list[dict[str, object]] = json.loads(done.stdout)
        return found

    assert [each["state"] for each in call("list")] == ["open"]
    (outcome,) = call("import", str(long_list))
    assert (outcome["read"], outcome["new"], outcome["quarantined"]) == (ROWS, ROWS, 0)
    assert [each["state"] for each in call("list")] == ["accepted"]
    (again,) = call("import", str(long_list))
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, ROWS)
