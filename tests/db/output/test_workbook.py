"""A sheet as a workbook: a zip of XML that reads back what the sheet held, with no formula in it."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from db.output.sheet import Sheet
from db.output.workbook import LONGEST_CELL, as_workbook
from db.words.text import visible

CELL = st.text(max_size=60)
SHEETS = st.lists(st.tuples(CELL, CELL), max_size=5).map(
    lambda rows: Sheet("Title", ("A note",), ("One", "Two"), tuple(rows))
)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read(content: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            etree.fromstring(package.read(name))
        root = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    assert not list(root.iter(f"{MAIN}f"))
    assert {cell.get("t") for cell in root.iter(f"{MAIN}c")} == {"inlineStr"}
    return [["".join(cell.itertext()) for cell in row] for row in root.iter(f"{MAIN}row")]


@given(SHEETS)
def test_a_workbook_reads_back_what_the_sheet_held(sheet: Sheet) -> None:
    rows = read(as_workbook(sheet))
    assert rows[:3] == [["Title"], ["A note"], ["One", "Two"]]
    assert len(rows) == 3 + len(sheet.rows) + 1
    for written, held in zip(rows[3:], sheet.rows, strict=False):
        for cell, text in zip(written, held, strict=True):
            assert len(cell) == len(text)
            if visible(text) == text and "￾" not in text and "￿" not in text:
                assert cell == text


def test_the_same_sheet_is_the_same_bytes_and_markup_stays_text() -> None:
    hostile = Sheet(
        "T", (), ("Name",), (("</t></is><f>1+1</f>",), ("=cmd|' /C calc'!A0",), ("x" * 40_000,)), withheld=2
    )
    rows = read(as_workbook(hostile))
    assert as_workbook(hostile) == as_workbook(hostile)
    assert [row[0] for row in rows[2:4]] == ["</t></is><f>1+1</f>", "=cmd|' /C calc'!A0"]
    assert len(rows[4][0]) == LONGEST_CELL
    assert rows[-1] == ["Withheld", "2"]
