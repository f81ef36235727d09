"""How a plain list of people is recognised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from db.exchange.formats.form import CsvForm
from db.exchange.formats.people_csv.head import is_people
from db.exchange.formats.people_csv.rows import has_numbers, numbers_of, read_people
from db.words.families.exchange import FeedFormat


def _numbers(stream: BinaryIO) -> Iterator[str] | None:
    if not has_numbers(stream):
        return None
    stream.seek(0)
    return numbers_of(stream)


PEOPLE: Final = CsvForm(FeedFormat.PEOPLE_CSV, is_people, read_people, _numbers)
