"""`tracker reference` prints the code lists and what one code means, without a home or a sign-in."""

from __future__ import annotations

import json

import pytest

from tracker_tui.cli.main import run


def test_without_a_kind_it_says_what_lists_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reference", "list", "--json"]) == 0
    lists = {each["kind"]: each for each in json.loads(capsys.readouterr().out)}
    assert lists["pleas"]["entries"] == 7
    assert run(["reference", "list"]) == 0
    shown = capsys.readouterr().out
    assert all(kind in shown for kind in lists)


def test_one_list_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reference", "list", "verdicts", "--json"]) == 0
    assert {"code": "G", "name": "Guilty", "details": {"spi": "G"}} in json.loads(capsys.readouterr().out)
    assert run(["reference", "list", "prisons"]) == 0
    assert "Leeds (HMP)" in capsys.readouterr().out


def test_one_code_is_told_with_what_belongs_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reference", "show", "offences", "th68010"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "TH68010: Theft from a shop",
        "category: Either Way",
        "home office: 046/00",
        "group: Theft and handling",
        "class: Stealing from shops and stalls (shoplifting)",
    ]
    assert run(["reference", "show", "prisons", "LEI", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "Leeds (HMP)"


def test_an_unknown_list_or_code_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reference", "list", "planets"]) == 1
    assert "There is no list planets." in capsys.readouterr().err
    assert run(["reference", "show", "forces", "ZZ"]) == 1
    assert "has no code ZZ" in capsys.readouterr().err
