"""How SPI's messages are recognised, in every envelope, and read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from db.exchange.formats.form import XmlForm, XmlHead
from db.exchange.formats.spi.fields import SpiFields, sent_at
from db.exchange.formats.spi.new_case import read_new_case
from db.exchange.formats.spi.resulted import read_resulted
from db.exchange.formats.xml_fields import local_name
from db.exchange.formats.xml_messages import Message, Wanted, messages
from db.exchange.limits import Readable
from db.exchange.oddities import Problem
from db.exchange.records import Record, RefusedRecord
from db.words.families.exchange import FeedFormat

_NEW, _RESULTED = "NewCaseMessage", "ResultedCaseMessage"
WANTED: Final = Wanted(frozenset({_NEW, _RESULTED}), frozenset({"Dated", "Timed", "CreationDateTime", "Timestamp"}))
# The message's own element, as markup or escaped once or more inside its envelopes.
_ELEMENT: Final = {
    _NEW: re.compile(rb"(?:<|&(?:amp;){0,3}lt;)(?:[\w.-]{1,80}:)?NewCaseMessage\b"),
    _RESULTED: re.compile(rb"(?:<|&(?:amp;){0,3}lt;)(?:[\w.-]{1,80}:)?ResultedCaseMessage\b"),
}


def read_spi(stream: Readable) -> Iterator[Record]:
    """Every case of every message, new and resulted, in the order of the file."""
    for message in messages(stream, WANTED):
        if isinstance(message, Message):
            yield from _records(message)
        else:
            yield RefusedRecord(message.at, message.code, message.reason, message.text.encode("utf-8", "replace"))


def _records(message: Message) -> Iterator[Record]:
    oddities: list[Problem] = []
    fields = SpiFields(message.element, oddities, inside=message.inside)
    sent = sent_at(dict(message.notes))
    source = _source(message.element)
    if local_name(message.element.tag) == _NEW:
        yield from read_new_case(fields, raw=source, sent=sent)
        return
    cases = [each for each in message.element.iter() if local_name(each.tag) == "Case"]
    if len(cases) <= 1:
        yield from read_resulted(fields, raw=lambda _place: source, sent=sent)
    else:
        yield from read_resulted(fields, raw=lambda place: _source(cases[place]), sent=sent)


def _source(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="utf-8", with_tail=False)


def _is_new(start: XmlHead) -> bool:
    return bool(_ELEMENT[_NEW].search(start.head))


def _is_resulted(start: XmlHead) -> bool:
    return bool(_ELEMENT[_RESULTED].search(start.head))


NEW_CASE: Final = XmlForm(FeedFormat.POLICE_NEW_CASE, _is_new, read_spi)
RESULTED_CASE: Final = XmlForm(FeedFormat.POLICE_RESULTED_CASE, _is_resulted, read_spi)
