"""How Common Platform's messages are recognised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.exchange.formats.common_platform.hearing import read_hearing
from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import JsonForm
from db.exchange.records import Record
from db.words.families.exchange import FeedFormat

_MARKS = ("hearingDays", "courtCentre", "prosecutionCases", "courtApplications", "jurisdictionType")


def _is_hearing(content: object) -> bool:
    """An event about a hearing may hold little of it, but it names court, day, cases or jurisdiction."""
    if not isinstance(content, dict):
        return False
    hearing = content.get("hearing")
    if isinstance(hearing, dict) and any(mark in hearing for mark in _MARKS):
        return True
    return sum(mark in content for mark in _MARKS) >= 2


def _read_hearing(opened: Opened, raw: bytes) -> Iterator[Record]:
    return read_hearing(opened.content, raw=raw, at=opened.at, oddities=opened.oddities)


HEARING: Final = JsonForm(FeedFormat.COMMON_PLATFORM_HEARING, _is_hearing, _read_hearing)
