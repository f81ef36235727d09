"""What the XML parser's complaint means to whoever sent the file, without a word of its content."""

from __future__ import annotations

from lxml import etree

from db.exchange.limits import too_deep
from db.exchange.oddities import Code, FileRefused

# libxml2's error numbers: the document or a tag ends in the middle; bytes that are no text.
_BREAKS_OFF = {4, 5, 73, 74, 77}
_BAD_BYTES = {9, 81, 6001, 6003}
_TOO_LONG = ("huge", "too long", "limit", "too big")


def syntax_refusal(fault: etree.XMLSyntaxError, *, inside: str, line: int, read: int) -> FileRefused:
    """The refusal for a parser's fault; `line` is where reading was when the parser names none."""
    number = int(getattr(fault, "code", 0) or 0)
    message = (fault.msg or "").lower()
    line = fault.lineno or line
    at = f"{inside}line {line}"
    if "depth" in message:
        return too_deep(at)
    if any(word in message for word in _TOO_LONG):
        return FileRefused(
            "One text of the file is longer than any real record's.", code=Code.TOO_LONG, at=at, read=read
        )
    if number in _BAD_BYTES or "encoding" in message:
        return FileRefused(
            f"The file holds bytes at line {line} that are not text in its encoding.",
            code=Code.WRONG_ENCODING,
            at=at,
            read=read,
            to_do="Ask the sender for it again, in UTF-8.",
        )
    breaks_off = number in _BREAKS_OFF or "premature end" in message
    return FileRefused(
        f"The file breaks off at line {line}; it did not arrive whole."
        if breaks_off
        else f"The XML is broken at line {line}.",
        code=Code.BREAKS_OFF if breaks_off else Code.BROKEN,
        at=at,
        read=read,
        to_do="Ask the sender for it again.",
    )
