"""The fields of an SPI message: empty is not said, doubly escaped text is read, times are the court's own."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final

from db.exchange.carried import ABSENT, Maybe, Text
from db.exchange.formats.moments import moment_from, time_from
from db.exchange.formats.xml_fields import XmlFields
from db.exchange.formats.xml_messages import unescaped
from db.exchange.oddities import Code

_ZONED = re.compile(r"(\d{1,2}:\d\d(?::\d\d)?)(?:\.\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)\Z", re.ASCII)
_NO_OFFSET: Final = frozenset({"-00:00", "-0000"})
"""A clock time whose sender does not say how far it is from UTC: it is the clock on the wall."""


class SpiFields(XmlFields):
    """One element; SPI has no word for "no longer": an element left empty says nothing."""

    __slots__ = ()

    def raw(self, name: str) -> Text:
        """The text of the element; ABSENT for an empty one."""
        text = super().raw(name)
        if not isinstance(text, str) or not text.strip():
            return ABSENT
        return unescaped(text) if "&" in text else text

    def clock(self, name: str, on: date | None) -> Maybe[time]:
        """A time of day in London: several forces send the clock on the wall, others a time with its zone."""
        text = self.text(name)
        if not isinstance(text, str):
            return text
        zoned = _ZONED.match(text)
        if zoned is None or zoned[2] in _NO_OFFSET:
            found = time_from(zoned[1] if zoned else text)
        else:
            moment = moment_from(
                f"{on or date(2000, 1, 1)}T{zoned[1].zfill(8 if zoned[1].count(':') > 1 else 5)}{zoned[2]}"
            )
            found = moment.time() if moment else None
        if found is None:
            self.odd(Code.ODD_TIME, f"{name} is not a time", name)
            return ABSENT
        return found.replace(microsecond=0)

    def within(self, *names: str) -> SpiFields:
        """The element down this path; an empty one where there is none, so that a reader need not ask."""
        found: SpiFields = self
        for name in names:
            inner = found.child(name)
            if not isinstance(inner, SpiFields):
                return _nothing(found)
            found = inner
        return found


def _nothing(near: SpiFields) -> SpiFields:
    from lxml import etree  # here, because only an element that is missing needs one to stand for it

    nothing = SpiFields(etree.Element("none"), near.oddities)
    nothing.at = near.at
    return nothing


def sent_at(notes: dict[str, str]) -> datetime | None:
    """When the message was sent, as its envelope says."""
    day, clock = notes.get("Dated", "").strip(), notes.get("Timed", "").strip()
    for text in (f"{day}T{clock}" if day and clock else day, notes.get("CreationDateTime"), notes.get("Timestamp")):
        found = moment_from(text.strip()) if text else None
        if found is not None:
            return found
    return None
