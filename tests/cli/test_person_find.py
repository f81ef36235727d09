"""`tracker person find` in a live home: the hits of the screen, as a table or as one JSON document."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, secret_file


@pytest.fixture
def clerk(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands of a clerk, with two defendants added to the list of the court."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    command("court", "add", "B01LY", "--room", "01", home=home)
    command("court", "enable", "B01LY", home=home)
    made = command(
        "user", "add", "j.moss", "--role", "clerk", "--name", "J. Moss", "--court", "B01LY",
        "--new-password-file", secret, home=home,
    )  # fmt: skip
    assert made.code == 0, made.err
    run = partial(command, home=home, user="j.moss", password=PASSWORD)
    for name, born in (("Smith, John", "12/3/80"), ("Smithson, Joan", "1/2/1990")):
        said = run("hearing", "add", "--name", name, "--born", born, "--charge", "Theft")
        assert said.code == 0, said.err
    return run


def test_hits_are_one_document_with_documented_keys_in_the_order_of_the_screen(clerk: Run) -> None:
    said = clerk("person", "find", "smith", "--json")
    assert said.code == 0, said.err
    hits = json.loads(said.out)
    assert [hit["name"] for hit in hits] == ["SMITH, John", "SMITHSON, Joan"]
    assert set(hits[0]) == {
        "kind", "id", "person", "case", "hearing", "name", "matched_name", "born", "born_year", "sex", "pnc", "band",
        "why", "warnings", "signs", "listed_today", "next_hearing",
    }  # fmt: skip
    assert (hits[0]["born"], hits[0]["kind"], hits[0]["listed_today"]) == ("1980-03-12", "person", True)
    assert (hits[0]["born_year"], hits[0]["why"][0]) == (1980, "surname exact")


def test_a_table_is_for_people_and_a_cut_is_said_on_stderr(clerk: Run) -> None:
    said = clerk("person", "find", "smi", "--limit", "1")
    assert said.code == 0, said.err
    assert "SMITH, John" in said.out
    assert "SMITHSON" not in said.out
    assert "1 of 2" in said.err


def test_nobody_found_is_an_empty_list_and_words_on_stderr(clerk: Run) -> None:
    said = clerk("person", "find", "zzyx", "--json")
    assert (said.code, json.loads(said.out)) == (0, [])
    assert "Nothing found. Understood: name zzyx…." in said.err
    assert clerk("person", "find", "zzyx").out == ""


def test_words_need_no_quotes(clerk: Run) -> None:
    hits = json.loads(clerk("person", "find", "smi", "12/3/80", "--json").out)
    assert [hit["name"] for hit in hits] == ["SMITH, John"]
