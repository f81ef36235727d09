"""How the shapes of legal aid that carry facts are recognised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import CsvForm, JsonForm
from db.exchange.formats.legal_aid.crown_cases import is_crown_cases, read_crown_cases
from db.exchange.formats.legal_aid.search_result import read_cases
from db.exchange.records import Record
from db.words.families.exchange import FeedFormat


def _is_search(content: object) -> bool:
    """What a search found, or one defendant of it alone."""
    if not isinstance(content, dict):
        return False
    cases = content.get("cases")
    if isinstance(cases, list) and "totalResults" in content:
        first = cases[0] if cases else {}
        return not cases or (isinstance(first, dict) and "defendantSummary" in first)
    return "offenceSummary" in content and "defendantId" in content


def _read(opened: Opened, raw: bytes) -> Iterator[Record]:
    return read_cases(opened.content, raw=raw, at=opened.at, oddities=opened.oddities)


def _no_numbers(_: BinaryIO) -> None:
    """Rows are cases, not people: several may be of one person."""


SEARCH: Final = JsonForm(FeedFormat.LEGAL_AID_CASE, _is_search, _read)
CROWN_CASES: Final = CsvForm(FeedFormat.LEGAL_AID_CSV, is_crown_cases, read_crown_cases, _no_numbers)
