"""How messages without facts are recognised: strictly, and each record is kept in quarantine with what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import JsonForm, XmlForm, XmlHead
from db.exchange.formats.no_facts.kinds import ANSWER, HEARING_OUTCOME, kind_of
from db.exchange.limits import MAX_RECORD, SNIFF
from db.exchange.oddities import Code, FileRefused
from db.exchange.records import Record, RefusedRecord
from db.words.families.exchange import FeedFormat

_OUTCOMES: Final = {b"AnnotatedHearingOutcome", b"PNCUpdateDataset"}
_ANSWERS: Final = {b"Envelope", b"SubmitResponseMes"}
_ANSWERED: Final = re.compile(rb"<(?:[\w.-]{1,80}:)?SubmitResponseMes\b")


def _is_known(content: object) -> bool:
    """One message, or a list of which every entry is of a known kind."""
    if isinstance(content, list):
        return bool(content) and all(kind_of(each) is not None for each in content)
    return kind_of(content) is not None


def _read(opened: Opened, raw: bytes) -> Iterator[Record]:
    if isinstance(opened.content, list):
        for place, each in enumerate(opened.content):
            yield _refused(each, json.dumps(each).encode(), f"{opened.at}[{place}]")
    else:
        yield _refused(opened.content, raw, opened.at)


def _refused(value: object, raw: bytes, at: str) -> RefusedRecord:
    kind = kind_of(value)
    return RefusedRecord(at, Code.NO_FACTS, kind.reason if kind else "", raw)


def _is_known_markup(start: XmlHead) -> bool:
    return start.root in _OUTCOMES or (start.root in _ANSWERS and _ANSWERED.search(start.head) is not None)


def _read_markup(stream: BinaryIO) -> Iterator[Record]:
    """The file as it is, never parsed: nothing of it is used."""
    content = stream.read(MAX_RECORD + 1)
    if len(content) > MAX_RECORD:
        raise FileRefused("The message is longer than any real one.", code=Code.TOO_LONG)
    reason = ANSWER if _ANSWERED.search(content, 0, SNIFF) else HEARING_OUTCOME
    yield RefusedRecord("line 1", Code.NO_FACTS, reason, content)


KNOWN: Final = JsonForm(FeedFormat.NO_FACTS, _is_known, _read)
KNOWN_MARKUP: Final = XmlForm(FeedFormat.NO_FACTS, _is_known_markup, _read_markup)
