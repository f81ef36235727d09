"""`tracker search`: the worked example by the command line, its documents and exports, and files that are none."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db.keeper.demo import prepare_demo
from db.keeper.homes import HomeKind, find_home
from db.words.clock import Clock
from tests.support.areas_asked import OWN, WORKED
from tests.support.homes import Run, Said


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo made from our own file, once for all."""
    home = find_home(str(tmp_path_factory.mktemp("made") / "demo"), kind=HomeKind.DEMO)
    return prepare_demo(home, clock=Clock(), fixture=OWN).home.folder


@pytest.fixture
def dales(command: Run, made: Path) -> Run:
    """Searches in that demo."""
    return partial(command, "search", home=made, user="")


def _document(said: Said) -> dict[str, Any]:
    assert said.code == 0, said.err
    document: dict[str, Any] = json.loads(said.out)
    assert document["n"] == len(document["rows"])
    assert document["cannot_decide_n"] == len(document["cannot_decide"])
    return document


def _names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["name"].partition(",")[0] for row in rows]


@pytest.mark.shared_data
def test_the_worked_example_by_the_command_line(command: Run, tmp_path: Path, shared_folder: Path) -> None:
    home = tmp_path / "demo"
    assert command("demo", "--prepare", "--fixture", shared_folder / WORKED, home=home, user="").code == 0
    expected: tuple[tuple[tuple[str, ...], list[str], list[str]], ...] = (
        (("crossborder", "--area", "MER", "--months", "12", "--threshold", "3", "--dates", "2", "--border", "force"),
         ["ADDY"], ["CLEGG"]),
        (("release", "--area", "MER", "--days", "28"), ["GREEN", "BAINES", "CLEGG", "ADDY"], []),
        (("convicted", "--area", "LPL", "--month", "2007-09"), ["BAINES"], ["HUNT"]),
        (("offence", "--area", "LPL", "--type", "burglary:1", "--type", "theft", "--months", "3"),
         ["BAINES", "ADDY", "FYFE", "HUNT"], []),
        (("offence", "--area", "LPL", "--type", "BURG", "--type", "THEFT", "--mode", "all"), ["BAINES"], []),
        (("offence", "--area", "LPL", "--type", "robbery"), [], ["GREEN"]),
        (("offence", "--area", "LPL", "--type", "theft", "--not", "burglary"), ["FYFE", "HUNT"], []),
        (("inprison", "--area", "LPL"), ["ADDY", "BAINES", "HUNT", "GREEN"], []),
        (("changed", "--area", "LPL"), ["ADDY", "BAINES", "HUNT"], []),
        (("unfinalised", "--area", "LPL"), ["BAINES", "ADDY", "ADDY", "BAINES", "GREEN", "HUNT"], []),
    )  # fmt: skip
    for words, rows, undecided in expected:
        for day in ((), ("--as-of", "2007-09-24")):
            document = _document(command("search", *words, *day, "--json", home=home, user=""))
            assert (document["as_of"], document["area"]) == ("2007-09-24", words[2])
            assert (_names(document["rows"]), _names(document["cannot_decide"])) == (rows, undecided), words


def test_a_table_shows_both_counts_and_what_is_missing(dales: Run) -> None:
    said = dales("crossborder", "--area", "hil", "--threshold", "2", "--dates", "2")
    assert said.code == 0, said.err
    assert "HIL, 29 Feb 2024: 0 people; cannot decide: 1" in said.out
    assert "Cannot decide\n" in said.out
    assert "date of offence a5" in said.out
    bands = dales("release", "--area", "DAL").out
    assert "DAL Dales, 29 Feb 2024: 5 people (2 due, 1 possible, 2 no date); cannot decide: 0" in bands
    nobody = dales("inprison", "--area", "MAR", "--as-of", "1/1/2020")
    assert (nobody.code, "Nobody whom you may see is registered in MAR on 1 Jan 2020." in nobody.err) == (0, True)


def test_a_document_names_the_offences_and_what_is_missing(dales: Run) -> None:
    document = _document(dales("crossborder", "--area", "UP", "--threshold", "1", "--dates", "1", "--json"))
    row = document["rows"][0]
    assert (row["name"], row["cross_border"], row["all"], row["percent"]) == ("ASHBY, Noel", 2, 2, 100)
    assert (row["home_area"], row["areas"], row["latest"], row["where_now"]) == (
        ["HIL"], ["MAR"], "2023-03-01", "FEN GATE",
    )  # fmt: skip
    assert [one["ref"] for one in row["offences"]] == ["a1", "a2"]
    assert document["rows"][1]["offences"][0]["range"] is True
    assert [one["missing"] for one in document["cannot_decide"]] == [["place of offence e1"], ["place of offence g1"]]


def test_an_export_has_the_rows_that_the_search_shows(dales: Run, tmp_path: Path) -> None:
    text = dales("convicted", "--area", "DAL", "--format", "csv", "--stdout")
    assert text.code == 0, text.err
    assert "Convicted in the month: Dales (DAL), Thu 29 Feb 2024" in text.out
    assert 'match,29 Feb 2024,"DENBY, Ross"' in text.out
    assert "conviction date of offence e1" in text.out
    book = dales("inprison", "--area", "DAL", "--format", "xlsx")
    path = Path(book.out.strip())
    assert (book.code, path.name) == (0, "search-inprison-DAL-2024-02-29.xlsx"), book.err
    assert path.read_bytes()[:2] == b"PK"
    assert path.stat().st_mode & 0o777 == 0o600
    dry = dales("inprison", "--area", "DAL", "--format", "xlsx", "--dry-run")
    assert dry.out == "Would write the search 'in prison' of DAL: 6 entries.\n"
    refused = dales("inprison", "--area", "DAL", "--format", "xlsx", "--stdout")
    assert (refused.code, "A workbook is no text." in refused.err) == (1, True)


