"""A guarded walk over an XML document as it comes: depth, elements and length of a record are bounded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from db.exchange.formats.xml_events import events as parsed
from db.exchange.formats.xml_events import guarded
from db.exchange.formats.xml_faults import syntax_refusal
from db.exchange.formats.xml_fields import line_of
from db.exchange.limits import MAX_DEPTH, Readable, too_deep
from db.exchange.oddities import Code, FileRefused

MAX_ELEMENTS: Final = 100_000
"""Elements of one record; a hearing with fifty defendants has some thousands."""


class Walk:
    """Starts and ends of elements; `read` is how many records the reader has handed on.

    `inside` says where the document itself stands, when it is a text within another one.
    """

    def __init__(self, stream: Readable, *, inside: str = "") -> None:
        self._source = guarded(stream, inside=inside)
        self._inside = inside
        self._elements = 0
        self._line = 1
        self.read = 0

    def events(self) -> Iterator[tuple[str, etree._Element]]:
        """Every start and end; FileRefused where reading must stop."""
        depth = 0
        try:
            for event, element in parsed(self._source):
                if event == "start":
                    depth += 1
                    self._elements += 1
                    self._insist(element, depth)
                else:
                    depth -= 1
                yield event, element
        except etree.XMLSyntaxError as fault:
            raise syntax_refusal(fault, inside=self._inside, line=self._line, read=self.read) from fault
        except FileRefused as refusal:
            refusal.read = max(refusal.read, self.read)
            raise

    def forget(self, element: etree._Element, *, every: bool = False) -> None:
        """Free the element and its elder siblings, of the same name or `every` one: nothing behind it needs them."""
        self._source.record_done()
        self._elements = 0
        self._line = line_of(element)
        element.clear()
        parent = element.getparent()
        if parent is not None:
            for elder in element.itersiblings(None if every else element.tag, preceding=True):
                parent.remove(elder)

    def _insist(self, element: etree._Element, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise too_deep(f"{self._inside}line {line_of(element)}")
        if self._elements > MAX_ELEMENTS:
            raise FileRefused(
                f"One record of the file has more than {MAX_ELEMENTS:,} elements; no real record has.",
                code=Code.TOO_LONG,
                at=f"{self._inside}line {line_of(element)}",
            )
