"""`tracker feed quarantine` and `replay` in a live home: listed, shown, mended by standard input, tried again."""

from __future__ import annotations

import io
import json
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, secret_file

ROWS = "person_id,forename,surname,dob\n1,Ann,Bright,1980-03-12\n2,,,1981-03-12\n"


@pytest.fixture
def clerk(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands of a clerk of one court."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    assert command("court", "add", "B01LY", "--room", "01", home=home).code == 0
    made = command(
        "user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--court", "B01LY",
        "--new-password-file", secret, home=home,
    )  # fmt: skip
    assert made.code == 0, made.err
    return partial(command, home=home, user="j.moss", password=PASSWORD)


def test_a_record_is_listed_shown_mended_and_gone_from_the_list(
    clerk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(ROWS, "utf-8")
    (done,) = json.loads(clerk("feed", "import", file, "--json").out)
    batch = done["batch"]
    (card,) = json.loads(clerk("feed", "quarantine", "--json").out)
    assert (card["number"], card["reasons"][0]["code"]) == (2, "no-name")
    assert clerk("feed", "quarantine", "show", batch, "2").out == "2,,,1981-03-12\n"
    assert clerk("feed", "quarantine", "show", batch, "1").code == 1
    again = clerk("feed", "quarantine", "replay", batch, "--json")
    assert (again.code, json.loads(again.out)) == (1, {"taken": 0, "left": [2]})
    monkeypatch.setattr("sys.stdin", io.StringIO("2,Eirlys,Bright,1981-03-12\n"))
    fixed = clerk("feed", "quarantine", "fix", batch, "2", "--reason", "the sender says so", "--json")
    assert fixed.code == 0, fixed.err
    assert json.loads(fixed.out)["new"] == 1
    assert json.loads(clerk("feed", "quarantine", "list", "--json").out) == []
    (mended,) = json.loads(clerk("feed", "quarantine", "list", batch, "--all", "--json").out)
    assert (mended["mended_by"], mended["why"]) == ("J. Moss", "the sender says so")
    assert clerk("feed", "replay", batch).code == 0
    whole = clerk("feed", "replay", batch, "--file", file, "--json")
    assert (whole.code, json.loads(whole.out)["unchanged"]) == (1, 1)


def test_what_is_not_said_is_asked_for(clerk: Run, tmp_path: Path) -> None:
    assert clerk("feed", "quarantine", "list").err.startswith("Nothing is set aside.")
    assert clerk("feed", "quarantine", "show").code == 2
    file = tmp_path / "people.csv"
    file.write_text(ROWS, "utf-8")
    (done,) = json.loads(clerk("feed", "import", file, "--json").out)
    assert clerk("feed", "quarantine", "fix", done["batch"]).code == 2
