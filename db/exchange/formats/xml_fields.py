"""An XML element as tolerant fields: names without their namespace, places as line numbers."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from db.exchange.carried import ABSENT, Absent, Text
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Problem
from db.words.text import clean


@lru_cache(maxsize=1024)  # a list has about a hundred names, and each is asked for ten thousand times
def local_name(tag: object) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int:
    """The line an element starts on, 0 when the parser does not know."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


class XmlFields(Fields):
    """The children of one element; prefixes differ between senders and mean nothing here."""

    __slots__ = ("_children", "_inside")

    def __init__(self, element: etree._Element, oddities: list[Problem], *, inside: str = "") -> None:
        super().__init__(f"{inside}line {line_of(element)}", oddities)
        self._inside = inside
        children: dict[str, list[etree._Element]] = {}
        for child in element:
            children.setdefault(local_name(child.tag), []).append(child)
        self._children = children

    def has(self, name: str) -> bool:
        """Whether there is such a child, empty or not."""
        return name in self._children

    def place(self, name: str) -> str:
        """The line of the child."""
        found = self._children.get(name)
        return f"{self._inside}line {line_of(found[0])}" if found else self.at

    def is_number(self, name: str) -> bool:
        """Never: XML knows text only."""
        return False

    def raw(self, name: str) -> Text:
        """The text of the first such child, also of what is nested in it."""
        found = self._children.get(name)
        if found is None:
            return ABSENT
        first = found[0]
        if len(first):
            return "".join(str(part) for part in first.itertext()) or None
        return first.text or None

    def child(self, name: str) -> Fields | None:
        """The first such child."""
        found = self._children.get(name)
        return type(self)(found[0], self.oddities, inside=self._inside) if found else None

    def items(self, name: str) -> tuple[Fields, ...] | Absent:
        """All such children."""
        found = self._children.get(name)
        if found is None:
            return ABSENT
        return tuple(type(self)(child, self.oddities, inside=self._inside) for child in found)

    def texts(self, name: str) -> tuple[str, ...] | Absent:
        """The texts of all such children."""
        found = self._children.get(name)
        if found is None:
            return ABSENT
        cleaned = (clean(child.text or "") for child in found)
        return tuple(text for text in cleaned if text)
