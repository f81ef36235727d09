"""How a police record is recognised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import JsonForm
from db.exchange.formats.json_fields import JsonFields
from db.exchange.formats.police_record.person import person_record
from db.exchange.records import Record
from db.words.families.exchange import FeedFormat

_CASE: Final = frozenset({"courtCaseReference", "charges"})
_REMAND: Final = frozenset({"remandDate", "appearanceResult"})


def _is_record(content: object) -> bool:
    """Lists of disposals and of remands, and an entry of one of them that is one."""
    if not isinstance(content, dict):
        return False
    disposals, remands = content.get("disposals"), content.get("remands")
    if not (isinstance(disposals, list) and isinstance(remands, list | None)):
        return False
    if not disposals:
        return isinstance(remands, list) and _starts_with(remands, _REMAND)
    return _starts_with(disposals, _CASE)


def _starts_with(items: list[object], marks: frozenset[str]) -> bool:
    first = next((each for each in items if isinstance(each, dict)), {})
    return bool(marks & set(first))


def _read(opened: Opened, raw: bytes) -> Iterator[Record]:
    yield person_record(JsonFields(opened.content, opened.at, opened.oddities), raw)


POLICE: Final = JsonForm(FeedFormat.POLICE_RECORD, _is_record, _read)
