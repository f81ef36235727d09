"""The one form in which a row of the log is hashed: plain text fields, parted by a sign that none can hold."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

PART: Final = "\x1f"
FIELDS: Final = (
    *("id", "chain_id", "number", "happened_at", "user_id", "operation", "action", "object_kind", "object_id"),
    *("person_id", "reason", "rows", "milliseconds", "before_hash", "after_hash", "previous"),
)
"""The columns that a digest covers, in order: all but `digest` itself and the row's `version`."""
PARTS: Final = len(FIELDS) - 1
ID, CHAIN, NUMBER, AT, USER, OPERATION, ACTION, KIND, OBJECT, PERSON, REASON, ROWS, MS, BEFORE, AFTER, PREVIOUS = range(
    len(FIELDS)
)
DIGEST: Final = len(FIELDS)

Fields = tuple[str, ...]
"""A row of the log as text, in the order of FIELDS, and its digest after them."""


def digest_of(fields: Fields) -> str:
    """SHA-256 over the fields, as 64 hexadecimal digits; of a longer tuple only FIELDS count.

    A field that holds the parting sign gives no digest at all, because two rows could then look alike.
    """
    text = PART.join(fields[: PARTS + 1])
    if text.count(PART) != PARTS:
        return ""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def genesis(chain: str, user: str, terminal: str, opened_at: str) -> str:
    """What stands as the digest before the first row: it covers the chain's own row."""
    text = PART.join((chain, user, terminal, opened_at))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def moment(at: datetime) -> str:
    """A moment as both databases write it: UTC, microseconds, no zone; it sorts by time."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def read_moment(text: str) -> datetime:
    """What `moment` wrote. Raises ValueError for anything else."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def plain(value: object) -> str:
    """A value of the database as it stands in the form; nothing at all is the empty text."""
    match value:
        case None:
            return ""
        case UUID():
            return value.hex
        case datetime():
            return moment(value)
        case bytes() | memoryview():
            return bytes(value).hex()
        case _:
            return str(value)
