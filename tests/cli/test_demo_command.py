"""`tracker demo` without a terminal: what it would make, and never in the home of a court."""

from __future__ import annotations

from pathlib import Path

from db.keeper.homes import Home
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
