"""`tracker match evaluate`: figures to read or as JSON, links and the picture into new files, no database."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from db.keeper.homes import Home
from db.words.dates import court_time, spell
from tests.support.homes import PASSWORD, Run, secret_file

HEADER = "record_id,source,forename1,forenames_other,surname,dob,sex,pnc,cro,address1,postcode,aliases,sentence_dates"
ROWS = (
    "A1,LIBRA,THOMAS,PAUL,HESKETH,1986-03-14,M,79/163001B,,4 Mill Lane,L13 4AB,,",
    "A2,NOMIS,Tom,,Hesketh,1986-03-14,M,1979/0163001B,,4 Mill Lane,L13 4AB,,",
    "A3,NOMIS,Liam,,Hesketh,1986-03-14,M,,,4 Mill Lane,L13 4AB,,",
    "A4,LIBRA,MARIAN,,POPA,1992-05-05,M,,,9 Station Road,M1 1AA,,",
)
TRUTH = ("record_id,person_id,group,noise_tags", "A1,P1,,", "A2,P1,,", "A3,P2,twin,", "A4,P3,,")


def _words(tmp_path: Path, *more: str | Path) -> list[str | Path]:
    records, truth = tmp_path / "records.csv", tmp_path / "truth.csv"
    records.write_text("\n".join((HEADER, *ROWS)) + "\n", "utf-8")
    truth.write_text("\n".join(TRUTH) + "\n", "utf-8")
    out = tmp_path / "links.csv"
    return ["match", "evaluate", "--records", records, "--truth", truth, "--out", out, *more]


def test_links_are_written_with_reasons_and_measured(tmp_path: Path, command: Run) -> None:
    said = command(*_words(tmp_path, "--figure", tmp_path / "curve.svg"), home=tmp_path / "none", user="")
    assert said.code == 0, said.err
    with (tmp_path / "links.csv").open(encoding="utf-8", newline="") as stream:
        rows = {(row["a"], row["b"]): row for row in csv.DictReader(stream)}
    assert rows["A1", "A2"]["decision"] == "auto"
    assert "nickname Tom = Thomas" in rows["A1", "A2"]["reasons"]
    assert rows["A1", "A3"]["decision"] == "review"
    assert "possible twin" in rows["A1", "A3"]["reasons"]
    assert (tmp_path / "curve.svg").read_text("utf-8").startswith("<svg")
    assert "best F1" in said.out
    assert "their precision, all" in said.out
    assert not (tmp_path / "none").exists()


def test_figures_come_as_json_and_a_dry_run_writes_nothing(tmp_path: Path, command: Run) -> None:
    said = command(*_words(tmp_path, "--json", "--dry-run"), home=tmp_path / "none", user="")
    found = json.loads(said.out)
    assert (found["records"], found["automatic"], found["precision"]) == (4, 1, 1.0)
    assert found["per_thousand"] == 250.0
    assert not (tmp_path / "links.csv").exists()


def test_splink_finds_the_pairs_and_the_same_is_decided(tmp_path: Path, command: Run) -> None:
    words = _words(tmp_path)
    assert command(*words, home=tmp_path / "none", user="").code == 0
    core = (tmp_path / "links.csv").read_text("utf-8")
    said = command(*words[:-1], tmp_path / "splink.csv", "--engine", "splink", home=tmp_path / "none", user="")
    assert (said.code, said.err) == (0, "")
    assert (tmp_path / "splink.csv").read_text("utf-8") == core


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path, command: Run) -> None:
    words = _words(tmp_path)
    assert command(*words, home=tmp_path / "none", user="").code == 0
    again = command(*words, home=tmp_path / "none", user="")
    assert again.code == 1
    assert "links.csv is there already" in again.err


@pytest.fixture
def court_of_two(command: Run, live_home: Home, tmp_path: Path) -> Home:
    """A live home where a clerk added two women of one birth, and of names that sound alike, to a list."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    assert command("court", "add", "B01LY", "--room", "01", home=home).code == 0
    assert command("court", "enable", "B01LY", home=home).code == 0
    words = ("user", "add", "j.moss", "--role", "clerk", "--court", "B01LY", "--new-password-file", secret)
    assert command(*words, home=home).code == 0
    for name in ("Shaughnessy, Kayleigh", "Shaughnessy, Kaylee"):
        said = command(
            "hearing", "add", "--court", "B01LY", "--room", "01", "--name", name,
            "--born", "3/4/81", "--charge", "Theft", home=home, user="j.moss", password=PASSWORD,
        )  # fmt: skip
        assert said.code == 0, said.err
    return live_home


def test_two_files_are_explained_joined_listed_and_taken_apart_again(command: Run, court_of_two: Home) -> None:
    def ask(*words: str) -> Any:  # noqa: ANN401 - a JSON document
        said = command(*words, "--json", home=court_of_two.folder, user="j.moss", password=PASSWORD)
        assert said.code == 0, said.err
        return json.loads(said.out)

    def do(*words: str) -> str:
        said = command(*words, home=court_of_two.folder, user="j.moss", password=PASSWORD)
        assert said.code == 0, said.err
        return said.out

    people = [hit["id"] for hit in ask("person", "find", "shaughnessy")]
    assert len(people) == 2
    explained = ask("match", "explain", *people)
    assert explained["fields"]["surname"] == "="
    assert "nothing agrees but name and date of birth" in explained["guards"]
    assert "would make one file of 2 records" in do("match", "join", *people, "--dry-run").casefold()
    decision = do("match", "join", *people, "--reason", "she said so in court").split()[-1]
    assert len(ask("match", "records", people[0])) == 2
    (told,) = ask("match", "history", people[0])
    assert (told["kind"], told["why"]) == ("merge", "she said so in court")
    day, at = court_time(datetime.fromisoformat(told["at"]))
    assert f"{spell(day)} {at:%H:%M}" in do("match", "history", people[0])
    alike = command(
        "match", "explain", people[0], people[1], home=court_of_two.folder, user="j.moss", password=PASSWORD
    )
    assert (alike.code, alike.out) == (1, "")
    assert "Both are one and the same person" in alike.err
    assert "stands again" in do("match", "undo", decision, "--reason", "a slip")
    assert len(ask("match", "records", people[0])) == 1
    refused = command("match", "run", home=court_of_two.folder, user="j.moss", password=PASSWORD)
    assert "only an administrator" in refused.err


def test_a_question_of_the_list_is_explained_by_its_own_key(command: Run, court_of_two: Home) -> None:
    home = court_of_two.folder
    assert command("match", "run", home=home).code == 0
    (asked, _) = json.loads(command("match", "list", "--json", home=home, user="j.moss", password=PASSWORD).out)
    told = command("match", "explain", asked["question"], "--json", home=home, user="j.moss", password=PASSWORD)
    (candidate,) = json.loads(told.out)["candidates"]
    both = command(
        "match", "explain", asked["reference"], candidate["reference"], "--json", home=home, user="j.moss",
        password=PASSWORD,
    )  # fmt: skip
    assert json.loads(both.out)["fields"] == candidate["fields"]
    alone = command("match", "explain", asked["reference"], home=home, user="j.moss", password=PASSWORD)
    assert (alone.code, alone.out) == (1, "")
    assert "One person alone cannot be compared" in alone.err


def test_a_run_tells_counts_alone(command: Run, court_of_two: Home) -> None:
    said = command("match", "run", "--dry-run", "--json", home=court_of_two.folder)
    assert said.code == 0, said.err
    assert json.loads(said.out) == {"run": None, "looked": 2, "linked": 0, "asked": 2, "new": 0}
    assert "SHAUGHNESSY" not in said.out
