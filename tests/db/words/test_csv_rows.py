"""A CSV is read row by row: one bad row spoils itself alone, and nothing of the file is lost."""

from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words.csv_rows import LONGEST_ROW, MOST_LINES, CsvRow, csv_rows

_cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8).filter(
    lambda text: "\r" not in text
)


def read(content: bytes) -> list[CsvRow]:
    return list(csv_rows(io.BytesIO(content)))


@given(st.lists(st.lists(_cell, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_a_csv_writer_writes_is_read_back(table: list[list[str]]) -> None:
    table = [row if any(cell.strip() for cell in row) else ["a", "b", "c"] for row in table]
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    found = read(out.getvalue().encode())
    assert [row.cells for row in found] == table
    assert not any(row.fault for row in found)


@given(st.binary(max_size=300))
def test_any_bytes_become_rows_and_every_line_is_in_one_of_them(content: bytes) -> None:
    found = read(content)
    lines = [line for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    assert all(bool(row.fault) != bool(row.cells) for row in found)
    together = b"\n".join(row.raw for row in found)
    assert all(line in together for line in lines)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b'3,"open', "never closed"),
        (b"3,nu\0l", "NUL"),
        (b"3,caf\xe9", "UTF-8"),
        (b'3,"a"b', "quotes"),
        (b"3," + b"x" * LONGEST_ROW, "longer"),
    ],
)
def test_a_bad_row_is_told_and_the_rows_around_it_are_read(bad: bytes, why: str) -> None:
    first, good, spoiled, after = read(b"id,name\n1,a\n" + bad + b"\n2,b\n")
    assert (first.cells, good.cells, after.cells) == (["id", "name"], ["1", "a"], ["2", "b"])
    assert why in spoiled.fault
    assert bad.startswith(spoiled.raw.rstrip(b"\n"))
    assert (spoiled.line, after.line) == (3, 4)


def test_a_row_may_run_over_several_lines_in_quotes() -> None:
    _, row, after = read(b'id,note\r\n1,"two\r\nlines, and ""quotes"""\r\n2,b\r\n')
    assert row.cells == ["1", 'two\r\nlines, and "quotes"']
    assert (row.line, after.line) == (2, 4)


def test_a_sign_of_length_inside_a_cell_is_no_quote() -> None:
    assert read(b'id,note\n1,5" nail\n')[1].cells == ["1", '5" nail']


def test_two_slips_of_a_quote_do_not_swallow_what_stands_between() -> None:
    found = read(b'id,name,x\n1,"a,z\n2,b,z\n3,c,z"\n4,d,z\n')
    assert [row.cells[:2] for row in found if not row.fault] == [["id", "name"], ["2", "b"], ["3", "c"], ["4", "d"]]


def test_a_quote_that_is_open_in_every_line_costs_no_more_than_a_few_lines_each() -> None:
    found = read(b"id,name\n" + b'1,"open and nothing more\n2,b\n' * 2000)
    assert len(found) == 4001
    assert MOST_LINES < 100


def test_a_line_without_end_takes_no_memory() -> None:
    class Endless(io.RawIOBase):
        left = 64 * 2**20

        def readline(self, size: int | None = -1, /) -> bytes:
            taken = min(self.left, size or 0)
            self.left -= taken
            return b"x" * taken

    tracemalloc.start()
    found = list(csv_rows(Endless()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "longer" in found[0].fault
    assert peak < 4 * 2**20
