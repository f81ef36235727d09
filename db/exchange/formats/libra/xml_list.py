"""The LIBRA court list in XML, read as a stream in every envelope: one record a row, memory flat.

Envelopes are not named anywhere: documents, sessions and cases are found by their local names under
whatever wraps them, and a message body that holds the list as escaped text is read again, guarded alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Final, cast

from lxml import etree

from db.exchange.formats.libra.heads import SessionHead, document_head, session_head, slot_of
from db.exchange.formats.libra.rows import read_row
from db.exchange.formats.xml_fields import XmlFields, line_of, local_name
from db.exchange.formats.xml_walk import Walk
from db.exchange.limits import MAX_NESTING, Readable
from db.exchange.oddities import Code, FileRefused, Problem
from db.exchange.records import HearingRecord, ListScope, Record

_MARKUP = re.compile(r"\s*<[A-Za-z_?!]")
_MARKS = ("ExternalDocumentRequest", "CourtList", "<!DOCTYPE", "<!ENTITY")
_NAMESPACE = re.compile(rb' xmlns:([^\s=]{1,80})="[^"]*"')
_MOST_NAMESPACES = 32
_DECLARATION = re.compile(r"\s*<\?xml.*?\?>", re.DOTALL)
_CONTAINERS = {"case", "session", "document"}
_ROW: Final = "tracker-row"
"""Stands for the row while its surroundings are written out."""


def read_list(stream: Readable, *, inside: str = "", level: int = 0) -> Iterator[Record]:
    """The rows of a list, each session's scope behind its rows; FileRefused where reading must stop."""
    reader = _ListReader(stream, inside=inside, level=level)
    yield from reader.records()


