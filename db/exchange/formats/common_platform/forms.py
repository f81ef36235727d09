"""How Common Platform's messages are recognised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.exchange.formats.common_platform.court_list import read_court_list
from db.exchange.formats.common_platform.hearing import read_hearing
from db.exchange.formats.common_platform.life_cycle import is_event, read_event
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


def _is_list(content: object) -> bool:
    """Of a court by its id, with parts that hold sittings or are sittings."""
    if not isinstance(content, dict) or not isinstance(content.get("courtLists"), list):
        return False
    parts = content["courtLists"]
    if "courtCentreId" not in content or "document" in content:
        return False
    return all(isinstance(part, dict) and ("sittings" in part or "hearings" in part) for part in parts)


def _read_list(opened: Opened, _raw: bytes) -> Iterator[Record]:
    return read_court_list(opened.content, at=opened.at)


def _read_event(opened: Opened, raw: bytes) -> Iterator[Record]:
    return read_event(opened.content, raw=raw, at=opened.at)


COURT_LIST: Final = JsonForm(FeedFormat.COMMON_PLATFORM_LIST, _is_list, _read_list)
LIFE_CYCLE: Final = JsonForm(FeedFormat.COMMON_PLATFORM_EVENT, is_event, _read_event)
HEARING: Final = JsonForm(FeedFormat.COMMON_PLATFORM_HEARING, _is_hearing, _read_hearing)
