"""`tracker record` and `tracker case` in a live home: records by standard input, ended by id; a case restricted."""

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
    """Commands of a clerk who reads restricted cases of one court with one room, and lists SMITH, John there."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    assert command("court", "add", "B01LY", "--room", "01", home=home).code == 0
    assert command("court", "enable", "B01LY", home=home).code == 0
    made = command(
        "user", "add", "j.moss", "--role", "clerk", "--role", "sealed.read", "--name", "J. Moss", "--court", "B01LY",
        "--new-password-file", secret, home=home,
    )  # fmt: skip
    assert made.code == 0, made.err
    return partial(command, home=home, user="j.moss", password=PASSWORD)


def _listed(clerk: Run) -> dict[str, str]:
    said = clerk("hearing", "add", "--name", "Smith, John", "--charge", "Theft", "--case", "2600001", "--json")
    assert said.code == 0, said.err
    found: dict[str, str] = json.loads(said.out)
    return found


def test_a_record_is_added_listed_and_ended(clerk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    person = _listed(clerk)["person"]

    def typed(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    typed("Needs a hostel\nTwo weeks at most.\n")
    dry = clerk("record", "add", person, "--category", "needs", "--dry-run")
    assert (dry.code, dry.out) == (0, "Would add a record of needs and referrals.\n")
    typed("Needs a hostel\nTwo weeks at most.\n")
    made = clerk("record", "add", person, "--category", "needs", "--from", "today", "--case", "2600001")
    assert made.code == 0, made.err
    (row,) = json.loads(clerk("record", "list", person, "--json").out)
    assert (row["category"], row["summary"], row["detail"]) == ("needs", "Needs a hostel", "Two weeks at most.")
    assert (row["case"], row["recorded_by"], row["ended_on"]) == ("2600001", "J. Moss", None)
    shown = json.loads(clerk("person", "show", person, "--json").out)
    assert [one["category"] for one in shown["held"]] == ["needs"]
    assert clerk("record", "end", row["record"], "--yes").code == 0
    assert json.loads(clerk("record", "list", person, "--json").out) == []
    (ended,) = json.loads(clerk("record", "list", person, "--ended", "--json").out)
    assert ended["ended_on"]


def test_a_record_has_one_reference_that_every_command_takes(clerk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    person = _listed(clerk)["person"]
    made = ""
    for category in ("treatment", "needs"):
        monkeypatch.setattr("sys.stdin", io.StringIO("Seen weekly\n"))
        made = clerk("record", "add", person, "--category", category).out.rpartition(": ")[2].strip()
    listed = [one["record"] for one in json.loads(clerk("record", "list", person, "--json").out)]
    shown = [one["record"] for one in json.loads(clerk("person", "show", person, "--json").out)["held"]]
    assert made in listed
    assert sorted(listed) == sorted(shown)
    assert made in clerk("record", "list", person).out
    for reference in (*listed, made.replace("needs:", "agency_record:")):
        said = clerk("share", "why", "j.moss", reference, "--json")
        assert said.code == 0, said.err
        assert json.loads(said.out)["subject"] == reference
    other = clerk("share", "why", "j.moss", made.replace("needs:", "treatment:"))
    assert (other.code, "no such record" in other.err) == (1, True)
    for reference in (made, listed[0].partition(":")[2], listed[1].partition(":")[2]):
        clerk("record", "end", reference, "--yes")
    assert json.loads(clerk("record", "list", person, "--json").out) == []
    assert "is no record" in clerk("record", "end", "treatment:x", "--yes").err


def test_a_victim_goes_to_the_case_and_what_is_missing_is_said(clerk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _listed(clerk)
    monkeypatch.setattr("sys.stdin", io.StringIO("name: HOLROYD, Ann\naddress: 9 Weir View\n"))
    made = clerk("record", "add", "--category", "victim", "--case", "2600001")
    assert (made.code, made.out[:25]) == (0, "Victim added to the case:"), made.err
    assert "[]" in clerk("person", "find", "holroyd", "--json").out
    for words, told in (
        (("--category", "victim"), "belongs to a case"),
        (("--category", "nonsense"), "No kind of record"),
        (("--category", "needs"), "No person is named"),
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO("text\n"))
        said = clerk("record", "add", *words)
        assert (said.code, told in said.err) == (1, True), said.err


def test_a_case_is_restricted_and_lifted(clerk: Run) -> None:
    person = _listed(clerk)["person"]
    assert "Would restrict" in clerk("case", "restrict", "2600001", "--dry-run").out
    said = clerk("case", "restrict", "2600001", "--reason", "Order of the court", "--yes")
    assert (said.code, said.out) == (0, "The case 2600001 is restricted.\n"), said.err
    assert json.loads(clerk("person", "show", person, "--json").out)["cases"][0]["restricted"] is True
    again = clerk("case", "restrict", "2600001", "--yes")
    assert (again.code, "restricted already" in again.err) == (1, True)
    assert clerk("case", "lift", "2600001", "--yes").code == 0
    assert json.loads(clerk("person", "show", person, "--json").out)["cases"][0]["restricted"] is False
