"""A feed file as a stream of neutral records: the one way in for every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from db.exchange.formats.common_platform.hearing import read_hearing
from db.exchange.formats.envelope import Opened, format_of, open_envelope
from db.exchange.formats.libra.json_list import read_json_list
from db.exchange.formats.libra.single_case import read_single_case
from db.exchange.formats.libra.xml_list import read_list
from db.exchange.formats.people_csv.rows import has_numbers, numbers_of, read_people
from db.exchange.limits import check_text, parse_json, read_whole, unreadable
from db.exchange.oddities import Code, FileRefused
from db.exchange.records import Record
from db.words.families.exchange import FeedFormat

_PEEK = 4096
_BY_STREAM: Final[Mapping[FeedFormat, Callable[[BinaryIO], Iterator[Record]]]] = MappingProxyType(
    {FeedFormat.LIBRA_COURT_LIST: read_list, FeedFormat.PEOPLE_CSV: read_people}
)
"""Formats that are read as they come; a court list only where it is XML."""


def read(path: Path, form: FeedFormat) -> Iterator[Record]:
    """The records of a file in its order; memory stays flat for an XML list or a CSV of any length.

    Raises FileRefused where reading must stop; records handed on before it are counted in it.
    """
    by_stream = _BY_STREAM.get(form)
    if by_stream is not None and (form is not FeedFormat.LIBRA_COURT_LIST or _is_xml(path)):
        try:
            with path.open("rb") as stream:
                yield from by_stream(stream)
        except OSError as fault:
            raise unreadable(fault) from fault
        return
    raw = read_whole(path)
    opened = open_envelope(parse_json(raw))
    if format_of(opened) is not form:
        raise FileRefused(f"The file is not a {form.label}.", code=Code.UNKNOWN_FORMAT, at=opened.at)
    yield from _records(opened, form, raw)


def quick_numbers(path: Path, form: FeedFormat) -> Iterator[str] | None:
    """For every record of a list of people its number, without reading the rest; None for anything else."""
    if form is not FeedFormat.PEOPLE_CSV:
        return None
    try:
        with path.open("rb") as stream:
            return _numbers(path) if has_numbers(stream) else None
    except OSError as fault:
        raise unreadable(fault) from fault


def _numbers(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as stream:
            yield from numbers_of(stream)
    except OSError as fault:
        raise unreadable(fault) from fault


def _records(opened: Opened, form: FeedFormat, raw: bytes) -> Iterator[Record]:
    content, at, oddities = opened.content, opened.at, opened.oddities
    if form is FeedFormat.COMMON_PLATFORM_HEARING:
        yield from read_hearing(content, raw=raw, at=at, oddities=oddities)
    elif form is FeedFormat.LIBRA_CASE:
        yield from read_single_case(content, raw=raw, at=at, oddities=oddities)
    elif form is FeedFormat.LIBRA_COURT_LIST_JSON:
        yield from read_json_list(content, at=at)
    elif isinstance(content, str):
        yield from read_list(BytesIO(content.encode("utf-8", "replace")), inside=f"{at} ", level=1)


def _is_xml(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return check_text(stream.read(_PEEK)).lstrip().startswith(b"<")
    except OSError as fault:
        raise unreadable(fault) from fault
