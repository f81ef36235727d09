"""Finding a defendant in a real terminal by keys alone, with a name half heard, a birth, and nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.e2e.harness import Terminal, tracker
from tests.support.homes import PASSWORD, Run, secret_file


@pytest.fixture
def ready(command: Run, live_home: Home, tmp_path: Path) -> Path:
    """A live home where two defendants of similar names stand on today's list."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    assert command("court", "add", "B01LY", "--room", "01", home=home).code == 0
    assert command("court", "enable", "B01LY", home=home).code == 0
    assert command("terminal", "set", "--court", "B01LY", "--room", "01", home=home).code == 0
    words = ("user", "add", "j.moss", "--role", "clerk", "--court", "B01LY", "--new-password-file", secret)
    assert command(*words, home=home).code == 0
    for name, born in (("Shaughnessy, Kayleigh", "3/4/81"), ("Shaw, Kay", "12/3/80")):
        said = command(
            "hearing", "add", "--name", name, "--born", born, "--charge", "Theft",
            home=home, user="j.moss", password=PASSWORD,
        )  # fmt: skip
        assert said.code == 0, said.err
    return home


def test_a_defendant_is_found_and_opened_by_keys_alone(ready: Path, tmp_path: Path) -> None:
    with Terminal(tracker("--home", ready), home=tmp_path) as terminal:
        terminal.wait_for("Password")
        terminal.write("j.moss").press("enter").write(PASSWORD).press("enter")
        terminal.wait_for("What awaits you")
        terminal.write("/")
        terminal.wait_for("Type in the box above.")
        terminal.write("kay sha")
        shown = terminal.wait_for("name sha…")
        assert "SHAUGHNESSY, Kayleigh" in shown
        assert "SHAW, Kay" in shown
        assert "surname begins SHA" in shown
        terminal.write("u")
        assert "SHAUGHNESSY, Kayleigh" in terminal.wait_for("surname begins SHAU")
        terminal.write("ghn")
        shown = terminal.wait_for("surname begins SHAUGHN")
        # However near Shaw sounds, she is never before whom the letters are the beginning of.
        assert "SHAUGHNESSY, Kayleigh" in shown.partition("SHAW, Kay")[0]
        terminal.press("down", "enter")
        terminal.wait_for("File > SHAUGHNESSY, Kayleigh")
        terminal.press("f3")
        terminal.wait_for("kay shaughn")
        terminal.write("/").wait_for("kay shaughn")
        terminal.press("esc")
        terminal.wait_for("Type in the box above.")
        terminal.write("12/3/80").press("enter")
        terminal.wait_for("File > SHAW, Kay")
        terminal.press("f3").wait_for("born Wed 12 Mar 1980")
        terminal.press("esc")
        terminal.wait_for("Type in the box above.")
        terminal.write("zzyx")
        assert "Nothing found" in terminal.wait_for("Understood: name zzyx")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
