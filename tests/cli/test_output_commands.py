"""`tracker court print|export` and `tracker person export` in a live home, each in the log once."""

from __future__ import annotations

import json
import stat
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, secret_file
from tests.support.json_schema import faults


@pytest.fixture
def clerk(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands of a clerk, with an adult and a youth on the list of the court."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    command("court", "add", "B01LY", "--room", "01", home=home)
    command("court", "enable", "B01LY", home=home)
    made = command(
        "user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--court", "B01LY",
        "--new-password-file", secret, home=home,
    )  # fmt: skip
    assert made.code == 0, made.err
    clerk = partial(command, home=home, user="j.moss", password=PASSWORD)
    for name, born in (("Smith, John", "12/3/80"), ("Young, Ann", "-4000")):
        said = clerk("hearing", "add", "--name", name, "--born", born, "--charge", "Theft", "--court", "B01LY")
        assert said.code == 0, said.err
    return clerk


def test_the_public_list_is_printed_without_the_youth(clerk: Run) -> None:
    said = clerk("court", "print", "B01LY", "--public", "--stdout")
    assert said.code == 0, said.err
    assert "SMITH, John" in said.out
    assert "YOUNG" not in said.out
    assert "Youth" in said.out
    assert clerk("court", "print", "B01LY", "--published", "--dry-run").out.endswith("1 entry, 1 withheld.\n")
    assert "YOUNG, Ann" in clerk("court", "print", "B01LY", "--stdout", "--room", "01").out


def test_an_export_is_a_private_file_of_the_home(clerk: Run, live_home: Home) -> None:
    said = clerk("court", "export", "B01LY", "--format", "json")
    path = Path(said.out.strip())
    assert path.parent == live_home.exports
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text())["total"] == 2
    assert "2 entries written" in said.err


def test_csv_in_a_pipe_has_the_lines_of_the_written_file(clerk: Run) -> None:
    found = json.loads(clerk("person", "find", "smith", "--json").out)
    for words in (("court", "export", "B01LY"), ("person", "export", found[0]["id"], "--format", "csv")):
        piped = clerk(*words, "--stdout").out.split("\r\n")
        written = Path(clerk(*words).out.strip()).read_bytes().decode().split("\r\n")
        assert len(piped) == len(written) > 4
        assert piped[1:] == written[1:]
        assert not any(set("\r\n·") & set(line) for line in piped[1:])


def test_a_file_is_exported_as_text_and_for_an_agency_that_exists(clerk: Run) -> None:
    found = json.loads(clerk("person", "find", "smith", "--json").out)
    said = clerk("person", "export", found[0]["id"], "--stdout")
    assert said.out.startswith("SMITH, John (P-")
    assert clerk("person", "export", found[0]["id"], "--for", "nobody").code == 1


def test_what_is_not_there_and_who_may_not_are_one_sentence(clerk: Run, command: Run, live_home: Home) -> None:
    for words in (("B99ZZ",), ("B01LY", "--room", "99"), ("B01LY", "--public", "--published")):
        said = clerk("court", "print", *words)
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    refused = command("court", "export", "B01LY", home=live_home.folder)
    assert (refused.code, refused.out) == (1, "")
    assert "exports none" in refused.err


def test_a_file_for_other_systems_is_private_and_recognised_when_it_comes_back(
    clerk: Run, live_home: Home, tmp_path: Path
) -> None:
    person = json.loads(clerk("person", "find", "smith", "--json").out)[0]["id"]
    shown = json.loads(clerk("person", "show", person, "--json").out)
    out = tmp_path / "file.json"
    assert clerk("export", "person", shown["reference"], "--dry-run").out.startswith(
        "Would write the file of SMITH, John"
    )
    said = clerk("export", "person", shown["reference"], "--out", str(out))
    assert (said.code, said.out.strip()) == (0, str(out)), said.err
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    made = json.loads(out.read_text())
    assert made["person"]["reference"] == shown["reference"]
    assert faults(made, json.loads(clerk("export", "schema").out)) == []
    assert [one["text"] for one in made["timeline"]] == [one["text"] for one in shown["timeline"]]
    again = clerk("export", "person", person, "--out", str(out))
    assert (again.code, "is there already" in again.err) == (1, True)
    assert Path(clerk("export", "person", person).out.strip()).parent == live_home.exports
    back = json.loads(clerk("feed", "import", str(out), "--json").out)[0]
    assert (back["format"], back["new"], back["unchanged"], back["quarantined"]) == ("tracker", 0, 2, 0)
    assert clerk("export", "person", person, "--out", str(out), "--stdout").code == 2
