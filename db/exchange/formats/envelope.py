"""What a JSON message is wrapped in, taken off: notifications whose text is the message, large messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from db.exchange.limits import MAX_NESTING, parse_leading_json
from db.exchange.oddities import Code, FileRefused, Problem
from db.words.families.exchange import FeedFormat

_TEXT_MEMBERS: Final = ("Message", "Body", "body")
"""Where a notification (SNS) or a queue (SQS) keeps the message as text."""

_HEARING_MARKS = ("hearingDays", "courtCentre", "prosecutionCases", "courtApplications", "jurisdictionType")
_POINTER = "software.amazon.payloadoffloading"


@dataclass(slots=True)
class Opened:
    """A message without its envelopes.

    `content` is a JSON value, or XML as text when a notification carried a list; `at` is its path.
    """

    content: object
    at: str = "$"
    oddities: list[Problem] = field(default_factory=list)


def open_envelope(value: object, *, at: str = "$") -> Opened:
    """The message inside; a pointer to a message kept elsewhere, or broken text, raises FileRefused."""
    opened = Opened(value, at)
    for _level in range(MAX_NESTING + 1):
        _refuse_pointer(opened)
        inner = _text_member(opened.content)
        if inner is None:
            return opened
        name, text = inner
        opened.at = f"{opened.at}.{name}"
        opened.content = _parsed(text, opened)
    raise FileRefused(
        f"The message wraps text in text more than {MAX_NESTING} times.", code=Code.TOO_DEEP, at=opened.at
    )


def format_of(opened: Opened) -> FeedFormat | None:
    """Which format the message is in; None when it is none of ours."""
    content = opened.content
    if isinstance(content, str):
        listed = "ExternalDocumentRequest" in content or "CourtList" in content
        return FeedFormat.LIBRA_COURT_LIST if listed else None
    if not isinstance(content, dict):
        return None
    hearing = content.get("hearing")
    if isinstance(hearing, dict) and _is_hearing(hearing):
        return FeedFormat.COMMON_PLATFORM_HEARING
    if sum(mark in content for mark in _HEARING_MARKS) >= 2:
        return FeedFormat.COMMON_PLATFORM_HEARING
    if "caseNo" in content and ("defendantName" in content or "name" in content):
        return FeedFormat.LIBRA_CASE
    if _is_list(content.get("documents")) or _is_list(content):
        return FeedFormat.LIBRA_COURT_LIST_JSON
    return None


def _is_hearing(hearing: dict[str, object]) -> bool:
    """An event about a hearing may hold little of it, but it names court, day, cases or jurisdiction."""
    return any(mark in hearing for mark in _HEARING_MARKS)


def _is_list(holder: object) -> bool:
    """Whether the object holds a LIBRA document: with `data`, where other lists have their own parts."""
    document = holder.get("document") if isinstance(holder, dict) else None
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and "data" in first


def _text_member(content: object) -> tuple[str, str] | None:
    if not isinstance(content, dict):
        return None
    for name in _TEXT_MEMBERS:
        text = content.get(name)
        if isinstance(text, str) and text.lstrip()[:1] in {"{", "[", "<"}:
            return name, text
    return None


def _parsed(text: str, opened: Opened) -> object:
    if text.lstrip().startswith("<"):
        return text
    value, end, _whole = parse_leading_json(text, at=opened.at)
    if text[end:].strip():
        # Seen in real notifications: one brace too many. The message before it is whole.
        opened.oddities.append(Problem(opened.at, Code.TRAILING_TEXT, "text after the end of the message was left out"))
    return value


def _refuse_pointer(opened: Opened) -> None:
    content = opened.content
    first = content[0] if isinstance(content, list) and content else None
    if isinstance(first, str) and first.startswith(_POINTER):
        raise FileRefused(
            "This is only a pointer to a large message that is kept elsewhere; the hearing is not in it.",
            code=Code.POINTER,
            at=opened.at,
            to_do="Fetch the large message itself and import that.",
        )