def test_free_criteria_are_asked_as_on_the_screen(dales: Run) -> None:
    said = dales("people", "area:HIL", "in-custody", "offence:theft>=2", "since:3m", "--json")
    assert _names(_document(said)["rows"]) == ["BRISCOE"]
    asked = "People registered in HIL on 29 Feb 2024, in custody, with 2 or more of theft"
    assert said.err == f"{asked}, from 30 Nov 2023 to 29 Feb 2024.\n"
    assert _names(_document(dales("people", "inprison area:HIL", "--json"))["rows"]) == ["ASHBY", "BRISCOE", "GRANGE"]
    wrong = dales("people", "area:HIL", "colour:red")
    assert (wrong.code, wrong.out, "'colour:red' is not read here" in wrong.err) == (1, "", True)


def test_who_does_not_see_registrations_finds_and_counts_nobody(dales: Run) -> None:
    for user in ("clerk", "usher", "defence"):
        document = _document(dales("inprison", "--area", "LAND", "--json", user=user))
        assert (document["rows"], document["registered"], document["cannot_decide"]) == ([], 0, []), user
    for user in ("auditor", "administrator"):
        refused = dales("inprison", "--area", "LAND", "--json", user=user)
        assert (refused.code, refused.out, "reads no cases" in refused.err) == (1, "", True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("release", "--area", "NOWHERE"), "There is no area NOWHERE."),
        (("release", "--area", "DAL", "--days", "-1"), "a number from 0 to 36,500."),
        (("crossborder", "--area", "DAL", "--months", "0"), "a number from 1 to 1,200."),
        (("crossborder", "--area", "DAL", "--months", "900000"), "a number from 1 to 1,200."),
        (("convicted", "--area", "DAL", "--month", "2024-13"), "'2024-13' is no month."),
        (("convicted", "--area", "DAL", "--month", "2024-03"), "has not begun"),
        (("offence", "--area", "DAL", "--type", "theft:0"), "at least"),
        (("offence", "--area", "DAL", "--type", "theft:x"), "'x' is no number"),
        (("offence", "--area", "DAL", "--type", "-+"), "No type of offence"),
        (("offence", "--area", "DAL", "--type", "unknownword"), "'unknownword' is no type of offence; types are burg"),
        (("offence", "--area", "DAL", "--type", "robery:2"), "'robery' is no type of offence; near it: robbery."),
        (("offence", "--area", "DAL", "--type", "theft", "--not", "burglry"), "'burglry' is no type of offence; near"),
        (("people", "area:DAL", "offence:twock>=2"), "'twock' is no type of offence; near it: twoc."),
        (("release", "--area", "DAL", "--as-of", "32/1/2024"), "There is no 32 January"),
        (("release", "--area", "DAL", "--stdout"), "go with --format"),
    ],
)
def test_a_question_that_is_none_is_refused_in_one_sentence(dales: Run, words: tuple[str, ...], said: str) -> None:
    refused = dales(*words)
    assert (refused.code != 0, refused.out) == (True, "")
    assert said in refused.err
    assert "Traceback" not in refused.err


def test_a_file_that_is_none_changes_nothing(command: Run, made: Path, tmp_path: Path) -> None:
    whole = json.loads(OWN.read_text())
    bad: dict[str, object] = {
        "no JSON": "{",
        "no object": [1],
        "no as_of": {**whole, "as_of": None},
        "day": {**whole, "as_of": "29.2.2024"},
        "kind": {**whole, "areas": {"X": {"type": "moon", "parent": None}}},
        "parent": {**whole, "areas": {"X": {"type": "force", "parent": "Y"}}},
        "circle": {**whole, "areas": {"X": {"type": "force", "parent": "Y"}, "Y": {"type": "force", "parent": "X"}}},
        "person": {**whole, "ppo": [{"person": 99, "area": "HIL", "from": "2023-01-01"}]},
        "status": {**whole, "offences": [{**whole["offences"][0], "status": "unheard of"}]},
        "hearing": {**whole, "hearings": [{"offence": "z9", "date": None}]},
        "twice": {**whole, "persons": [*whole["persons"], {"id": 1, "name": "AGAIN, Ann"}]},
        "list": {**whole, "offences": {"a": 1}},
    }
    home = tmp_path / "demo"
    shutil.copytree(made, home)
    before = (home / "demo.db").read_bytes()
    for what, document in bad.items():
        path = tmp_path / "bad.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        said = command("demo", "--prepare", "--fixture", path, home=home, user="")
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1), (what, said.err)
    assert command("demo", "--prepare", "--fixture", tmp_path / "none.json", home=home, user="").code == 1
    assert (home / "demo.db").read_bytes() == before
    said = command("search", "inprison", "--area", "HIL", "--json", home=home, user="")
    assert _names(_document(said)["rows"]) == [
        "ASHBY",
        "BRISCOE",
        "GRANGE",
    ]


def test_a_type_that_there_is_none_of_is_refused_and_a_title_on_record_is_asked_for(dales: Run) -> None:
    assert dales("offence", "--area", "DAL", "--type", "smugling").code == 1
    assert "0 people" in dales("offence", "--area", "DAL", "--type", "smuggling").out
