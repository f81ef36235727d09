"""The ledger of promises is whole, and counts only what a test shows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ci.promises import TOTAL, Promise, exists, faults, read, table
from tests.support.source import ROOT

HERE = Path(__file__).resolve().relative_to(ROOT).as_posix()
THIS = f"{HERE}::test_every_row_is_there_once"


def test_every_row_is_there_once() -> None:
    rows = read()
    assert len(rows) == TOTAL == len({promise.row for promise in rows})
    assert {promise.row[0] for promise in rows} == set("TJCPO")


def test_every_done_row_names_a_test_that_is_written() -> None:
    assert faults(read(), None) == []


@pytest.mark.shared_data
def test_the_rows_are_those_that_were_promised(shared_folder: Path) -> None:
    with (shared_folder / "design" / "features.csv").open(encoding="utf-8", newline="") as handle:
        promised = {row["id"] for row in csv.DictReader(handle)}
    assert {promise.row for promise in read()} == promised


def done(node: str) -> list[Promise]:
    first, *rest = read()
    return [Promise(first.row, first.system, first.label, True, (node,)), *rest]


def test_a_done_row_with_a_passing_test_is_counted() -> None:
    rows = done(THIS)
    assert faults(rows, {f"{THIS}[sqlite]": "passed", f"{THIS}[pg18]": "passed"} | passing(rows)) == []
    assert rows[0].system in table(rows)


def passing(rows: list[Promise]) -> dict[str, str]:
    return {node: "passed" for promise in rows[1:] for node in promise.tests}


@pytest.mark.parametrize(
    "outcomes",
    [
        pytest.param({}, id="did not run"),
        pytest.param({f"{THIS}[sqlite]": "passed", f"{THIS}[pg18]": "failed"}, id="fails on one engine"),
        pytest.param({THIS: "skipped"}, id="was skipped"),
    ],
)
def test_a_done_row_that_no_passing_test_shows_is_a_fault(outcomes: dict[str, str]) -> None:
    rows = done(THIS)
    assert [line.split(":")[0] for line in faults(rows, outcomes | passing(rows))] == [rows[0].row]


def test_a_test_that_was_renamed_is_missed() -> None:
    assert exists(THIS)
    assert not exists(f"{HERE}::test_of_another_name")
    assert not exists("tests/contracts/test_nowhere.py::test_x")
