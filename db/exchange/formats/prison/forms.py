"""How a prison's records are recognised, and how a file of them is read as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import CsvForm, JsonForm, JsonListForm
from db.exchange.formats.json_stream import JsonList
from db.exchange.formats.prison.as_of import as_of
from db.exchange.formats.prison.record import kind_of, read_entry, stamp
from db.exchange.formats.prison.rows import is_prisoners, numbers_of, read_rows
from db.exchange.records import ListScope, Record
from db.words.families.exchange import FeedFormat
from db.words.text import clean


def _entries(content: object) -> list[object] | None:
    """The entries of a list or page; None for another message."""
    held = content.get("content") if isinstance(content, dict) else content
    return held if isinstance(held, list) else None


def fits(content: object) -> bool:
    """One record, or a list of which the first is one."""
    entries = _entries(content)
    if entries is not None:
        first = next((each for each in entries if isinstance(each, dict)), None)
        return first is not None and kind_of(first) is not None
    return isinstance(content, dict) and kind_of(content) is not None


def _read(opened: Opened, raw: bytes) -> Iterator[Record]:
    """A message that came in an envelope, or alone."""
    entries = _entries(opened.content)
    if entries is None:
        yield from read_entry(opened.content, raw=raw, at=opened.at, said=None)
        return
    said = stamp(opened.content) if isinstance(opened.content, dict) else None
    for place, entry in enumerate(entries):
        yield from read_entry(entry, raw=raw, at=f"{opened.at}[{place}]", said=said)


def _read_list(stream: BinaryIO) -> Iterator[Record]:
    """Every entry of a list of any length; behind them what is to say of the whole file."""
    drawn = as_of(stream)
    stream.seek(0)
    items = JsonList(stream)
    count = 0
    for item in items:
        count += 1
        yield from read_entry(item.value, raw=item.raw, at=item.at, said=stamp(items.head) or drawn)
    yield ListScope("$", None, cases=count, is_empty=not count)


def _numbers(stream: BinaryIO) -> Iterator[str]:
    """The number of every entry: also of one that a whole reading puts in quarantine."""
    for item in JsonList(stream):
        value = item.value
        if not isinstance(value, dict) or (kind := kind_of(value)) is None:
            yield ""
            continue
        entries = list(kind.entries(value))
        for entry in entries:
            number = entry.get("prisonerNumber") or entry.get("offenderNo")
            yield clean(number).upper() if isinstance(number, str) else ""
        if not entries:
            yield ""


PRISONER: Final = JsonForm(FeedFormat.PRISONER, fits, _read)
PRISONERS: Final = JsonListForm(FeedFormat.PRISONER, fits, _read_list, _numbers)
PRISONERS_CSV: Final = CsvForm(FeedFormat.PRISONER_CSV, is_prisoners, read_rows, numbers_of)
