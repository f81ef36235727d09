"""Answers in which there is no record: refused because access is limited, or nobody there under the number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code
from db.exchange.records import RefusedRecord

_SAYING: Final = ("message", "developerMessage", "userMessage")
_MARKS: Final = ("crn", "excluded from viewing", "restricted offender", "restricted record", "limited access")
_REFUSED: Final = frozenset({401, 403})
_NOT_FOUND: Final = frozenset({404, 410})
_LONGEST: Final = 3


def is_answer(content: object) -> bool:
    """Whether a service says here why it gives no record; also as a recorded exchange with the service."""
    return _status(content) is not None


def answer(top: Fields, raw: bytes) -> RefusedRecord:
    """For quarantine, with what the service meant; its own words stay in the message."""
    status = _status(getattr(top, "members", {})) or 0
    if status in _REFUSED:
        reason = f"probation's service refused the record (status {status}): access to the person is limited"
    elif status in _NOT_FOUND:
        reason = f"probation's service has no such record (status {status})"
    else:
        reason = f"probation's service gave no record (status {status})"
    return RefusedRecord(top.at, Code.NO_FACTS, reason, raw)


def _status(content: object) -> int | None:
    """The status of an answer that speaks of a CRN, or of a record that is kept from the asker."""
    if not isinstance(content, Mapping):
        return None
    request, response = content.get("request"), content.get("response")
    if isinstance(request, Mapping) and isinstance(response, Mapping):
        content = {**_mapping(response.get("jsonBody")), "status": response.get("status")}
    said = " ".join(text for name in _SAYING if isinstance(text := content.get(name), str)).casefold()
    return _number(content.get("status")) if any(mark in said for mark in _MARKS) else None


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _number(value: object) -> int | None:
    """A status that is no success."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) == _LONGEST else 0
    return number if number >= 400 else None
