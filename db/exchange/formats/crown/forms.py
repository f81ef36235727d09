"""How Crown Court lists are recognised: XHIBIT's XML, PDDA's JSON, and the page of a court's hall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.exchange.formats.crown.json_list import ROOTS, read_json_list
from db.exchange.formats.crown.xml_list import PAGE, read_list
from db.exchange.formats.crown.xml_list import ROOTS as XML_ROOTS
from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import JsonForm, XmlForm, XmlHead
from db.exchange.records import Record
from db.words.families.exchange import FeedFormat

_ROOTS: Final = frozenset(name.encode() for name in XML_ROOTS)


def _is_xml(start: XmlHead) -> bool:
    return start.root == PAGE.encode() or (start.root in _ROOTS and b"CrownCourt" in start.head)


def _is_json(content: object) -> bool:
    if not isinstance(content, dict):
        return False
    lists = [content[name] for name in ROOTS if name in content]
    return len(lists) == 1 and isinstance(lists[0], dict) and "CourtLists" in lists[0]


def _read_json(opened: Opened, _raw: bytes) -> Iterator[Record]:
    return read_json_list(opened.content, at=opened.at)


XML_LIST: Final = XmlForm(FeedFormat.CROWN_LIST, _is_xml, read_list)
JSON_LIST: Final = JsonForm(FeedFormat.CROWN_LIST_JSON, _is_json, _read_json)
