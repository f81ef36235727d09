"""Fields of a Crown Court list: attributes count as children, because the JSON twin writes them as members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from db.exchange.carried import ABSENT, Text
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields
from db.exchange.formats.xml_fields import XmlFields
from db.exchange.oddities import Problem

_ITEM: Final = {
    "Sittings": "Sitting",
    "Hearings": "Hearing",
    "Defendants": "Defendant",
    "Charges": "Charge",
    "Cases": "Case",
    "CourtLists": "CourtList",
}
"""Of the XML's containers what stands in them; JSON has lists of that name and nothing between."""


class CrownXml(XmlFields):
    """An element whose attributes are fields like its children."""

    __slots__ = ("_element",)

    def __init__(self, element: etree._Element, oddities: list[Problem], *, inside: str = "") -> None:
        super().__init__(element, oddities, inside=inside)
        self._element = element

    def has(self, name: str) -> bool:
        """Whether there is such a child or attribute."""
        return super().has(name) or self._element.get(name) is not None

    def raw(self, name: str) -> Text:
        """The text of the child, else of the attribute."""
        if super().has(name):
            return super().raw(name)
        found = self._element.get(name)
        return ABSENT if found is None else found or None

    @property
    def element(self) -> etree._Element:
        """The element itself."""
        return self._element


def each(holder: Fields | None, name: str) -> Iterator[Fields]:
    """What stands in the container of that name, which XML may repeat and JSON writes as a list."""
    if holder is None:
        return
    for one in holder.many(name):
        if isinstance(one, JsonFields) and not one.has(_ITEM[name]):
            yield one
        else:
            yield from one.many(_ITEM[name])


def short_name(holder: Fields | None) -> str | None:
    """What the list calls a court house, where it says so beside its code."""
    return holder.word("CourtHouseName") or holder.word("CourtHouseShortName") if holder else None
