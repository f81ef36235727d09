"""Every requirement of OWASP ASVS 5.0.0 that applies has a test that shows it, or the reason why only later."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ci.promises import exists
from tests.support.source import ROOT

TABLE = ROOT / "docs" / "asvs.toml"
APPLY = 155


def _rows() -> dict[str, dict[str, Any]]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def _faults(rows: dict[str, dict[str, Any]]) -> list[str]:
    said = []
    for number, row in rows.items():
        if not re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{1,2}", number) or row.get("level") not in {1, 2, 3}:
            said.append(f"{number}: no such requirement")
        if not row.get("what") or set(row) - {"level", "what", "tests", "later"}:
            said.append(f"{number}: what, level, and either tests or later")
        if bool(row.get("tests")) == bool(row.get("later")):
            said.append(f"{number}: neither a test nor a reason, or both")
        if "later" in row and not re.search(r"\bissue \d|no issue yet", row["later"]):
            said.append(f"{number}: the reason names no part that will show it")
        said += [f"{number}: no such test: {node}" for node in row.get("tests", ()) if not exists(node)]
    return said


def test_every_requirement_has_a_test_that_is_written_or_a_reason() -> None:
    rows = _rows()
    assert len(rows) == APPLY
    assert _faults(rows) == []


def test_hardly_anything_waits_for_a_later_part() -> None:
    assert sorted(number for number, row in _rows().items() if "later" in row) == ["1.3.11", "14.2.7"]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"level": 1, "what": "x"}, id="neither"),
        pytest.param({"level": 1, "what": "x", "tests": []}, id="no test in the list"),
        pytest.param({"level": 1, "what": "x", "later": "some day"}, id="no part named"),
        pytest.param(
            {"level": 1, "what": "x", "tests": ["tests/contracts/test_asvs.py::test_nothing"]}, id="no such test"
        ),
        pytest.param({"level": 4, "what": "x", "later": "issue 6"}, id="no such level"),
    ],
)
def test_a_row_that_is_not_shown_is_a_fault(row: dict[str, Any]) -> None:
    assert _faults({"1.1.1": row})


@pytest.mark.shared_data
def test_the_rows_are_those_that_apply(shared_folder: Path) -> None:
    with (shared_folder / "data" / "asvs.csv").open(encoding="utf-8", newline="") as handle:
        wanted = {row["id"]: int(row["level"]) for row in csv.DictReader(handle) if row["applies"] == "yes"}
    assert {number: row["level"] for number, row in _rows().items()} == wanted
