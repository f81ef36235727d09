"""`tracker match evaluate`: figures to read or as JSON, links and the picture into new files, no database."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.support.homes import Run

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


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path, command: Run) -> None:
    words = _words(tmp_path)
    assert command(*words, home=tmp_path / "none", user="").code == 0
    again = command(*words, home=tmp_path / "none", user="")
    assert again.code == 1
    assert "links.csv is there already" in again.err
