"""Records in an append-only file that may end, or hold in its middle, what a power cut left half written."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK: Final = b"\x1eTD1"
_HEADER_BYTES: Final = len(_MARK) + 8
# A note of a million characters, four bytes each, and room for its envelope; more is a broken length.
_LONGEST: Final = 8 * 1024 * 1024


def frame(record: bytes) -> bytes:
    """Mark, length, CRC-32 of length and record, record."""
    length = len(record).to_bytes(4, "big")
    return _MARK + length + zlib.crc32(length + record).to_bytes(4, "big") + record


def records(content: bytes) -> Iterator[bytes]:
    """Every whole record in order. What lies between two of them, or after the last, is passed over.

    So a record cut short hides nothing that was written after it.
    """
    at = content.find(_MARK)
    while at >= 0:
        length = content[at + 4 : at + 8]
        begin, size = at + _HEADER_BYTES, int.from_bytes(length, "big")
        record = content[begin : begin + size]
        check = content[at + 8 : begin]
        whole = size <= _LONGEST and len(record) == size
        if whole and zlib.crc32(length + record).to_bytes(4, "big") == check:
            yield record
            at = content.find(_MARK, begin + size)
        else:
            at = content.find(_MARK, at + 1)
