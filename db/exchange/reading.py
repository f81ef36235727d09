"""A feed file as a stream of neutral records: the one way in for every format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from db.exchange.formats.catalogue import CSV, JSON, LISTS, XML
from db.exchange.formats.envelope import open_envelope
from db.exchange.formats.form import CsvForm, JsonListForm, XmlForm
from db.exchange.formats.json_stream import is_list
from db.exchange.limits import check_text, parse_json, read_whole, unreadable
from db.exchange.oddities import Code, FileRefused
from db.exchange.records import Record
from db.words.csv_rows import csv_rows
from db.words.families.exchange import FeedFormat

_PEEK = 4096
_OF_JSON = {b"{", b"["}


def read(path: Path, form: FeedFormat) -> Iterator[Record]:
    """The records of a file in its order; memory stays flat for an XML list or a CSV of any length.

    Raises FileRefused where reading must stop; records handed on before it are counted in it.
    """
    streamed = _streamed(path, form)
    if streamed is not None:
        try:
            with path.open("rb") as stream:
                yield from streamed.read(stream)
        except OSError as fault:
            raise unreadable(fault) from fault
        return
    raw = read_whole(path)
    opened = open_envelope(parse_json(raw))
    found = next((each for each in JSON if each.fits(opened.content)), None)
    if found is None or found.form is not form:
        raise FileRefused(f"The file is not a {form.label}.", code=Code.UNKNOWN_FORMAT, at=opened.at)
    yield from found.read(opened, raw)


def first_row(path: Path, form: FeedFormat) -> bytes | None:
    """Of a CSV the row that names its columns, as it came; None for every other file."""
    if not isinstance(_streamed(path, form), CsvForm):
        return None
    try:
        with path.open("rb") as stream:
            first = next(csv_rows(stream), None)
    except OSError as fault:
        raise unreadable(fault) from fault
    return first.raw if first is not None else None


def quick_numbers(path: Path, form: FeedFormat) -> Iterator[str] | None:
    """For every record its source's own number, without reading the rest; None where a file cannot tell them so."""
    rows = _streamed(path, form)
    if rows is None or isinstance(rows, XmlForm):
        return None
    try:
        with path.open("rb") as stream:
            return _numbers(path, rows) if rows.numbers(stream) is not None else None
    except OSError as fault:
        raise unreadable(fault) from fault


def _numbers(path: Path, rows: CsvForm | JsonListForm) -> Iterator[str]:
    try:
        with path.open("rb") as stream:
            yield from rows.numbers(stream) or ()
    except OSError as fault:
        raise unreadable(fault) from fault


def _streamed(path: Path, form: FeedFormat) -> XmlForm | CsvForm | JsonListForm | None:
    """The reader of a format that is read as it comes; None where the file is one JSON message."""
    start = _start(path)
    if start in _OF_JSON:
        listed = next((each for each in LISTS if each.form is form), None)
        return listed if listed is not None and _is_list(path) else None
    forms: tuple[XmlForm | CsvForm, ...] = XML if start == b"<" else CSV
    return next((each for each in forms if each.form is form), None)


def _is_list(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return is_list(stream)
    except OSError as fault:
        raise unreadable(fault) from fault


def _start(path: Path) -> bytes:
    """The first sign of a file, which tells XML, JSON and rows apart: a format may come in more than one of them."""
    try:
        with path.open("rb") as stream:
            return check_text(stream.read(_PEEK)).lstrip()[:1]
    except OSError as fault:
        raise unreadable(fault) from fault
