"""The objects of a JSON list or page one by one, however long the file: memory holds one of them and a little more."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from db.exchange.limits import MAX_DEPTH, MAX_RECORD, Readable, check_depth, check_text
from db.exchange.oddities import Code, FileRefused

_CHUNK: Final = 256 * 2**10
_SPACE: Final = " \t\r\n"
_LONGEST_ESCAPE: Final = 16
"""An error so near to the end of what was read may be mended by the next bytes."""


@dataclass(frozen=True, slots=True)
class JsonItem:
    """One entry: its path, its value, and its text as it came."""

    at: str
    value: object
    raw: bytes


class JsonList:
    """The entries of `[...]` or of `content` in `{...}`; `head` are the members that stood before them.

    Raises FileRefused where the text is broken, breaks off, is not UTF-8 or nested too deeply, or where an entry
    is longer than 32 MiB; `read` of it tells how many entries came before.
    """

    def __init__(self, stream: Readable) -> None:
        self.head: dict[str, object] = {}
        self._text = _Text(stream)

    def __iter__(self) -> Iterator[JsonItem]:
        """Each entry in its order; none where the file is another kind of JSON."""
        text = self._text
        sign = text.sign()
        if sign == "[":
            yield from self._entries("$")
        elif sign == "{":
            yield from self._members()
        if sign in {"[", "{"} and text.sign():
            text.refuse("more text after the end of the message")

    def _members(self) -> Iterator[JsonItem]:
        text = self._text
        text.take()
        while text.sign() != "}":
            name, _ = text.value("$")
            if not isinstance(name, str) or text.sign() != ":":
                text.refuse("a member has no name")
            text.take()
            if name == "content" and text.sign() == "[":
                yield from self._entries("$.content")
            else:
                self.head[name], _ = text.value(f"$.{name}"[:60])
            if text.sign() == ",":
                text.take()
            elif text.sign() != "}":
                text.refuse("a comma is missing")
        text.take()

    def _entries(self, at: str) -> Iterator[JsonItem]:
        text = self._text
        text.take()
        while text.sign() != "]":
            place = f"{at}[{text.read}]"
            value, raw = text.value(place)
            text.read += 1
            yield JsonItem(place, value, raw.encode("utf-8", "surrogatepass"))
            if text.sign() == ",":
                text.take()
            elif text.sign() != "]":
                text.refuse("a comma is missing")
        text.take()


class _Text:
    """A window of the file that moves on."""

    def __init__(self, stream: Readable) -> None:
        self.read = 0
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._scan = json.JSONDecoder(parse_constant=_no_constant).raw_decode
        self._window, self._at, self._line = "", 0, 1
        self._begun = self._ended = False

    def sign(self) -> str:
        """The next sign that is no space; empty at the end."""
        while True:
            while self._at < len(self._window):
                if self._window[self._at] not in _SPACE:
                    return self._window[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self) -> None:
        """Go past the sign."""
        self._at += 1

    def value(self, at: str) -> tuple[object, str]:
        """The next value and its text."""
        self.sign()
        while True:
            try:
                value, end = self._scan(self._window, self._at)
            except json.JSONDecodeError as fault:
                self._go_on(fault)
                continue
            except (ValueError, RecursionError) as fault:
                raise self._refusal(
                    "The message holds a number or a structure that JSON of an agency never holds.", Code.BROKEN
                ) from fault
            cut = end >= len(self._window) - _LONGEST_ESCAPE and not isinstance(value, dict | list | str)
            if cut and not self._ended:
                self._more()
                continue  # a number may go on
            raw = self._window[self._at : end]
            if len(raw) > MAX_RECORD:
                self._refuse_long()
            if raw.count("{") + raw.count("[") > MAX_DEPTH:
                check_depth(raw.encode("utf-8", "surrogatepass"), at)
            self._at = end
            return value, raw

    def refuse(self, reason: str) -> NoReturn:
        """Raise what is wrong here, or that the file breaks off here."""
        if not self.sign():
            raise self._broken_off()
        raise self._refusal(
            f"The message cannot be read: {reason}, at line {self._here(self._at)}.", Code.BROKEN,
        )  # fmt: skip

    def _go_on(self, fault: json.JSONDecodeError) -> None:
        """Read more where that may help."""
        unfinished = fault.msg.startswith("Unterminated string") or fault.pos >= len(self._window) - _LONGEST_ESCAPE
        if len(self._window) - self._at > MAX_RECORD:
            self._refuse_long()
        if unfinished and not self._ended:
            self._more()
            return
        if fault.msg.startswith("Unterminated string") or fault.pos >= len(self._window.rstrip()) - 1:
            raise self._broken_off() from fault
        line = self._here(fault.pos)
        raise self._refusal(f"The message cannot be read: the JSON is broken at line {line}.", Code.BROKEN) from fault

    def _more(self) -> bool:
        """Drop what was read and read on, twice as much each time nothing was; False at the end of the file."""
        if self._ended:
            return False
        rest = self._window[self._at :]
        self._line += self._window.count("\n", 0, self._at)
        found = self._stream.read(max(_CHUNK, len(rest)))
        if not self._begun:
            found = check_text(found)
        self._begun, self._ended = True, not found
        try:
            more = self._decoder.decode(found, final=self._ended)
        except UnicodeDecodeError as fault:
            line = self._line + rest.count("\n") + found.count(b"\n", 0, max(0, fault.start))
            raise FileRefused(
                f"The file is not UTF-8 at line {line}.", code=Code.WRONG_ENCODING, at=f"line {line}", read=self.read,
                to_do="Save or send it as UTF-8.",
            ) from fault  # fmt: skip
        self._window, self._at = rest + more, 0
        return not self._ended

    def _here(self, place: int) -> int:
        return self._line + self._window.count("\n", 0, place)

    def _refusal(self, happened: str, code: Code) -> FileRefused:
        return FileRefused(happened, code=code, at=f"line {self._here(self._at)}", read=self.read)

    def _broken_off(self) -> FileRefused:
        line = self._here(len(self._window))
        return FileRefused(
            f"The message breaks off at line {line}; it did not arrive whole.", code=Code.BREAKS_OFF,
            at=f"line {line}", read=self.read, to_do="Ask the sender for it again.",
        )  # fmt: skip

    def _refuse_long(self) -> NoReturn:
        raise self._refusal(
            f"One record of the file is longer than {MAX_RECORD // 2**20} MiB; no real record is.", Code.TOO_LONG
        )


def first_entry(stream: Readable) -> JsonItem | None:
    """The first entry; None where the file is no list, or an empty one."""
    return next(iter(JsonList(stream)), None)


def is_list(stream: Readable) -> bool:
    """Whether the file is a list or a page with entries."""
    return first_entry(stream) is not None


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)
