"""Feeds made to steer the terminal, on every screen and command: shown as text, obeyed by nobody."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.words.clock import Clock
from tests.app.test_hostile_terminal import steering
from tests.e2e import hostile
from tests.e2e.demo import DemoHome, choose_court, signed_in
from tests.e2e.harness import Terminal, tracker


def _is_harmless(raw: bytes) -> None:
    assert steering(raw) == set()
    assert b"\x1b]" not in raw
    assert b"\x1b[2J" not in raw
    assert not hostile.BIDI.search(raw.decode("utf-8"))


@pytest.fixture(scope="module")
def _poisoned_once(_demo_made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> DemoHome:
    outside = tmp_path_factory.mktemp("poisoned")
    home = DemoHome(outside / "demo", outside)
    shutil.copytree(_demo_made_once, home.folder)
    for path in hostile.write(outside, Clock().today()):
        home.take(path)
    return home


@pytest.fixture
def poisoned(_poisoned_once: DemoHome, tmp_path: Path) -> DemoHome:
    """A demo whose clerk has just imported the hostile files."""
    for path in _poisoned_once.outside.iterdir():
        (shutil.copytree if path.is_dir() else shutil.copy)(path, tmp_path / path.name)
    (tmp_path / "demo").chmod(0o700)
    return DemoHome(tmp_path / "demo", tmp_path)


def _walk(terminal: Terminal) -> None:
    """The clerk's every screen with the hostile defendant in it."""
    choose_court(terminal.press("f2"), "overst", "Overstoke").wait_for("MALVERN[/B]")
    terminal.press("f").write("malv").press("esc").press("t").wait_for("p present")
    terminal.press("p").wait_for("u undoes it")
    terminal.press("+").wait_for("Fill in the lines")
    terminal.write("malvern").wait_for("MALVERN")
    terminal.press("esc").press("y" if "lose" in terminal.text else "esc")
    terminal.press("f2").wait_for("MALVERN")
    terminal.press("v").wait_for("Defendants  1")
    terminal.press("down", "down", "down", "pgdn", "f2").wait_for("MALVERN")
    terminal.press("f4").wait_for("1 Who 2 Cases")
    for number in "123456789":
        terminal.press(number)
    terminal.press("2", "down", "h").wait_for("recorded")
    terminal.press("esc").wait_for("1 Who 2 Cases")
    terminal.press("1").wait_for(">  1 Who")
    terminal.press("down", "down", "h").wait_for("recorded")
    terminal.press("esc").wait_for("1 Who 2 Cases")
    terminal.press("a").wait_for("Also known as")
    terminal.press("esc", "f5").wait_for("Withheld")
    terminal.press("pgdn", "]", "[", "s", "f6").wait_for("Will be seen by")
    terminal.press("ctrl+t", "a").send(b"\x1b[200~pasted [/b][@click=app.quit]\xe2\x80\xaex \x9b2J\x1b[201~").wait_for(
        "pasted [/b]"
    )
    terminal.press("f1").wait_for("A note about the person above")
    terminal.press("esc", "ctrl+p").wait_for("a part of the name")
    terminal.press("esc", "f10").wait_for("Saved: agency note")
    terminal.press("/").wait_for("Find:")
    terminal.send(b"\x1b[200~fair [/b][@click=app.quit]\xe2\x80\xae\x1b[201~").wait_for("[/b]")
    terminal.press("ctrl+u").write("malv").wait_for("surname begins MALV")
    terminal.press("ctrl+u").write("qqzzq").wait_for("Nothing found")
    terminal.press("ctrl+l").wait_for("Tracker is locked")
    terminal.write("clerk-in-the-demo").press("enter").wait_until_gone("Tracker is locked")
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0


@pytest.mark.parametrize("looks", ["colours", "NO_COLOR", "plain", "accessible"])
def test_no_screen_of_a_clerk_obeys_a_feed(poisoned: DemoHome, looks: str) -> None:
    switches = [f"--{looks}"] if looks in {"plain", "accessible"} else []
    env = {"NO_COLOR": "1"} if looks == "NO_COLOR" else {}
    with poisoned.terminal(*switches, env=env) as terminal:
        _walk(signed_in(terminal))
        _is_harmless(bytes(terminal.raw))
        if looks == "accessible":
            assert max(terminal.raw) < 0x80


@pytest.mark.parametrize("user", ["judge", "usher", "police", "probation", "administrator", "trainer"])
def test_no_home_of_another_role_obeys_a_feed(poisoned: DemoHome, user: str) -> None:
    with poisoned.terminal() as terminal:
        signed_in(terminal, user).press("tab", "end", "f1").wait_for("Help: Home")
        terminal.press("esc", "f2", "f3").write("malv")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
        _is_harmless(bytes(terminal.raw))


def test_no_table_of_the_command_line_obeys_a_feed(poisoned: DemoHome) -> None:
    commands = [
        ("feed", "list"),
        ("feed", "import", *sorted(poisoned.outside.glob("*.json"))),
        ("person", "find", "malvern"),
        ("court", "list"),
        ("doctor",),
    ]
    for words in commands:
        # In a terminal: what is piped is data.
        with Terminal(tracker("--home", poisoned.folder, *words), home=poisoned.outside) as said:
            said.wait_for_exit()
            _is_harmless(bytes(said.raw))
            assert b"Traceback" not in said.raw
