"""`tracker person show` in a live home: a file as text or JSON, by id or reference, as on the screen."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, secret_file


@pytest.fixture
def clerk(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands of a clerk, with one defendant added to the list of the court."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    command("court", "add", "B01LY", "--room", "01", home=home)
    command("court", "enable", "B01LY", home=home)
    made = command(
        "user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--court", "B01LY",
        "--new-password-file", secret, home=home,
    )  # fmt: skip
    assert made.code == 0, made.err
    return partial(command, home=home, user="j.moss", password=PASSWORD)


def _added(clerk: Run) -> str:
    said = clerk("hearing", "add", "--name", "Smith, John", "--born", "12/3/80", "--charge", "Theft", "--json")
    assert said.code == 0, said.err
    return str(json.loads(said.out)["person"])


def test_a_file_is_printed_by_id_and_by_reference_with_documented_keys(clerk: Run) -> None:
    person = _added(clerk)
    said = clerk("person", "show", person, "--json")
    assert said.code == 0, said.err
    document = json.loads(said.out)
    assert set(document) == {
        "person", "reference", "name", "organisation", "born", "born_year", "age", "age_at_first_hearing", "as_at",
        "signs", "names", "details", "numbers", "addresses", "cases", "hearings", "custody", "warnings", "notes",
        "held", "withheld", "timeline", "records",
    }  # fmt: skip
    assert (document["name"], document["born"], document["born_year"]) == ("SMITH, John", "1980-03-12", 1980)
    assert (document["held"], document["withheld"]) == ([], [])
    assert [charge["title"] for charge in document["cases"][0]["charges"]] == ["Theft"]
    text = clerk("person", "show", document["reference"].lower())
    assert text.code == 0, text.err
    assert text.out.startswith("SMITH, John (")
    case = next(line for line in text.out.splitlines() if line.startswith("Case "))
    assert case.endswith(f"({document['cases'][0]['source']})")
    assert "Theft" in text.out


def test_an_earlier_day_hides_what_came_later(clerk: Run) -> None:
    person = _added(clerk)
    document = json.loads(clerk("person", "show", person, "--as-at", "-1", "--json").out)
    assert (document["cases"], document["hearings"], document["names"]) == ([], [], [])
    assert document["as_at"]


def test_who_is_not_there_is_one_sentence_and_exit_code_1(clerk: Run) -> None:
    for wrong in ("P-NOBODY22", "01a203ba-9d6d-7001-a3b1-57d8092c39fb"):
        said = clerk("person", "show", wrong)
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert clerk("person", "show", _added(clerk), "--as-at", "31/31").code == 1
