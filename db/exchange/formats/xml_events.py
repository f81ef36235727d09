"""An XML file read event by event: the one place that says what the parser may not do, whatever the file asks for."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from db.exchange.limits import SNIFF, GuardedStream, Readable, check_prolog, check_text


def guarded(stream: Readable, *, inside: str = "") -> GuardedStream:
    """The file as it may be parsed; FileRefused for another encoding, or for what its prolog declares."""
    head = check_text(stream.read(SNIFF))
    check_prolog(head, inside=inside)
    return GuardedStream(_Rejoined(head, stream), inside=inside)


def events(source: GuardedStream) -> Iterator[tuple[str, etree._Element]]:
    """Every element as it begins and as it ends.

    No DTD is loaded, no entity replaced, no network touched, and libxml2's own limits stay on.
    """
    return iter(
        etree.iterparse(
            source,
            events=("start", "end"),
            load_dtd=False,
            dtd_validation=False,
            no_network=True,
            resolve_entities=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
    )


class _Rejoined:
    """The sniffed head and the rest of its stream as one, so that nothing need be seekable."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = BytesIO(head)
        self._rest = rest

    def read(self, size: int) -> bytes:
        """The next bytes."""
        return self._head.read(size) or self._rest.read(size)
