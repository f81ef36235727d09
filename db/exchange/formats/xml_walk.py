"""A guarded walk over an XML document as it comes: depth, elements and length of a record are bounded."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, Final

from lxml import etree

from db.exchange.formats.xml_faults import syntax_refusal
from db.exchange.formats.xml_fields import line_of
from db.exchange.limits import MAX_DEPTH, SNIFF, GuardedStream, check_prolog, check_text, too_deep
from db.exchange.oddities import Code, FileRefused

MAX_ELEMENTS: Final = 100_000
"""Elements of one record; a hearing with fifty defendants has some thousands."""


class Walk:
    """Starts and ends of elements; `read` is how many records the reader has handed on."""

    def __init__(self, stream: BinaryIO) -> None:
        head = check_text(stream.read(SNIFF))
        check_prolog(head)
        self._source = GuardedStream(_Rejoined(head, stream))
        self._elements = 0
        self._line = 1
        self.read = 0

    def events(self) -> Iterator[tuple[str, etree._Element]]:
        """Every start and end; FileRefused where reading must stop."""
        depth = 0
        # No DTD is loaded, no entity replaced, no network touched, and libxml2's own limits stay on.
        walk = etree.iterparse(
            self._source, events=("start", "end"), load_dtd=False, dtd_validation=False, no_network=True,
            resolve_entities=False, remove_comments=True, remove_pis=True, huge_tree=False,
        )  # fmt: skip
        try:
            for event, element in walk:
                if event == "start":
                    depth += 1
                    self._elements += 1
                    self._insist(element, depth)
                else:
                    depth -= 1
                yield event, element
        except etree.XMLSyntaxError as fault:
            raise syntax_refusal(fault, inside="", line=self._line, read=self.read) from fault
        except FileRefused as refusal:
            refusal.read = max(refusal.read, self.read)
            raise

    def forget(self, element: etree._Element) -> None:
        """Free the element and its elder siblings of the same name: nothing behind it needs them."""
        self._source.record_done()
        self._elements = 0
        self._line = line_of(element)
        element.clear()
        parent = element.getparent()
        if parent is not None:
            for elder in element.itersiblings(element.tag, preceding=True):
                parent.remove(elder)

    def _insist(self, element: etree._Element, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise too_deep(f"line {line_of(element)}")
        if self._elements > MAX_ELEMENTS:
            raise FileRefused(
                f"One record of the file has more than {MAX_ELEMENTS:,} elements; no real record has.",
                code=Code.TOO_LONG,
                at=f"line {line_of(element)}",
            )


class _Rejoined:
    """The sniffed head and the rest of its stream as one, so that nothing need be seekable."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = BytesIO(head)
        self._rest = rest

    def read(self, size: int) -> bytes:
        """The next bytes."""
        return self._head.read(size) or self._rest.read(size)
