"""Which feed a file is, by its content alone: names and endings of files are never trusted."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from db.exchange.foreign import refuse_archive, refuse_json_schema, refuse_xml_schema
from db.exchange.formats.catalogue import CSV, JSON, LISTS, XML
from db.exchange.formats.envelope import open_envelope
from db.exchange.formats.form import XmlHead
from db.exchange.formats.json_fields import JsonFields
from db.exchange.formats.json_stream import first_entry
from db.exchange.formats.libra.xml_list import read_list
from db.exchange.limits import (
    SNIFF,
    check_prolog,
    check_text,
    parse_json,
    prolog_end,
    read_whole,
    unreadable,
)
from db.exchange.oddities import Code, FileRefused
from db.words.families.exchange import FeedFormat
from db.words.text import clean, visible

_ROOT = re.compile(rb"<(?:[\w.-]{1,80}:)?([A-Za-z_][\w.-]{0,80})")
_SHORT = 2**20
_LIST = re.compile(rb'\s*(?:\[|\{.*?"content"\s*:\s*\[)', re.DOTALL)
_ASK = "Check that it is a court list, a hearing event or a list of people, and that it arrived whole."


def recognise(path: Path) -> FeedFormat:
    """The format of a file; reads at most 256 KiB of XML or CSV, or 32 MiB of JSON.

    Raises FileRefused (a BadInput) with one sentence when the file is empty, broken off, written in
    another encoding, dangerous, or none of the formats that Tracker reads.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(SNIFF)
    except OSError as fault:
        raise unreadable(fault) from fault
    if not head.strip():
        raise FileRefused("The file is empty.", code=Code.EMPTY_FILE, to_do="Ask the sender for it again.")
    refuse_archive(head)
    start = check_text(head).lstrip()[:1]
    if start == b"<":
        return _recognise_xml(check_text(head), whole=len(head) < SNIFF)
    if start in {b"{", b"["}:
        return _recognise_json(path)
    for rows in CSV:
        if rows.fits(head):
            return rows.form
    raise FileRefused(
        "The file is neither XML nor JSON nor a CSV of people, so it is no feed that Tracker reads.",
        code=Code.UNKNOWN_FORMAT,
        to_do=_ASK,
    )


def _recognise_xml(head: bytes, *, whole: bool) -> FeedFormat:
    check_prolog(head)
    root = _root(head)
    refuse_xml_schema(root)
    for markup in XML:
        if markup.fits(XmlHead(root, head)):
            return markup.form
    if whole:
        # A small file that breaks off, or hides something, is refused for that rather than as unknown.
        for _record in read_list(BytesIO(head)):
            break
    name = visible(clean(root.decode("ascii", "replace")))
    raise FileRefused(
        f"The file is XML, but <{name}> is no message that Tracker reads.",
        code=Code.UNKNOWN_FORMAT,
        at="line 1",
        to_do=_ASK,
    )


def _root(head: bytes) -> bytes:
    """The local name of the first element behind the prolog."""
    found = _ROOT.match(head[prolog_end(head) :].lstrip())
    return found[1] if found else b"?"


def _recognise_json(path: Path) -> FeedFormat:
    long = _recognise_long(path)
    if long is not None:
        return long
    opened = open_envelope(parse_json(read_whole(path)))
    content = opened.content
    refuse_json_schema(content, at=opened.at)
    for message in JSON:
        if message.fits(content):
            return message.form
    names = JsonFields(content, opened.at, []).names() if isinstance(content, dict) else ""
    holding = f"; it holds {names}" if names else "; it holds nothing" if content in ({}, []) else ""
    raise FileRefused(
        f"The file is JSON, but no message that Tracker reads{holding}.",
        code=Code.UNKNOWN_FORMAT,
        at=opened.at,
        to_do=_ASK,
    )


def _recognise_long(path: Path) -> FeedFormat | None:
    """A list that is longer than most messages, by its first entry; None for every other file.

    It may be longer than a message may be, and is read to its end before a row is written anyway.
    """
    try:
        if path.stat().st_size <= _SHORT:
            return None
        with path.open("rb") as stream:
            if not _LIST.match(check_text(stream.read(SNIFF))):
                return None
            stream.seek(0)
            first = first_entry(stream)
    except OSError as fault:
        raise unreadable(fault) from fault
    return next((each.form for each in LISTS if first is not None and each.fits([first.value])), None)
