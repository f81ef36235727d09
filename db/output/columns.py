"""Text in cells: wrapped and set in columns by the cells that a terminal or a printer gives each sign."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from db.words.text import visible

_GAP = 2
_LEAST = 6


def cells(text: str) -> int:
    """How many cells a text takes: two for a wide sign, none for one that combines."""
    if text.isascii():
        return len(text)
    return sum(_cells(sign) for sign in text)


def _cells(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, broken between words where there are any; one line at least."""
    return [line for part in text.split("\n") for line in _lines(visible(part), width)]


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        together = f"{line} {word}" if line else word
        if cells(together) <= width:
            line = together
            continue
        if line:
            yield line
        *whole, line = _cut(word, width)
        yield from whole
    yield line


def _cut(word: str, width: int) -> list[str]:
    """A word in pieces that fit."""
    pieces, piece, taken = [], "", 0
    for sign in word:
        if taken + _cells(sign) > width and piece:
            pieces.append(piece)
            piece, taken = "", 0
        piece, taken = piece + sign, taken + _cells(sign)
    return [*pieces, piece]


def padded(text: str, width: int) -> str:
    """The text with spaces up to so many cells."""
    return text + " " * max(0, width - cells(text))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int) -> list[str]:
    """Rows in columns, long cells wrapped within their column; the widest column gives way first."""
    sizes = _sizes(columns, rows, width - _GAP * (len(columns) - 1))
    found = row_lines(columns, sizes, gap=_GAP)
    found.append("-" * min(width, sum(sizes) + _GAP * (len(sizes) - 1)))
    for row in rows:
        found += row_lines(row, sizes, gap=_GAP)
    return found


def _sizes(columns: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    sizes = [
        max(cells(name), *(cells(line) for row in rows for line in row[place].split("\n")), _LEAST)
        for place, name in enumerate(columns)
    ]
    while sum(sizes) > room:
        widest = sizes.index(max(sizes))
        if sizes[widest] <= _LEAST:
            break
        sizes[widest] -= 1
    return sizes


def row_lines(texts: Sequence[str], sizes: Sequence[int], *, gap: int) -> list[str]:
    """One row in columns of these sizes, as many lines as its highest cell needs."""
    parts = [wrapped(text, size) for text, size in zip(texts, sizes, strict=True)]
    high = max(len(part) for part in parts)
    return [
        (" " * gap).join(
            padded(part[at] if at < len(part) else "", size) for part, size in zip(parts, sizes, strict=True)
        )
        for at in range(high)
    ]
