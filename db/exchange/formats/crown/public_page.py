"""The page that a Crown Court shows in its hall: what each courtroom does at the moment, and no facts of a case."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from db.exchange.formats.xml_fields import line_of
from db.exchange.oddities import Code
from db.exchange.records import RefusedRecord

_REASON = "the page of a court's hall tells what its rooms do at the moment; the day's list tells who is listed"


def read_page(element: etree._Element) -> Iterator[RefusedRecord]:
    """The page as one record for quarantine; its names are not kept."""
    for name in ("firstname", "middlename", "lastname"):
        for leaf in element.iter(f"{{*}}{name}"):
            leaf.text = ""
    raw = etree.tostring(element, encoding="utf-8", with_tail=False)
    yield RefusedRecord(f"line {line_of(element)}", Code.NO_FACTS, _REASON, raw)
