"""How a prosecutor's case is recognised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.exchange.formats.casefile.reader import read_prosecution
from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import JsonForm
from db.exchange.records import Record
from db.words.families.exchange import FeedFormat


def _is_prosecution(content: object) -> bool:
    if not isinstance(content, dict):
        return False
    group = content.get("groupProsecutions")
    first = group[0] if isinstance(group, list) and group else content
    return isinstance(first, dict) and isinstance(first.get("caseDetails"), dict) and "defendants" in first


def _read(opened: Opened, raw: bytes) -> Iterator[Record]:
    return read_prosecution(opened.content, raw=raw, at=opened.at, oddities=opened.oddities)


PROSECUTION: Final = JsonForm(FeedFormat.CASE_INITIATION, _is_prosecution, _read)
