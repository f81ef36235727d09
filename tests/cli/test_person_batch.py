"""`tracker person find --batch`: every question answered as the find box would, into a file that is safe to open."""

from __future__ import annotations

import csv
import stat
from functools import partial
from pathlib import Path

import pytest

from db.keeper.homes import Home
from tests.support.homes import PASSWORD, Run, secret_file

PEOPLE = """person_id,forename,surname,dob,pnc,aliases
A1,Lee,Moss,1981-04-03,2011/0204586T,Kev Ash|1982-05-06
A2,Ann,O'Hara,1990-01-02,,
=A3,Bo,May,1975-06-07,,
"""


@pytest.fixture
def officer(command: Run, live_home: Home, tmp_path: Path) -> Run:
    """Commands of an officer whose agency has three people on its list."""
    home, secret = live_home.folder, secret_file(tmp_path, "new", PASSWORD)
    added = command("agency", "add", "GMP", "Police", "--kind", "police", home=home)
    assert added.code == 0, added.err
    made = command(
        "user", "add", "b.ray", "--role", "police_officer", "--name", "B. Ray", "--agency", "GMP",
        "--new-password-file", secret, home=home,
    )  # fmt: skip
    assert made.code == 0, made.err
    run = partial(command, home=home, user="b.ray", password=PASSWORD)
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE)
    said = run("feed", "import", people)
    assert said.code == 0, said.err
    return run


def answers(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_question_is_answered_by_the_number_of_its_source(officer: Run, tmp_path: Path) -> None:
    asked, out = tmp_path / "queries.csv", tmp_path / "answers.csv"
    asked.write_text(
        "query_id,query_text,q_forename,q_surname,q_dob\n"
        'q1,lee moss 3/4/81,,,\nq2,,Ann,O\'Hara,1990-01-02\nq3,,Bo,May,\nq4,"ASH, Kev",,,\nq5,zzyx,,,\n'
    )
    said = officer("person", "find", "--batch", asked, "--out", out)
    assert (said.code, said.out) == (0, "")
    assert "5 questions asked, 1 found nobody; 4 answers" in said.err
    rows = answers(out)
    assert list(rows[0]) == ["query_id", "rank", "person_id", "strong", "band", "reasons", "warnings", "ms"]
    assert [(row["query_id"], row["rank"], row["person_id"]) for row in rows] == [
        ("q1", "1", "A1"), ("q2", "1", "A2"), ("q3", "1", "'=A3"), ("q4", "1", "A1"),
    ]  # fmt: skip
    assert (rows[0]["strong"], rows[0]["band"]) == ("1", "strong")
    assert all(float(row["ms"]) > 0 and row["reasons"] for row in rows)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob(".answers*")] == []


def test_a_row_that_is_no_question_is_said_and_the_others_are_answered(officer: Run, tmp_path: Path) -> None:
    asked, out = tmp_path / "queries.csv", tmp_path / "answers.csv"
    asked.write_bytes(b'query_id,query_text\n,moss\nq2\nq3,"open\nq4,\nq5,caf\xe9\nq6,[red]=1+1\x1b[2J\nq7,moss\n')
    said = officer("person", "find", "--batch", asked, "--out", out)
    assert said.code == 1
    reasons = [text.split(": ")[0] for text in said.out.splitlines()]
    assert reasons == [f"line {number}" for number in (2, 3, 4, 5, 6)]
    assert [row["query_id"] for row in answers(out)] == ["q7"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "no first row that names query_id"),
        ("a,b\n1,2\n", "no first row that names query_id"),
        ("query_id\nq1\n", "no first row that names query_id"),
        ("query_id,query_text\n".encode("utf-16").decode("latin-1"), "no first row that names query_id"),
    ],
)
def test_a_file_that_is_no_list_of_questions_is_refused_and_nothing_is_written(
    content: str, words: str, officer: Run, tmp_path: Path
) -> None:
    asked, out = tmp_path / "queries.csv", tmp_path / "answers.csv"
    asked.write_text(content)
    out.write_text("before")
    said = officer("person", "find", "--batch", asked, "--out", out)
    assert said.code == 1
    assert words in said.err
    assert out.read_text() == "before"


def test_the_answers_never_replace_the_questions_nor_what_is_no_file(officer: Run, tmp_path: Path) -> None:
    asked = tmp_path / "queries.csv"
    asked.write_text("query_id,query_text\nq1,moss\n")
    assert officer("person", "find", "--batch", asked, "--out", asked).code == 1
    assert asked.read_text().startswith("query_id")
    assert officer("person", "find", "--batch", asked, "--out", tmp_path).code == 3
    assert officer("person", "find", "--batch", tmp_path / "none.csv", "--out", tmp_path / "x.csv").code == 1
    assert officer("person", "find", "--batch", asked, "--out", tmp_path / "none" / "x.csv").code == 3


def test_batch_and_text_do_not_go_together(officer: Run, tmp_path: Path) -> None:
    for words in (
        ["moss", "--batch", "x"],
        ["--batch", "x"],
        ["--out", "x"],
        [],
        ["--batch", "x", "--out", "y", "--json"],
    ):
        assert officer("person", "find", *words).code == 2


def test_who_reads_no_case_data_gets_no_answers(officer: Run, command: Run, live_home: Home, tmp_path: Path) -> None:
    asked, out = tmp_path / "queries.csv", tmp_path / "answers.csv"
    asked.write_text("query_id,query_text\nq1,moss\n")
    said = command("person", "find", "--batch", asked, "--out", out, home=live_home.folder)
    assert (said.code, said.out) == (1, "")
    assert "exports none" in said.err
    assert not out.exists()


def test_reasons_and_parse_are_told_with_explain(officer: Run) -> None:
    said = officer("person", "find", "moss", "3/4/81", "--explain")
    assert said.out.startswith("Understood: ")
    assert "MOSS, Lee 1981-04-03 [" in said.out
    assert "   + " in said.out
