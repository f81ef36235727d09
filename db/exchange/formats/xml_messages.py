"""Whole messages out of an XML file, in every envelope or escaped as text in another message: guarded, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from lxml import etree

from db.exchange.formats.xml_fields import line_of, local_name
from db.exchange.formats.xml_walk import Walk
from db.exchange.limits import MAX_NESTING, Readable
from db.exchange.oddities import Code, FileRefused

_MARKUP = re.compile(r"\s*<[A-Za-z_?!]")
_ESCAPED = re.compile(r"\s*&(?:amp;)*lt;[A-Za-z_?!]")
_DECLARATION = re.compile(r"\s*<\?xml.*?\?>", re.DOTALL)
_TORN: Final = frozenset({Code.BROKEN, Code.BREAKS_OFF})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which elements are messages, and which leaves of their envelopes are remembered."""

    messages: frozenset[str]
    notes: frozenset[str] = frozenset()

    @property
    def signs(self) -> tuple[str, ...]:
        """What a text must hold to be looked into: a message, or what only an attack declares."""
        return (*self.messages, "<!DOCTYPE", "<!ENTITY")


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `notes` are the leaves of its envelopes. It is emptied when the next one is asked for."""

    element: etree._Element
    inside: str
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Torn:
    """A message within a message that is no XML: it is set aside alone."""

    at: str
    code: Code
    reason: str
    text: str


def messages(
    stream: Readable, wanted: Wanted, *, inside: str = "", level: int = 0, notes: Mapping[str, str] | None = None
) -> Iterator[Message | Torn]:
    """Every message in the order of the file; FileRefused where reading must stop."""
    reader = _Reader(stream, wanted, inside=inside, level=level, notes=dict(notes or {}))
    yield from reader.messages()


class _Reader:
    def __init__(self, stream: Readable, wanted: Wanted, *, inside: str, level: int, notes: dict[str, str]) -> None:
        self._wanted = wanted
        self._inside = inside
        self._level = level
        self._notes = notes
        self._walk = Walk(stream, inside=inside)
        self._within = 0

    def messages(self) -> Iterator[Message | Torn]:
        try:
            for event, element in self._walk.events():
                if event == "end":
                    yield from self._leave(element)
                elif local_name(element.tag) in self._wanted.messages:
                    self._within += 1
        except FileRefused as refusal:
            refusal.read = max(refusal.read, self._walk.read)
            raise

    def _leave(self, element: etree._Element) -> Iterator[Message | Torn]:
        name = local_name(element.tag)
        if name in self._wanted.messages:
            self._within -= 1
            if not self._within:
                self._walk.read += 1
                yield Message(element, self._inside, dict(self._notes))
                self._walk.forget(element, every=True)
        elif not self._within and not len(element) and element.text:
            if name in self._wanted.notes:
                self._notes[name] = element.text
            yield from self._escaped(element)

    def _escaped(self, element: etree._Element) -> Iterator[Message | Torn]:
        """The messages that a leaf of the envelope holds as text, escaped once or more."""
        text = element.text or ""
        line = line_of(element)
        for _again in range(MAX_NESTING):
            if not _ESCAPED.match(text):
                break
            text = unescaped(text)
        if not (_MARKUP.match(text) and any(sign in text for sign in self._wanted.signs)):
            return
        at = f"{self._inside}line {line}"
        if self._level >= MAX_NESTING:
            raise FileRefused(
                f"The message wraps XML in text more than {MAX_NESTING} times.", code=Code.TOO_DEEP, at=at
            )
        declaration = _DECLARATION.match(text)
        body = text[declaration.end() if declaration else 0 :].encode("utf-8", "replace")
        inner = messages(
            BytesIO(body), self._wanted, inside=f"{at}, message body ", level=self._level + 1, notes=self._notes
        )
        try:
            for found in inner:
                self._walk.read += 1
                yield found
        except FileRefused as refusal:
            if refusal.code not in _TORN:
                raise
            yield Torn(refusal.at or at, refusal.code, refusal.happened, text)
        self._walk.forget(element, every=True)


def unescaped(text: str) -> str:
    """The text with one level of XML's five entities read; never any other entity."""
    for name, sign in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
        text = text.replace(f"&{name};", sign)
    return text
