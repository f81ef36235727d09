"""What a JSON message is wrapped in, taken off: notifications whose text is the message, large messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from db.exchange.limits import MAX_NESTING, parse_leading_json
from db.exchange.oddities import Code, FileRefused, Problem

_TEXT_MEMBERS: Final = ("Message", "Body", "body")
"""Where a notification (SNS) or a queue (SQS) keeps the message as text."""

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
