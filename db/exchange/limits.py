"""The limits that hold hostile or broken files off: depth, size of a record, encoding, entities.

The figures are those of the trust document: depth 64, 32 MiB a record, flat memory whatever the file.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final, NoReturn, Protocol

from db.exchange.oddities import Code, FileRefused

MAX_DEPTH: Final = 64
MAX_RECORD: Final = 32 * 2**20
MAX_NESTING: Final = 3
"""Envelopes inside envelopes: a message as text in a message, and once more."""

SNIFF: Final = 256 * 2**10
_CHUNK: Final = 64 * 2**10

_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"<\x00", b"\x00<", b"{\x00", b"\x00{")
_PROLOG = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# Encodings in which the bytes of markup are those of ASCII, so that a check of the bytes sees what the
# parser sees; UTF-7 or EBCDIC could hide a document type declaration from it.
_ENCODINGS = {b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"iso-8859-15", b"windows-1252", b"latin-1"}
# Possessive, and the closing quote optional: linear on every input, also on one that never closes.
_JSON_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class Readable(Protocol):
    """Anything that hands out bytes."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


class GuardedStream:
    """A file for the XML parser that counts bytes since the last record and refuses NUL.

    `record_done` is called by the reader at the end of each record; 32 MiB without one are refused,
    which bounds memory however long the file is.
    """

    def __init__(self, stream: Readable, *, inside: str = "") -> None:
        self._stream = stream
        self._inside = inside
        self._since = 0
        self._line = 1

    def read(self, size: int = _CHUNK) -> bytes:
        """The next bytes; raises FileRefused at a NUL or when a record has grown too long."""
        chunk = self._stream.read(min(size, _CHUNK) if size > 0 else _CHUNK)
        hole = chunk.find(b"\0")
        if hole >= 0:
            line = self._line + chunk.count(b"\n", 0, hole)
            raise FileRefused(
                "The file holds a NUL byte, so it is damaged or not text.",
                code=Code.WRONG_ENCODING,
                at=f"{self._inside}line {line}",
            )
        self._line += chunk.count(b"\n")
        self._since += len(chunk)
        if self._since > MAX_RECORD + _CHUNK:
            _refuse_long(f"{self._inside}line {self._line}")
        return chunk

    def close(self) -> None:
        """Nothing: whoever opened the file closes it."""

    def record_done(self) -> None:
        """Start counting anew."""
        self._since = 0


def read_whole(path: Path) -> bytes:
    """All bytes of a file that is one record; more than 32 MiB are refused unread."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_RECORD + 1)
    except OSError as fault:
        raise unreadable(fault) from fault
    if len(content) > MAX_RECORD:
        _refuse_long("")
    return content


def unreadable(fault: OSError) -> FileRefused:
    """The refusal for a file that the operating system does not hand out."""
    reason = (fault.strerror or type(fault).__name__).lower()
    return FileRefused(f"The file cannot be read: {reason}.", code=Code.UNREADABLE)


def check_text(head: bytes) -> bytes:
    """The head without a UTF-8 byte-order mark; other Unicode widths are refused."""
    if head.startswith(_WIDE):
        raise FileRefused(
            "The file is written in UTF-16 or UTF-32; Tracker reads UTF-8.",
            code=Code.WRONG_ENCODING,
            at="line 1",
            to_do="Save or send it as UTF-8.",
        )
    return head.removeprefix(_BOM)


def check_prolog(head: bytes, *, inside: str = "") -> None:
    """Refuse what stands before the root element and is dangerous: a DTD, entities, odd encodings."""
    at = f"{inside}line 1"
    declared = _DECLARED.match(head.lstrip())
    if declared and declared[1].lower() not in _ENCODINGS:
        raise FileRefused(
            "The XML declares an encoding that Tracker does not read.",
            code=Code.WRONG_ENCODING,
            at=at,
            to_do="Save or send it as UTF-8.",
        )
    rest = head[prolog_end(head) :].lstrip()
    if rest.startswith(b"<!"):
        line = 1 + head.count(b"\n", 0, len(head) - len(rest))
        raise FileRefused(
            "The XML declares a document type or entities, which no court list does; it may be an attack.",
            code=Code.DECLARES_ENTITIES,
            at=f"{inside}line {line}",
        )


def prolog_end(head: bytes) -> int:
    """Where the comments and instructions before the root element end."""
    position = 0
    while prolog := _PROLOG.match(head, position):
        position = prolog.end()
    return position


def parse_json(content: bytes | str, *, at: str = "$") -> object:
    """The one JSON value of `content`; depth, encoding, NaN and broken text raise FileRefused."""
    value, end, text = parse_leading_json(content, at=at)
    if text[end:].strip():
        _refuse_json(f"more text after the end of the message, at line {_line(text, end)}", at=at)
    return value


def parse_leading_json(content: bytes | str, *, at: str = "$") -> tuple[object, int, str]:
    """The JSON value that `content` starts with, the position behind it, and the text."""
    text = content if isinstance(content, str) else _decoded(content)
    check_depth(text.encode("utf-8", "surrogatepass") if isinstance(content, str) else content, at)
    start = len(text) - len(text.lstrip())
    try:
        value, end = json.JSONDecoder(parse_constant=_no_constant).raw_decode(text, start)
    except json.JSONDecodeError as fault:
        if fault.pos >= len(text.rstrip()) - 1 or fault.msg.startswith("Unterminated string"):
            raise FileRefused(
                f"The message breaks off at line {fault.lineno}; it did not arrive whole.",
                code=Code.BREAKS_OFF,
                at=f"line {fault.lineno}" if at == "$" else at,
                to_do="Ask the sender for it again.",
            ) from fault
        _refuse_json(f"the JSON is broken at line {fault.lineno}", at=at, line=fault.lineno)
    except (ValueError, RecursionError) as fault:
        # A number of thousands of digits, NaN, or nesting that slipped by: never data of a court.
        raise FileRefused(
            "The message holds a number or a structure that JSON of a court never holds.",
            code=Code.BROKEN,
            at=at,
        ) from fault
    return value, end, text


def _decoded(content: bytes) -> str:
    try:
        return check_text(content).decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise FileRefused(
            f"The file is not UTF-8 at line {line}.",
            code=Code.WRONG_ENCODING,
            at=f"line {line}",
            to_do="Save or send it as UTF-8.",
        ) from fault


def check_depth(content: bytes, at: str) -> None:
    """Refuse JSON of more than 64 levels, before or after it was parsed."""
    depth = 0
    for token in _JSON_TOKENS.finditer(content):
        sign = token[0]
        if sign in {b"[", b"{"}:
            depth += 1
            if depth > MAX_DEPTH:
                line = content.count(b"\n", 0, token.start()) + 1
                raise too_deep(f"line {line}" if at == "$" else at)
        elif sign in {b"]", b"}"}:
            depth -= 1


def too_deep(at: str) -> FileRefused:
    """The refusal of more than 64 levels."""
    return FileRefused(
        f"The file is nested more than {MAX_DEPTH} levels deep, which no message of a court is.",
        code=Code.TOO_DEEP,
        at=at,
    )


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _refuse_long(at: str) -> NoReturn:
    raise FileRefused(
        f"One record of the file is longer than {MAX_RECORD // 2**20} MiB; no real record is.",
        code=Code.TOO_LONG,
        at=at,
    )


def _refuse_json(reason: str, *, at: str, line: int | None = None) -> NoReturn:
    place = f"line {line}" if line and at == "$" else at
    raise FileRefused(f"The message cannot be read: {reason}.", code=Code.BROKEN, at=place)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