class _ListReader:
    """One pass over one document; what it holds is one row, its heads and nothing of the rows before."""

    def __init__(self, stream: Readable, *, inside: str, level: int) -> None:
        self._inside = inside
        self._level = level
        self._walk = Walk(stream, inside=inside)
        self._open: list[str] = []
        self._head: SessionHead | None = None
        self._rows = 0
        self._refused = 0
        self._sessions = 0
        self._documents = 0
        self._seen = 0

    def records(self) -> Iterator[Record]:
        """Every record in the order of the file."""
        try:
            for event, element in self._walk.events():
                if event == "start":
                    self._enter(element)
                    continue
                if self._open and self._open[-1] == "case" and local_name(element.tag) not in _CONTAINERS:
                    continue  # a field of a row: nearly every element, and nothing to do yet
                for record in self._leave(element):
                    self._walk.read += 1
                    yield record
        except FileRefused as refusal:
            refusal.read = max(refusal.read, self._walk.read)
            raise
        if not self._seen and not self._walk.read:
            at = f"{self._inside}line 1"
            problem = Problem(at, Code.EMPTY_LIST, "the list holds no document and no session")
            yield ListScope(at, None, is_empty=True, problems=(problem,))

    def _enter(self, element: etree._Element) -> None:
        name = local_name(element.tag)
        if name in _CONTAINERS:
            self._open.append(name)
            if name == "session":
                self._head, self._rows, self._refused = None, 0, 0
            elif name == "document":
                self._sessions = 0

    def _leave(self, element: etree._Element) -> Iterator[Record]:
        name = local_name(element.tag)
        if name in _CONTAINERS:
            self._open.pop()
            if "case" in self._open:
                return
            if name == "case":
                yield self._row(element)
            elif name == "session":
                yield self._scope(element)
            elif not self._sessions:
                yield self._empty_document(element)
            self._walk.forget(element)
        elif not self._open:
            yield from self._escaped(element)
        elif name == "block" and "case" not in self._open:
            self._walk.forget(element)

    def _row(self, element: etree._Element) -> Record:
        self._seen += 1
        head = self._head_of(element)
        oddities: list[Problem] = []
        block = _ancestor(element, "block")
        slot = slot_of(XmlFields(block, oddities, inside=self._inside) if block is not None else None)
        row = XmlFields(element, oddities, inside=self._inside)
        record = read_row(row, head, slot, raw=_source_of(element))
        if isinstance(record, HearingRecord):
            self._rows += 1
        else:
            self._refused += 1
            record = replace(record, around=_around(element))
        return record

    def _head_of(self, element: etree._Element) -> SessionHead:
        if self._head is None:
            session = element if local_name(element.tag) == "session" else _ancestor(element, "session")
            document = _ancestor(element, "document")
            oddities: list[Problem] = []
            info = None
            if document is not None:
                info = XmlFields(document, oddities, inside=self._inside).child("info")
            anchor = session if session is not None else element
            job = _ancestor(anchor, "job")
            self._head = session_head(
                XmlFields(anchor, oddities, inside=self._inside),
                info,
                job=XmlFields(job, [], inside=self._inside) if job is not None else None,
            )
        return self._head

    def _scope(self, element: etree._Element) -> ListScope:
        self._seen += 1
        self._sessions += 1
        head = self._head_of(element)
        return ListScope(
            head.at,
            head.list_key,
            court_name=head.court_name,
            cases=self._rows,
            refused=self._refused,
            shared_at=head.printed_at,
            problems=head.problems,
        )

    def _empty_document(self, element: etree._Element) -> ListScope:
        self._seen += 1
        head = document_head(XmlFields(element, [], inside=self._inside))
        problem = Problem(head.at, Code.EMPTY_LIST, "the document holds no session")
        return ListScope(head.at, head.list_key, is_empty=True, problems=(problem,))

    def _escaped(self, element: etree._Element) -> Iterator[Record]:
        """The list that a message body holds as text, or nothing."""
        text = element.text
        if len(element) or not text or not (_MARKUP.match(text) and any(mark in text for mark in _MARKS)):
            return
        line = line_of(element)
        if self._level >= MAX_NESTING:
            raise FileRefused(
                f"The message wraps XML in text more than {MAX_NESTING} times.",
                code=Code.TOO_DEEP,
                at=f"{self._inside}line {line}",
            )
        self._seen += 1
        declaration = _DECLARATION.match(text)
        body = text[declaration.end() if declaration else 0 :].encode("utf-8")
        yield from read_list(BytesIO(body), inside=f"{self._inside}line {line}, message body ", level=self._level + 1)
        element.clear()


def _source_of(element: etree._Element) -> bytes:
    """The row as it came, without the envelope's namespaces: they differ between senders of one row."""
    source = etree.tostring(element, encoding="utf-8", with_tail=False)
    end = source.find(b">")
    head, rest = source[:end], source[end:]
    for declaration in islice(_NAMESPACE.finditer(head), _MOST_NAMESPACES):
        if declaration[1] + b":" not in rest:
            head = head.replace(declaration[0], b"", 1)
    return head + rest


def _around(element: etree._Element) -> tuple[bytes, bytes]:
    """The head of the row's list, without its other rows: what makes a list of the row by itself."""
    inner = etree.Element(_ROW)
    for child, parent in zip([element, *element.iterancestors()], element.iterancestors(), strict=False):
        # Its default namespace has None for a prefix, which the stubs do not know.
        shell = etree.Element(parent.tag, nsmap=cast("dict[str, str]", parent.nsmap))
        for name, value in parent.attrib.items():
            shell.set(name, value)
        shell.extend(deepcopy(each) for each in parent.iterchildren("*") if each is not child and not _holds_rows(each))
        shell.append(inner)
        inner = shell
    head, _, tail = etree.tostring(inner, encoding="utf-8").partition(f"<{_ROW}/>".encode())
    return head, tail


def _holds_rows(element: etree._Element) -> bool:
    """Whether it is another part of the list, and no field of a head."""
    return any(local_name(each.tag) in _CONTAINERS for each in element.iter("*"))


def _ancestor(element: etree._Element, name: str) -> etree._Element | None:
    for parent in element.iterancestors():
        if local_name(parent.tag) == name:
            return parent
    return None
