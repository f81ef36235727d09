"""`tracker hearing add` in a live home: what `+` on the list does, by one command."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, Said, secret_file


@pytest.fixture
def clerk(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands of a clerk of one court with one room."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    assert command("court", "add", "B01LY", "--room", "01", home=home).code == 0
    assert command("court", "enable", "B01LY", home=home).code == 0
    made = command(
        "user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--court", "B01LY",
        "--new-password-file", secret, home=home,
    )  # fmt: skip
    assert made.code == 0, made.err
    return partial(command, home=home, user="j.moss", password=PASSWORD)


def add(clerk: Run, *more: str) -> Said:
    return clerk("hearing", "add", "--name", "Smith, John", "--born", "12/3/80", "--charge", "Theft", *more)


def test_a_defendant_is_added_once_and_the_second_time_the_row_is_named(clerk: Run) -> None:
    dry = add(clerk, "--dry-run")
    assert (dry.code, dry.out.startswith("Would add SMITH, John")) == (0, True)
    made = add(clerk, "--custody", "Northtown police station", "--arrival", "warrant", "--at", "2pm")
    assert made.code == 0, made.err
    assert made.out.startswith("SMITH, John is number 1 on the list of ")
    again = add(clerk, "--json")
    assert again.code == 0
    document = json.loads(again.out)
    assert (document["already"], document["number"], document["added_by"]) == (True, "1", "J. Moss")
    assert set(document) == {"already", "listing", "person", "case", "number", "name", "added_by"}
    assert "Would add nothing" in add(clerk, "--dry-run").out
    assert json.loads(add(clerk, "--dry-run", "--json").out) == document
    unwritten = json.loads(add(clerk, "--dry-run", "--despite", "--json").out)
    assert unwritten == {**dict.fromkeys(document), "already": False, "name": "SMITH, John"}
    second = json.loads(add(clerk, "--despite", "--person", document["person"], "--json").out)
    assert (second["already"], second["person"]) == (False, document["person"])


def test_what_cannot_be_read_or_is_not_there_is_said_in_one_line(clerk: Run) -> None:
    for words, told in (
        (("--born", "31/2/80"), "no 31 February"),
        (("--at", "soon"), "No time"),
        (("--court", "Z00ZZ"), "no court with the code Z00ZZ"),
        (("--room", "99"), "--room: 01"),
    ):
        said = add(clerk, *words)
        assert said.code == 1, words
        assert told in said.err, said.err
        assert said.err.count("\n") == 1
    assert add(clerk, "--arrival", "balloon").code == 2


def test_who_keeps_no_list_adds_nobody(clerk: Run, command: Run, live_home: Home) -> None:
    said = command(
        "hearing", "add", "--court", "B01LY", "--name", "Smith, John", "--charge", "Theft", home=live_home.folder
    )
    assert said.code == 1
    assert "Your role reads only." in said.err
