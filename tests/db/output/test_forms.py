"""Sheets as CSV, JSON and text: formulas disarmed, eighty columns kept, totals those of the rows."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.output.columns import cells, wrapped
from db.output.forms import as_csv, as_json, as_text, disarmed
from db.output.sheet import Sheet

CELL = st.text(max_size=120)
SHEETS = st.lists(st.tuples(CELL, CELL, CELL), max_size=6).map(
    lambda rows: Sheet("Title", ("A note",), ("One", "Two", "Three"), tuple(rows))
)
ARMED = "=+-@\t\r\x00"


@pytest.mark.parametrize("sign", ARMED)
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert disarmed(f"{sign}cmd|' /C calc'!A0").startswith("'")


def test_other_cells_stay_as_they_are() -> None:
    for text in ("", "SMITH, John", "12 Mar 1980", "a=b", "O'BRIEN", "1-2"):
        assert disarmed(text) == text


@given(SHEETS)
def test_no_cell_of_a_csv_is_calculated_and_every_row_is_there(sheet: Sheet) -> None:
    read = list(csv.reader(io.StringIO(as_csv(sheet), newline="")))
    assert not [cell for row in read for cell in row if cell[:1] in [*ARMED, "\n", "＝"] and cell]
    assert read[:3] == [["Title"], ["A note"], ["One", "Two", "Three"]]
    assert len(read) == 3 + len(sheet.rows) + 1
    assert read[-1] == ["Total", str(len(sheet.rows))]


@given(SHEETS)
def test_json_has_every_cell_as_it_is_and_nothing_outside_ascii(sheet: Sheet) -> None:
    text = as_json(sheet)
    document = json.loads(text)
    assert text.isascii()
    assert [tuple(row.values()) for row in document["rows"]] == [*sheet.rows]
    assert document["total"] == len(sheet.rows)


@given(SHEETS)
def test_no_line_of_a_text_is_wider_than_eighty_cells_or_steers_a_terminal(sheet: Sheet) -> None:
    lines = as_text(sheet).split("\n")
    assert max(cells(line) for line in lines) <= 80
    assert not [sign for line in lines for sign in line if ord(sign) < 32]
    assert lines[-2].startswith(f"{len(sheet.rows)} entr")


@given(st.text(), st.integers(2, 40))
def test_wrapping_loses_no_sign_that_is_seen(text: str, width: int) -> None:
    from db.words.text import visible

    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join("".join(map(visible, text.split("\n"))).split())
    assert all(cells(line) <= width for line in lines)


def test_what_was_left_out_is_counted_in_every_form() -> None:
    sheet = Sheet("T", (), ("A",), (("x",),), withheld=2)
    assert as_csv(sheet).endswith("Total,1\r\nWithheld,2\r\n")
    assert json.loads(as_json(sheet))["withheld"] == 2
    assert "1 entry, 2 entries withheld." in as_text(sheet)


def test_nothing_of_a_sheet_shows_in_a_repr() -> None:
    assert "SECRET" not in repr(Sheet("SECRET", (), ("A",), (("SECRET",),)))
