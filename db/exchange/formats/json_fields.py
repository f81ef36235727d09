"""A JSON object as tolerant fields; problems name the path from the root, as in `$.hearing.id`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from db.exchange.carried import ABSENT, Absent, Text
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code, Problem
from db.words.text import clean, visible

_NOTHING: Mapping[str, object] = {}


class JsonFields(Fields):
    """The `members` of one JSON object; a lone object counts as a list of one, because one twin writes so."""

    __slots__ = ("members",)

    def __init__(self, value: object, at: str, oddities: list[Problem]) -> None:
        super().__init__(at, oddities)
        self.members: Mapping[str, object] = value if isinstance(value, dict) else _NOTHING

    def has(self, name: str) -> bool:
        """Whether the member is there, null included."""
        return name in self.members

    def place(self, name: str) -> str:
        """The path of the member."""
        return f"{self.at}.{name}"

    def is_number(self, name: str) -> bool:
        """Whether the member is a JSON number."""
        value = self.members.get(name)
        return isinstance(value, int | float) and not isinstance(value, bool)

    def raw(self, name: str) -> Text:
        """The member as text; an object or list in place of a text is noted."""
        if name not in self.members:
            return ABSENT
        text = _text_of(self.members[name])
        if isinstance(text, Absent):
            self.odd(Code.ODD_VALUE, f"{name} should be a text", name)
        return text

    def child(self, name: str) -> Fields | None:
        """The object in the member."""
        value = self.members.get(name)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, dict):
            return JsonFields(value, f"{self.at}.{name}", self.oddities)
        if value is not None and value not in ("", []):
            self.odd(Code.ODD_VALUE, f"{name} should be an object", name)
        return None

    def items(self, name: str) -> tuple[Fields, ...] | Absent:
        """The objects in the member; null is an empty list."""
        if name not in self.members:
            return ABSENT
        value = self.members[name]
        path = f"{self.at}.{name}"
        if isinstance(value, dict):
            return (JsonFields(value, path, self.oddities),)
        if not isinstance(value, list):
            if value is not None and value != "":
                self.odd(Code.ODD_VALUE, f"{name} should be a list", name)
            return ()
        found: list[Fields] = []
        for number, item in enumerate(value):
            if isinstance(item, dict):
                found.append(JsonFields(item, f"{path}[{number}]", self.oddities))
            elif item is not None:
                self.odd(Code.ODD_VALUE, f"{name} should hold objects", f"{name}[{number}]")
        return tuple(found)

    def texts(self, name: str) -> tuple[str, ...] | Absent:
        """The texts in the member."""
        if name not in self.members:
            return ABSENT
        value = self.members[name]
        items = value if isinstance(value, list) else [value]
        cleaned = (clean(text) for text in map(_text_of, items) if isinstance(text, str))
        return tuple(text for text in cleaned if text)

    def names(self, most: int = 3) -> str:
        """The first members' names, made harmless and short, to say what a foreign message is."""
        return ", ".join(visible(clean(name))[:30] for name in list(self.members)[:most])


def raw_of(item: Fields) -> bytes:
    """The object as bytes, for quarantine."""
    return json.dumps(item.members if isinstance(item, JsonFields) else {}).encode()


def _text_of(value: object) -> Text:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return None if value is None else ABSENT
