"""`tracker reference` prints the code lists and what one code means, without a home or a sign-in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.keeper.homes import Home, find_home
from db.keeper.installation import Installation
from db.reference.lists import use
from db.tables.system import AuditEvent
from tests.support.homes import PASSWORD, Run, secret_file
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


def test_a_result_is_told_with_what_it_asks_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reference", "show", "result", "3101"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "3101: Supervision default order requirement: Unpaid work"
    assert "asks for Number of hours: whole number, 1 to 999, needed" in shown
    assert run(["reference", "show", "result", "3101", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["prompts"][0]["label"] == "Number of hours"


@pytest.fixture
def package_lists() -> Iterator[None]:
    """The lists of the package are in force again afterwards."""
    yield
    use(None)


@pytest.mark.usefixtures("package_lists")
def test_an_administrator_brings_lists_up_to_date_and_nobody_else(
    command: Run, live_home: Home, tmp_path: Path
) -> None:
    home, lists = live_home.folder, tmp_path / "lists"
    lists.mkdir()
    (lists / "pleas.csv").write_text("code,name,spi\nG,Guilty at last,1 6\n")
    dry = command("reference", "update", str(lists), "--dry-run", home=home)
    assert dry.code == 0, dry.err
    assert "dry run" in dry.err
    assert "Guilty at last" not in command("reference", "show", "pleas", "G", home=home).out
    done = json.loads(command("reference", "update", str(lists), "--json", home=home).out)
    assert [(each["kind"], each["changed"]) for each in done["lists"]] == [("pleas", 1)]
    assert [(each["code"], each["what"]) for each in done["rows"]] == [("G", "changed")]
    assert command("reference", "show", "pleas", "G", home=home).out.startswith("G: Guilty at last")
    assert command("reference", "show", "pleas", "G", "--on", "-1", home=home).out.startswith("G: Guilty\n")
    assert "brought up to date here, update 1" in " ".join(command("doctor", home=home).out.split())
    secret = secret_file(tmp_path, "new", PASSWORD)
    command("user", "add", "j.moss", "--role", "clerk", "--name", "J", "--new-password-file", secret, home=home)
    refused = command("reference", "update", str(lists), home=home, user="j.moss", password=PASSWORD)
    assert refused.code == 1
    installation = Installation(find_home(str(home)))
    acts: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
    with installation.units.raw("keeper") as connection:
        asked = sa.select(acts.c.reason, acts.c.rows).where(acts.c.action == "reference.update")
        assert [tuple(row) for row in connection.execute(asked)] == [("pleas 1", 1)]
    installation.close()
