"""`tracker person correct` and `corrections` in a live home: the value by standard input, listed, ended."""

from __future__ import annotations

import io
import json
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, secret_file


@pytest.fixture
def clerk(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands of a clerk of one court, who lists SMITH, John there."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    assert command("court", "add", "B01LY", "--room", "01", home=home).code == 0
    assert command("court", "enable", "B01LY", home=home).code == 0
    made = command(
        "user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--court", "B01LY",
        "--new-password-file", secret, home=home,
    )  # fmt: skip
    assert made.code == 0, made.err
    return partial(command, home=home, user="j.moss", password=PASSWORD)


def test_a_name_is_corrected_listed_and_the_correction_ended(clerk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said = clerk("hearing", "add", "--name", "Smith, John", "--charge", "Theft", "--case", "2600001", "--json")
    person = json.loads(said.out)["person"]

    def correct(value: str, *more: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(value))
        done = clerk("person", "correct", person, "name", "--reason", "passport", *more)
        return done.code, done.out or done.err

    assert correct("")[0] == 1
    assert correct("smyth, john", "--dry-run")[1].startswith("Would record a correction of name")
    assert json.loads(clerk("person", "corrections", "--json").out) == []
    code, text = correct("smyth, john")
    assert (code, "SMYTH" in text) == (0, False)
    (row,) = json.loads(clerk("person", "corrections", "--json").out)
    assert (row["name"], row["field"], row["value"], row["said"]) == (
        "SMYTH, John", "name:primary", "SMYTH, John", "SMITH, John",
    )  # fmt: skip
    assert (row["now"], row["why"], row["by"], row["differs"]) == (None, "passport", "J. Moss", False)
    assert json.loads(clerk("person", "corrections", "--differing", "--json").out) == []
    shown = json.loads(clerk("person", "show", person, "--json").out)
    assert [value["flag"] for value in shown["names"][0]["values"]] == ["correction", "corrected"]
    ended = clerk("person", "correct", person, "name", "--end")
    assert ended.code == 0, ended.err
    assert json.loads(clerk("person", "show", person, "--json").out)["name"] == "SMITH, John"
    assert clerk("person", "correct", person, "name", "--end").code == 1


def test_a_field_without_a_value_and_one_of_no_family_are_refused(clerk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said = clerk("hearing", "add", "--name", "Smith, John", "--charge", "Theft", "--case", "2600001", "--json")
    person = json.loads(said.out)["person"]
    for field in ("pnc", "custody:", "nonsense"):
        monkeypatch.setattr("sys.stdin", io.StringIO("x"))
        assert clerk("person", "correct", person, field, "--reason", "x").code == 1


def test_of_two_lines_none_is_taken_for_the_value(clerk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said = clerk("hearing", "add", "--name", "Smith, John", "--charge", "Theft", "--case", "2600001", "--json")
    person = json.loads(said.out)["person"]
    monkeypatch.setattr("sys.stdin", io.StringIO("Smyth, John\nMarsh, Declan\n"))
    done = clerk("person", "correct", person, "name", "--reason", "passport")
    assert (done.code, done.out) == (1, "")
    assert "A value is one line, and several came." in done.err
    assert json.loads(clerk("person", "corrections", "--json").out) == []
    monkeypatch.setattr("sys.stdin", io.StringIO("Smyth, John\n\n"))
    assert clerk("person", "correct", person, "name", "--reason", "passport").code == 0
