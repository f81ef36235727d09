"""Commands that ask: passwords are not shown, a typed y is wanted, every key can be tried, ^C stops in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.keeper.homes import Home, find_home
from tests.e2e.harness import KEYS, Terminal, tracker
from tests.support.homes import ADMIN, ADMIN_PASSWORD
from tracker_tui.cli.key_test import keys_to_test, sequences


def test_init_asks_for_name_and_password_and_shows_no_password(tmp_path: Path) -> None:
    home = tmp_path / "new"
    with Terminal(tracker("init", "--home", home), home=tmp_path) as terminal:
        terminal.wait_for("User name of the first administrator:")
        terminal.write(ADMIN).press("enter")
        terminal.wait_for("New password for p.hale:")
        terminal.write(ADMIN_PASSWORD).press("enter")
        terminal.wait_for("The same again:")
        terminal.write(ADMIN_PASSWORD).press("enter")
        assert terminal.wait_for_exit() == 0
        assert "Administrator: p.hale" in terminal.text
    assert ADMIN_PASSWORD.encode() not in terminal.raw
    assert find_home(str(home)).database.exists()


def test_two_different_passwords_make_nothing(tmp_path: Path) -> None:
    with Terminal(tracker("init", "--home", tmp_path / "new", "--admin", ADMIN), home=tmp_path) as terminal:
        terminal.wait_for("New password")
        terminal.write(ADMIN_PASSWORD).press("enter")
        terminal.wait_for("The same again:")
        terminal.write("another one entirely").press("enter")
        assert terminal.wait_for_exit() == 1
        assert "differ" in terminal.text
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1), ("", 1)])
def test_a_restore_wants_a_typed_y(live_home: Home, tmp_path: Path, answer: str, code: int) -> None:
    file = tmp_path / "b.db"
    with Terminal(tracker("db", "backup", file, "--home", live_home.folder), home=tmp_path) as terminal:
        assert terminal.wait_for_exit() == 0
    with Terminal(tracker("db", "restore", file, "--home", live_home.folder), home=tmp_path) as terminal:
        terminal.wait_for("Type y to go on:")
        terminal.write(answer).press("enter")
        assert terminal.wait_for_exit() == code
    assert bool(list(live_home.folder.glob("*.before-*"))) is (code == 0)


def test_ctrl_c_at_a_question_ends_with_130_and_nothing_made(tmp_path: Path) -> None:
    with Terminal(tracker("init", "--home", tmp_path / "new", "--admin", ADMIN), home=tmp_path) as terminal:
        terminal.wait_for("New password")
        terminal.press("ctrl+c")
        assert terminal.wait_for_exit() == 130
        assert "Traceback" not in terminal.text
    assert not (tmp_path / "new").exists()


def test_every_key_that_the_terminal_sends_is_recognised(tmp_path: Path) -> None:
    with Terminal(tracker("doctor", "--keys"), home=tmp_path, rows=60) as terminal:
        for number, key in enumerate(keys_to_test(), 1):
            terminal.wait_for("Press each key")
            _wait_for_lines(terminal, number)
            terminal.send((KEYS.get(key) or sequences(key)[0]).encode())
        assert terminal.wait_for_exit() == 0
        assert "Every key arrives." in terminal.text
        assert "did not" not in terminal.text


def test_a_key_that_does_not_arrive_is_told_with_another_way(tmp_path: Path) -> None:
    with Terminal(tracker("doctor", "--keys"), home=tmp_path, rows=60) as terminal:
        terminal.wait_for("F1:")
        terminal.press("enter")
        shown = terminal.wait_for("F2:")
        assert "F1: does not work" in shown
        terminal.press("ctrl+c")
        assert terminal.wait_for_exit() == 130


def _wait_for_lines(terminal: Terminal, number: int) -> None:
    """Until so many keys were asked for, the last of them not yet answered."""
    for _ in range(500):
        asked = [line for line in terminal.lines if ":" in line and "Press" not in line]
        if len(asked) >= number:
            return
        terminal.send(b"")
    raise AssertionError(terminal.text)
