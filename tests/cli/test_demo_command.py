"""`tracker demo` without a terminal: what it would make, and never in the home of a court."""

from __future__ import annotations

from pathlib import Path

from db.keeper.homes import Home
from db.words.clock import Clock
from db.words.dates import spell
from tests.support.homes import Run


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(command: Run, live_home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    for more in ((), ("--reset",)):
        said = command("demo", "--dry-run", *more, home=folder, user="")
        assert (said.code, said.out) == (0, f"Would make a demo in {folder}.\n"), said.err
    assert not folder.exists()
    refused = command("demo", "--dry-run", home=live_home.folder, user="")
    assert (refused.code, refused.out) == (2, "")
    assert "a demo never opens that" in refused.err


def test_a_demo_that_is_there_is_opened_or_made_anew(command: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert command("demo", "--prepare", home=folder, user="").code == 0
    before = (folder / "demo.db").read_bytes()
    assert command("demo", "--dry-run", home=folder, user="").out == f"Would open the demo that is in {folder}.\n"
    anew = command("demo", "--dry-run", "--reset", home=folder, user="")
    assert anew.out == f"Would make the demo anew in {folder}.\n"
    assert (folder / "demo.db").read_bytes() == before


def test_a_demo_lives_on_the_day_it_was_told_until_it_is_opened_without_one(command: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    words = ("hearing", "add", "--name", "Quennell, Ivo", "--born", "1/2/1980", "--charge", "Theft", "--dry-run")
    today = spell(Clock().today())
    for options, day in (
        (("--date", "12/3/2026"), "Thu 12 Mar 2026"),
        ((), today),
        (("--date", "13/3/2026"), "Fri 13 Mar 2026"),
        (("--reset", "--date", "12/3/2026"), "Thu 12 Mar 2026"),
        (("--reset",), today),
    ):
        assert command("demo", "--prepare", *options, home=folder, user="").code == 0
        said = command(*words, home=folder, user="")
        assert (said.code, day in said.out) == (0, True), said


def test_a_day_that_cannot_be_read_stops_every_command_but_the_demo_itself(command: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert command("demo", "--prepare", "--date", "12/3/2026", home=folder, user="").code == 0
    (folder / "demo.day").write_text("Thursday\n")
    assert "day of the demo" in command("doctor", home=folder, user="").out
    refused = command("court", "list", home=folder, user="")
    assert (refused.code, "which day this demo lives on" in refused.err) == (2, True)
    assert command("demo", "--prepare", home=folder, user="").code == 0
    assert command("court", "list", home=folder, user="").code == 0


def test_the_commands_about_registered_people_act_for_one_user(command: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert command("demo", "--prepare", home=folder, user="").code == 0
    for words in (("ppo", "list", "--area", "NW"), ("search", "inprison", "--area", "NW")):
        said = command(*words, "--json", home=folder, user="")
        assert (said.code, said.out) == (0, command(*words, "--json", home=folder, user="ppo").out)
