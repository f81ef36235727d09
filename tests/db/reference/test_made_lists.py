"""The lists are made from the package of the Ministry by a script; the same package gives the same lists."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from ci.make_reference import Table, tables, text_of, write

OFFENCE = {"offenceTitle": 'Theft of a "bicycle",\n in a shop', "offenceCategory": "CE"}
SENT: dict[str, list[dict[str, str]]] = {
    "offence-code": [
        {"cjsCode": "TH68010", "homeOfficeClassification": "046/00", **OFFENCE},
        {"cjsCode": "AN86014", "homeOfficeClassification": "108/01", **OFFENCE},
    ],
    "offence-category": [{"cjsCode": "CE", "description": "Either Way"}],
    "plea-status": [
        {"cjsCode": "G", "description": "Guilty", "spiCode": "1"},
        {"cjsCode": "G", "description": "Guilty", "spiCode": "6"},
    ],
    "verdict": [{"cjsCode": "", "description": "Caution", "spiCode": "C"}],
    "remand-status": [{"cjsCode": "CB", "description": "Conditional Bail", "spiCode": "B"}],
    "result-code": [{"cjsCode": "1002", "description": "Imprisonment", "type": "F"}],
    "result-qualifier-code": [{"cjsCode": "A", "description": "Police Cells"}],
    "forces": [{"code": "06", "name": "Greater Manchester Police"}],
}


def _package(folder: Path, sent: dict[str, list[dict[str, str]]]) -> Path:
    file = folder / "package.tgz"
    with tarfile.open(file, "w:gz") as packed:
        for name, entries in sent.items():
            text = json.dumps(entries).encode()
            member = tarfile.TarInfo(f"package/data/{name}.json")
            member.size = len(text)
            packed.addfile(member, io.BytesIO(text))
    return file


def test_codes_are_put_in_order_and_words_kept_on_one_line(tmp_path: Path) -> None:
    made = tables(_package(tmp_path, SENT))
    wanted: Table = [
        ("code", "title", "category", "home_office"),
        ("AN86014", 'Theft of a "bicycle", in a shop', "CE", "108/01"),
        ("TH68010", 'Theft of a "bicycle", in a shop', "CE", "046/00"),
    ]
    assert made["offences"] == wanted
    assert text_of(wanted).count(b"\n") == 3


def test_a_code_given_twice_has_both_ways_of_writing_it_and_one_without_a_code_stands_under_the_other(
    tmp_path: Path,
) -> None:
    made = tables(_package(tmp_path, SENT))
    assert made["pleas"][1:] == [("G", "Guilty", "1 6")]
    assert made["verdicts"][1:] == [("C", "Caution", "C")]


def test_a_code_with_two_meanings_is_refused(tmp_path: Path) -> None:
    twice = {"cjsCode": "A", "description": "Another"}
    with pytest.raises(SystemExit, match="A is given twice"):
        tables(_package(tmp_path, {**SENT, "result-qualifier-code": [*SENT["result-qualifier-code"], twice]}))


def test_the_same_package_gives_the_same_files(tmp_path: Path) -> None:
    package = _package(tmp_path, SENT)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(package, tmp_path / name)
    one, two = ({each.name: each.read_bytes() for each in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert set(one) >= {"offences.csv.gz", "pleas.csv"}
