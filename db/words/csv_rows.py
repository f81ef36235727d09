"""Rows of a plain CSV as a stream: what cannot be read is the fault of one row, never of the file around it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

LONGEST_ROW: Final = 128 * 2**10
"""Bytes of a row; of a longer one the beginning is handed on."""
MOST_LINES: Final = 50
"""Lines that one row in quotes may run over."""
BOM: Final = b"\xef\xbb\xbf"
_NEVER_CLOSED = "a quote is opened and never closed"


class ByLine(Protocol):
    """Anything that hands out lines of bytes."""

    def readline(self, size: int, /) -> bytes:
        """The next line with its end, or at most `size` bytes of it; none at the end."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: the line it begins on, its bytes as they came, its cells; with a fault there are none."""

    line: int
    raw: bytes
    cells: list[str]
    fault: str = ""


def csv_rows(stream: ByLine) -> Iterator[CsvRow]:
    """Every row that is not blank, the names of the columns first; memory stays flat whatever the file.

    A quote that is never closed, a NUL byte, another encoding or a row beyond all measure spoils its own line.
    Where a row of several lines has not as many cells as the first row, its quote was a slip of one line too.
    """
    lines = _Lines(stream)
    width = 0
    while (line := lines.take()) is not None:
        number, raw = line
        if not raw.strip():
            continue
        row = _row(lines, number, raw, width)
        width = width or len(row.cells)
        yield row


class _Lines:
    """Lines with their numbers; what was looked at too early is given back."""

    def __init__(self, stream: ByLine) -> None:
        self._stream = stream
        self._back: deque[tuple[int, bytes]] = deque()
        self._number = 0

    def take(self) -> tuple[int, bytes] | None:
        """The next line; one beyond all measure is cut, and what follows in it is passed over."""
        if self._back:
            return self._back.popleft()
        raw = self._stream.readline(LONGEST_ROW + 1)
        if not raw:
            return None
        self._number += 1
        end = raw
        while not end.endswith(b"\n") and len(end) > LONGEST_ROW:
            end = self._stream.readline(LONGEST_ROW + 1)
        if self._number == 1:
            raw = raw.removeprefix(BOM)
        return self._number, raw

    def give_back(self, lines: list[tuple[int, bytes]]) -> None:
        """Take them again next."""
        self._back.extendleft(reversed(lines))


def _row(lines: _Lines, number: int, raw: bytes, width: int) -> CsvRow:
    if b'"' not in raw:
        return _plain(number, raw)
    more: list[tuple[int, bytes]] = []
    whole = raw
    row, is_open = _quoted(number, whole)
    while is_open and len(more) < MOST_LINES and (line := lines.take()) is not None:
        more.append(line)
        whole += line[1]
        if len(whole) > LONGEST_ROW:
            break
        if b'"' in line[1]:
            row, is_open = _quoted(number, whole)
    if more and (row.fault or len(row.cells) != (width or len(row.cells))):
        lines.give_back(more)
        return CsvRow(number, raw, [], _NEVER_CLOSED)
    return row


def _plain(number: int, raw: bytes) -> CsvRow:
    text, fault = _text(raw)
    return CsvRow(number, raw, [], fault) if fault else CsvRow(number, raw, text.split(","))


def _quoted(number: int, raw: bytes) -> tuple[CsvRow, bool]:
    """The row, and whether its last quote is open still."""
    text, fault = _text(raw)
    if fault:
        return CsvRow(number, raw, [], fault), False
    try:
        cells = next(csv.reader([text], strict=True), [])
    except csv.Error as problem:
        is_open = "end of data" in str(problem)
        said = _NEVER_CLOSED if is_open else "its quotes are not those of a CSV"
        return CsvRow(number, raw, [], said), is_open
    return CsvRow(number, raw, cells), False


def _text(raw: bytes) -> tuple[str, str]:
    """The text of a line without its end, and what is wrong with it."""
    if len(raw) > LONGEST_ROW:
        return "", f"it is longer than {LONGEST_ROW // 1024} KiB; its beginning is kept"
    if b"\0" in raw:
        return "", "it holds a NUL byte"
    try:
        return raw.rstrip(b"\r\n").decode(), ""
    except UnicodeDecodeError:
        return "", "it is not UTF-8"
