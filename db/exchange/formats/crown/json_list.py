"""A Crown Court list in JSON: the twin of the XML list, with lists where XML has containers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

from db.exchange.carried import known
from db.exchange.formats.crown.fields import each
from db.exchange.formats.crown.head import CourtHead, DocumentHead, court_head, document_head, list_key
from db.exchange.formats.crown.rows import Place, place_of_sitting, read_case
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields
from db.exchange.masking import COVER
from db.exchange.oddities import Code, Problem
from db.exchange.records import HearingRecord, ListScope, Record

ROOTS = ("DailyList", "FirmList", "WarnedList")


def read_json_list(message: object, *, at: str) -> Iterator[Record]:
    """The rows of the list, the scopes of each court house behind them."""
    whole = JsonFields(message, at, [])
    name = next(name for name in ROOTS if whole.has(name))
    root = whole.child(name) or JsonFields(None, at, [])
    document = document_head(root, name)
    parts = tuple(each(root, "CourtLists"))
    for part in parts:
        yield from _part(part, court_head(part, root.child("CrownCourt")), document)
    if not parts:
        problem = Problem(root.at, Code.EMPTY_LIST, "the list names no court house")
        yield ListScope(root.at, None, is_empty=True, problems=(problem,))


def _part(part: Fields, court: CourtHead, document: DocumentHead) -> Iterator[Record]:
    rows = refused = 0
    days: set[date] = set()
    for item, place in _rows(part, court, document):
        item.oddities = []
        for record in read_case(item, place, raw=_raw(item)):
            if isinstance(record, HearingRecord):
                rows += 1
                days |= {day.on for day in record.days}
            else:
                refused += 1
            yield record
    only = court.on or document.day
    for on in sorted(days or ({only} if only else set())):
        key = list_key(court, on, document)
        yield ListScope(court.at, key, court.name, rows, refused, shared_at=document.published)


def _rows(part: Fields, court: CourtHead, document: DocumentHead) -> Iterator[tuple[Fields, Place]]:
    for sitting in each(part, "Sittings"):
        place = place_of_sitting(sitting, document, court)
        for hearing in each(sitting, "Hearings"):
            yield hearing, place
    for name, undated in (("WithFixedDate", False), ("WithoutFixedDate", True)):
        for holder in part.many(name):
            for fixture in holder.many("Fixture"):
                fixed = known(fixture.day("FixedDate"))
                for case in each(fixture, "Cases"):
                    yield case, Place(document, court, fixed=fixed, undated=undated)


def _raw(item: Fields) -> bytes:
    """The row as it came, but for masked names: what is kept raw does not hold them either."""
    members: Any = deepcopy(dict(item.members)) if isinstance(item, JsonFields) else {}
    _mask(members)
    return json.dumps(members).encode()


def _mask(value: Any) -> None:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        for one in value:
            _mask(one)
        return
    if not isinstance(value, dict):
        return
    if str(value.get("IsMasked", "")).strip().casefold() in {"yes", "y", "true", "1"}:
        for name in ("Name", "MaskedName", "Address"):
            if name in value:
                value[name] = COVER
    for inner in value.values():
        _mask(inner)
