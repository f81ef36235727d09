"""Two terminals on one PostgreSQL: made by commands, lists and notes live on both within two seconds."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e.demo import LIVE, row, todays_list, under_cursor, wait_under_cursor
from tests.e2e.harness import Terminal, environment, tracker
from tests.support.databases import Backend
from tests.support.homes import ADMIN, ADMIN_PASSWORD, PASSWORD, secret_file


@pytest.fixture
def address(pg_backend: Backend, tmp_path: Path) -> Iterator[str]:
    with pg_backend.empty(tmp_path) as database:
        yield database.url


def test_what_one_terminal_saves_is_on_the_other(address: str, tmp_path: Path) -> None:
    parts = urlsplit(address)
    assert parts.password
    home, key = tmp_path / "home", secret_file(tmp_path, "database", parts.password)
    first, clerks = secret_file(tmp_path, "first", ADMIN_PASSWORD), secret_file(tmp_path, "new", PASSWORD)
    env = {"TRACKER_KEY_FILE": str(key)}

    def run(*words: str | Path, password: Path = first) -> None:
        said = subprocess.run(
            [*tracker("--home", home, *words), "--password-file", str(password)],
            env=environment(tmp_path, env), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert said.returncode == 0, (words, said.stderr)

    without = address.replace(f":{parts.password}@", "@")
    run("init", "--database", without, "--admin", ADMIN, "--admin-password-file", first, password=key)
    for words in (
        ("court", "add", "B99ZZ", "--name", "Overstoke", "--room", "01"),
        ("court", "enable", "B99ZZ"),
        ("terminal", "set", "--court", "B99ZZ", "--room", "01"),
        ("user", "add", "moss", "--role", "clerk", "--court", "B99ZZ", "--new-password-file", clerks),
        ("user", "add", "rook", "--role", "clerk", "--court", "B99ZZ", "--new-password-file", clerks),
    ):
        run(*words, "--as", ADMIN)

    def opened(user: str) -> Terminal:
        terminal = Terminal(tracker("--home", home), home=tmp_path, env=env)
        terminal.wait_for("Password")
        terminal.write(user).press("enter").write(PASSWORD).press("enter").wait_for("What awaits you")
        terminal.press("f2").wait_for("Overstoke")
        return terminal

    path = tmp_path / "list.xml"
    with opened("moss") as one, opened("rook") as other:
        path.write_text(todays_list(row(1, "Wilfred", "ASHBOURNE"), row(3, "Morag", "TILLINGHAST")).xml())
        run("feed", "import", path, "--as", "moss", password=clerks)
        one.wait_for("TILLINGHAST", patience=LIVE)
        other.wait_for("TILLINGHAST", patience=LIVE)
        other.press("down")
        wait_under_cursor(other, "TILLINGHAST")
        one.press("t").wait_for("p present")
        one.press("p").wait_for("u undoes it")
        other.wait_for(" here ", patience=LIVE)
        assert "TILLINGHAST" in under_cursor(other)

        other.press("home", "f4").wait_for("File > ASHBOURNE")
        one.press("f6").wait_for("Will be seen by")
        one.press("ctrl+t", "a").write("an interpreter is booked").press("f10").wait_for("Saved: agency note")
        other.press("6").wait_for("an interpreter is booked", patience=LIVE)
        assert "File > ASHBOURNE" in other.text
        for terminal in (one, other):
            terminal.press("ctrl+q")
            assert terminal.wait_for_exit() == 0
    held = [path for path in home.rglob("*") if path.is_file() and parts.password.encode() in path.read_bytes()]
    assert held == [], os.fspath(held[0])
