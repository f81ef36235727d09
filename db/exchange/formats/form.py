"""What a format is: how a file is recognised by its content, and how its records are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from db.exchange.formats.envelope import Opened
from db.exchange.records import Record
from db.words.families.exchange import FeedFormat


@dataclass(frozen=True, slots=True)
class XmlHead:
    """The beginning of an XML file: the local name of its first element, and at most 256 KiB of it."""

    root: bytes
    head: bytes


@dataclass(frozen=True, slots=True)
class XmlForm:
    """A format in XML; `read` gets the file from its start and hands on records as they come."""

    form: FeedFormat
    fits: Callable[[XmlHead], bool]
    read: Callable[[BinaryIO], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class JsonForm:
    """A format in JSON: both callables get the message without its envelopes, `read` also the file's bytes.

    The content may be a text: XML that a notification carried.
    """

    form: FeedFormat
    fits: Callable[[object], bool]
    read: Callable[[Opened, bytes], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class JsonListForm:
    """A format in JSON whose lists and pages are read entry by entry, so that a file may be of any length.

    `fits` gets the content of a message, or of a file of more than 32 MiB its first entry alone in a list; `numbers`
    reads the file to its end and gives of every record the source's own number, so that a broken file is told.
    """

    form: FeedFormat
    fits: Callable[[object], bool]
    read: Callable[[BinaryIO], Iterator[Record]]
    numbers: Callable[[BinaryIO], Iterator[str] | None]


@dataclass(frozen=True, slots=True)
class CsvForm:
    """A format in rows; `fits` gets at most 256 KiB, without a byte-order mark. `numbers` are of all its records.

    They are the source's own numbers in the file's order, at a glance; None where a file cannot tell them so.
    """

    form: FeedFormat
    fits: Callable[[bytes], bool]
    read: Callable[[BinaryIO], Iterator[Record]]
    numbers: Callable[[BinaryIO], Iterator[str] | None]
