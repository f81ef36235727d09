"""How published lists are recognised, and the list of places that travels with them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO, Final

from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import CsvForm, JsonForm
from db.exchange.formats.published.lists import read_published
from db.exchange.limits import MAX_RECORD, check_text
from db.exchange.oddities import Code
from db.exchange.records import Record, RefusedRecord
from db.words.families.exchange import FeedFormat

_COLUMNS: Final = (b"P&I ID", b"Court Desc", b"Provenance")
_REASON: Final = "a list of court places: a reference list, and no facts of a case; courts are set up in Tracker itself"


def _is_published(content: object) -> bool:
    if not isinstance(content, dict) or not isinstance(content.get("document"), dict):
        return False
    lists = content.get("courtLists")
    return isinstance(lists, list) and all(isinstance(each, dict) and "courtHouse" in each for each in lists)


def _read(opened: Opened, _raw: bytes) -> Iterator[Record]:
    return read_published(opened.content, at=opened.at)


def _are_places(head: bytes) -> bool:
    first = check_text(head).lstrip().partition(b"\n")[0]
    names = [name.strip().strip(b'"') for name in first.split(b",")]
    return all(name in names for name in _COLUMNS)


def _read_places(stream: BinaryIO) -> Iterator[Record]:
    """Every row, for quarantine: it is known, and no source of facts."""
    lines = (
        line.decode("utf-8", "replace").replace("\0", "") for line in iter(lambda: stream.readline(MAX_RECORD), b"")
    )
    rows = csv.reader(lines)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            row = ["?"]
        if rows.line_num > 1 and any(row):
            yield RefusedRecord(f"line {rows.line_num}", Code.NO_FACTS, _REASON, ",".join(row).encode())


def _no_numbers(_stream: BinaryIO) -> None:
    """Places have none that a person could be known by."""


PUBLISHED: Final = JsonForm(FeedFormat.PUBLISHED_LIST, _is_published, _read)
PLACES: Final = CsvForm(FeedFormat.NO_FACTS, _are_places, _read_places, _no_numbers)
