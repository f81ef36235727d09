"""Commands that ask: passwords are not shown, a typed y is wanted, every key can be tried, ^C stops in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.keeper.homes import Home, find_home
from db.store.raw_file import is_plain
from tests.e2e.harness import KEYS, Terminal, tracker
from tests.support.homes import ADMIN
from tests.support.secrets_at_hand import PASSPHRASE
from tracker_tui.cli.key_test import keys_to_test, sequences

# Nobody hands a key over: Tracker has to ask for a passphrase.
NO_KEY = {"TRACKER_KEY_FILE": ""}
KEY_ROWS = len(keys_to_test()) + 20  # every key has its line, and what stands over and below them


def test_init_asks_for_a_name_and_where_no_keyring_is_for_a_passphrase_and_shows_none(tmp_path: Path) -> None:
    home = tmp_path / "new"
    with Terminal(tracker("init", "--home", home), home=tmp_path, env=NO_KEY) as terminal:
        terminal.wait_for("User name of the first administrator:")
        terminal.write(ADMIN).press("enter")
        terminal.wait_for("Choose a passphrase")
        terminal.write(PASSPHRASE).press("enter")
        terminal.wait_for("The same again:")
        terminal.write(PASSPHRASE).press("enter")
        assert terminal.wait_for_exit() == 0
        assert "Administrator: p.hale" in terminal.text
        assert "The database is encrypted" in terminal.text
    assert PASSPHRASE.encode() not in terminal.raw
    assert not is_plain(find_home(str(home)).database)
    assert PASSPHRASE.encode() not in b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_a_passphrase_opens_the_application_and_a_wrong_one_does_not(tmp_path: Path) -> None:
    home = tmp_path / "new"
    with Terminal(tracker("init", "--home", home, "--admin", ADMIN), home=tmp_path, env=NO_KEY) as terminal:
        for question in ("Choose a passphrase", "The same again:"):
            terminal.wait_for(question)
            terminal.write(PASSPHRASE).press("enter")
        assert terminal.wait_for_exit() == 0
    with Terminal(tracker("--home", home), home=tmp_path, env=NO_KEY) as terminal:
        terminal.wait_for("Passphrase of")
        terminal.write("another one entirely").press("enter")
        assert terminal.wait_for_exit() == 1
        assert "does not open" in terminal.text
    with Terminal(tracker("--home", home), home=tmp_path, env=NO_KEY) as terminal:
        terminal.wait_for("Passphrase of")
        terminal.write(PASSPHRASE).press("enter")
        terminal.wait_for("Sign in")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0


def test_two_different_passphrases_make_no_database(tmp_path: Path) -> None:
    command = tracker("init", "--home", tmp_path / "new", "--admin", ADMIN)
    with Terminal(command, home=tmp_path, env=NO_KEY) as terminal:
        terminal.wait_for("Choose a passphrase")
        terminal.write(PASSPHRASE).press("enter")
        terminal.wait_for("The same again:")
        terminal.write("another one entirely").press("enter")
        assert terminal.wait_for_exit() == 1
        assert "differ" in terminal.text
    assert not find_home(str(tmp_path / "new")).database.exists()


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


def test_ctrl_c_at_a_question_ends_with_130_and_no_database_made(tmp_path: Path) -> None:
    command = tracker("init", "--home", tmp_path / "new", "--admin", ADMIN)
    with Terminal(command, home=tmp_path, env=NO_KEY) as terminal:
        terminal.wait_for_question("Choose a passphrase")
        terminal.press("ctrl+c")
        assert terminal.wait_for_exit() == 130
        assert "Traceback" not in terminal.text
    assert not find_home(str(tmp_path / "new")).database.exists()


def test_every_key_that_the_terminal_sends_is_recognised(tmp_path: Path) -> None:
    with Terminal(tracker("doctor", "--keys"), home=tmp_path, rows=KEY_ROWS) as terminal:
        for number, key in enumerate(keys_to_test(), 1):
            terminal.wait_for("Press each key")
            _wait_for_lines(terminal, number)
            terminal.send((KEYS.get(key) or sequences(key)[0]).encode())
        assert terminal.wait_for_exit() == 0
        assert "Every key arrives." in terminal.text
        assert "did not" not in terminal.text


def test_a_key_that_does_not_arrive_is_told_with_another_way(tmp_path: Path) -> None:
    with Terminal(tracker("doctor", "--keys"), home=tmp_path, rows=KEY_ROWS) as terminal:
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
