"""`tracker person alias` in a live home: added by standard input, found at once, listed with its source, ended."""

from __future__ import annotations

import io
import json
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, Said, secret_file


@pytest.fixture
def clerk(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands of a clerk of one court."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    assert command("court", "add", "B01LY", "--room", "01", home=home).code == 0
    assert command("court", "enable", "B01LY", home=home).code == 0
    made = command(
        "user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--court", "B01LY",
        "--new-password-file", secret, home=home,
    )  # fmt: skip
    assert made.code == 0, made.err
    return partial(command, home=home, user="j.moss", password=PASSWORD)


def test_another_name_is_added_found_listed_with_its_source_and_ended(
    clerk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = clerk("hearing", "add", "--name", "Smith, John", "--charge", "Theft", "--case", "2600001", "--json")
    person = json.loads(said.out)["person"]

    def add(typed: str, *more: str) -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return clerk("person", "alias", "add", person, *more)

    assert add("lee k", "--kind", "stage").code == 1
    assert "several came" in add("lee k\nlee j\n").err
    assert add("lee k", "--dry-run").code == 0
    assert json.loads(clerk("person", "alias", "list", person, "--json").out) == []
    assert "Added: nickname LEE, K" in add("lee k", "--kind", "nickname", "--born", "3/4/81").out
    assert "is a name of this person already" in add("Lee, K", "--dry-run").err
    (row,) = json.loads(clerk("person", "alias", "list", person, "--json").out)
    assert (row["kind"], row["name"], row["born"]) == ("nickname", "LEE, K", "1981-04-03")
    assert (row["added_by"], row["ended_at"]) == ("J. Moss", None)
    assert row["source"].endswith("by hand")
    assert [hit["matched_name"] for hit in json.loads(clerk("person", "find", "lee k", "--json").out)] == ["LEE, K"]
    assert clerk("person", "alias", "end", row["alias"], "--dry-run").out.startswith("Would end: nickname LEE, K")
    ended = clerk("person", "alias", "end", row["alias"])
    assert (ended.code, ended.out.strip()) == (0, "Ended: nickname LEE, K.")
    assert clerk("person", "alias", "end", row["alias"]).code == 1
    assert json.loads(clerk("person", "alias", "list", person, "--json").out) == []
    (gone,) = json.loads(clerk("person", "alias", "list", person, "--ended", "--json").out)
    assert (gone["alias"], gone["ended_by"]) == (row["alias"], "J. Moss")
    assert json.loads(clerk("person", "find", "lee k", "--json").out) == []
