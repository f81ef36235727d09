"""A Crown Court list in XML, read as a stream: one hearing at a time, memory flat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, Final

from lxml import etree

from db.exchange.carried import known
from db.exchange.formats.crown.fields import CrownXml
from db.exchange.formats.crown.head import CourtHead, DocumentHead, court_head, document_head, list_key
from db.exchange.formats.crown.public_page import read_page
from db.exchange.formats.crown.rows import Place, place_of_sitting, read_case
from db.exchange.formats.xml_fields import line_of, local_name
from db.exchange.formats.xml_walk import Walk
from db.exchange.masking import COVER
from db.exchange.oddities import Code, Problem
from db.exchange.records import HearingRecord, ListScope, Record

ROOTS: Final = frozenset({"DailyList", "FirmList", "WarnedList"})
PAGE: Final = "currentcourtstatus"
_PARTS: Final = ("Case", "Hearing")
_MASKS: Final = frozenset({"yes", "y", "true", "1"})


def read_list(stream: BinaryIO) -> Iterator[Record]:
    """The rows of a list, the scope of each court house behind them; a public page is one record for quarantine."""
    reader = _Reader(Walk(stream))
    yield from reader.records()


class _Reader:
    """One pass over one document."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._rows = self._refused = self._parts = 0
        self._days: set[date] = set()

    def records(self) -> Iterator[Record]:
        """Every record in the order of the file."""
        for event, element in self._walk.events():
            name = local_name(element.tag)
            if event == "start":
                if name == "CourtList":
                    self._rows = self._refused = 0
                    self._days = set()
                continue
            for record in self._ended(element, name):
                self._walk.read += 1
                yield record

    def _ended(self, element: etree._Element, name: str) -> Iterator[Record]:
        above = [local_name(one.tag) for one in element.iterancestors()]
        listed = name in _PARTS and "CourtLists" in above and not set(_PARTS) & set(above)
        if listed or (name == "Hearing" and "ReserveList" in above):
            yield from self._row(element)
            self._walk.forget(element)
        elif name == "Sitting":
            self._walk.forget(element)
        elif name == "CourtList":
            yield from self._scopes(element)
            self._walk.forget(element)
        elif name in {*ROOTS, PAGE} and not above:
            yield from read_page(element) if name == PAGE else self._end(element)

    def _row(self, element: etree._Element) -> Iterator[Record]:
        oddities: list[Problem] = []
        place = _place(element, oddities)
        _mask(element)
        raw = etree.tostring(element, encoding="utf-8", with_tail=False)
        for record in read_case(CrownXml(element, oddities), place, raw=raw):
            if isinstance(record, HearingRecord):
                self._rows += 1
                self._days |= {day.on for day in record.days}
            else:
                self._refused += 1
            yield record

    def _scopes(self, element: etree._Element) -> Iterator[ListScope]:
        """One scope for every day of the court house; its own day where no hearing stands."""
        self._parts += 1
        document, court = _heads(element, [])
        only = court.on or document.day
        for on in sorted(self._days or ({only} if only else set())):
            key = list_key(court, on, document)
            yield ListScope(
                court.at, key, court.name, self._rows, self._refused, is_empty=False, shared_at=document.published
            )

    def _end(self, element: etree._Element) -> Iterator[ListScope]:
        if self._parts:
            return
        at = f"line {line_of(element)}"
        problem = Problem(at, Code.EMPTY_LIST, "the list names no court house")
        yield ListScope(at, None, is_empty=True, problems=(problem,))


def _heads(element: etree._Element, oddities: list[Problem]) -> tuple[DocumentHead, CourtHead]:
    root = element.getroottree().getroot()
    part = next((one for one in (element, *element.iterancestors()) if local_name(one.tag) == "CourtList"), None)
    whole = CrownXml(root, oddities)
    court = court_head(CrownXml(part if part is not None else root, oddities), whole.child("CrownCourt"))
    return document_head(whole, local_name(root.tag)), court


def _place(element: etree._Element, oddities: list[Problem]) -> Place:
    document, court = _heads(element, oddities)
    above = {local_name(one.tag): one for one in reversed(list(element.iterancestors()))}
    if "Fixture" in above:
        fixed = known(CrownXml(above["Fixture"], oddities).day("FixedDate"))
        return Place(document, court, fixed=fixed, undated="WithoutFixedDate" in above)
    sitting = above.get("Sitting")
    return place_of_sitting(CrownXml(sitting, oddities) if sitting is not None else None, document, court)


def _mask(element: etree._Element) -> None:
    """Cover masked names in the record itself: what is kept raw does not hold them either."""
    for details in element.iter("{*}PersonalDetails"):
        parts = {local_name(one.tag): one for one in details}
        masked = parts.get("IsMasked")
        if masked is None or (masked.text or "").strip().casefold() not in _MASKS:
            continue
        for name in ("Name", "MaskedName", "Address"):
            for leaf in parts[name].iter() if name in parts else ():
                if not len(leaf):
                    leaf.text = COVER
