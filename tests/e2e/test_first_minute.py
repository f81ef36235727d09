"""A new machine by commands, then the application in a real terminal: sign in, home, cover, leave in order."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.e2e.harness import Terminal, environment, tracker
from tests.support.homes import ADMIN, ADMIN_PASSWORD, PASSWORD, Run, secret_file


def _run(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        tracker(*words), env=environment(home), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def ready(command: Run, live_home: Home, tmp_path: Path) -> Path:
    """A live home with one enabled court, a clerk posted to it, and its terminal set."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    assert command("court", "add", "B01LY", "--room", "01", home=home).code == 0
    assert command("court", "enable", "B01LY", home=home).code == 0
    assert command("terminal", "set", "--court", "B01LY", "--room", "01", home=home).code == 0
    words = ("user", "add", "j.moss", "--role", "clerk", "--court", "B01LY", "--new-password-file", secret)
    assert command(*words, home=home).code == 0
    return home


def test_a_clerk_signs_in_is_at_home_and_leaves(ready: Path, tmp_path: Path) -> None:
    with Terminal(tracker("--home", ready), home=tmp_path) as terminal:
        terminal.wait_for("Password")
        terminal.write("j.moss").press("enter").write(PASSWORD).press("enter")
        shown = terminal.wait_for("What awaits you")
        assert "NOT ENCRYPTED" not in shown
        terminal.wait_for("Nobody is listed here today.")
        terminal.press("ctrl+l")
        terminal.wait_for("Tracker is locked")
        terminal.write(PASSWORD).press("enter")
        terminal.wait_for("What awaits you")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
    assert PASSWORD.encode() not in terminal.raw


def test_a_wrong_password_keeps_the_door_shut(ready: Path, tmp_path: Path) -> None:
    with Terminal(tracker("--home", ready), home=tmp_path) as terminal:
        terminal.wait_for("Password")
        terminal.write("j.moss").press("enter").write("not this one").press("enter")
        terminal.wait_for("The user name or the password is wrong.")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0


def test_without_a_home_or_a_terminal_one_sentence_says_what_to_do(live_home: Home, tmp_path: Path) -> None:
    with Terminal(tracker("--home", tmp_path / "none"), home=tmp_path) as terminal:
        assert terminal.wait_for_exit() == 2
        # The sentence names a folder, so where its lines break is not ours to say.
        assert "trackerinit" in "".join(terminal.lines).replace(" ", "")
    piped = _run(tmp_path, "--home", live_home.folder)
    assert (piped.returncode, "needs a terminal" in piped.stderr) == (2, True)


def test_no_bad_start_ends_in_a_traceback(live_home: Home, tmp_path: Path) -> None:
    live_home.database.write_bytes(b"noise" * 3000)
    secret = secret_file(tmp_path, "p", ADMIN_PASSWORD)
    acting = ("--as", ADMIN, "--password-file", secret)
    noise = _run(tmp_path, "user", "list", "--home", live_home.folder, *acting)
    live_home.configuration.write_text("court = [")
    broken = _run(tmp_path, "user", "list", "--home", live_home.folder, *acting)
    a_file = _run(tmp_path, "user", "list", "--home", secret, *acting)
    for said in (noise, broken, a_file):
        assert said.returncode == 2, said.stderr
        assert said.stdout == ""
        assert "Traceback" not in said.stderr
        assert said.stderr.startswith("tracker: ")
