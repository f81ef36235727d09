"""How the file of another Tracker is recognised, and which part reads which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.exchange.formats.casefile.checks import is_uuid
from db.exchange.formats.envelope import Opened
from db.exchange.formats.form import JsonForm
from db.exchange.formats.json_fields import JsonFields
from db.exchange.formats.moments import moment_from
from db.exchange.formats.tracker.cases import case_record
from db.exchange.formats.tracker.person import person_record
from db.exchange.formats.tracker.said import Origin
from db.exchange.oddities import Code
from db.exchange.records import Record, RefusedRecord
from db.words.families.exchange import FeedFormat

FORMAT: Final = "tracker-person"
VERSION: Final = 1
_NEWER: Final = "a newer Tracker wrote the file, in a version that this one does not read"
_NOBODY: Final = "the file does not say which installation wrote it, or of whom"


def _is_file(content: object) -> bool:
    return isinstance(content, dict) and content.get("format") == FORMAT


def _read(opened: Opened, raw: bytes) -> Iterator[Record]:
    """The person first, then every case; each is a record of its own."""
    top = JsonFields(opened.content, opened.at, opened.oddities)
    if top.whole("version") != VERSION:
        yield RefusedRecord(top.at, Code.UNKNOWN_FORMAT, _NEWER, raw)
        return
    origin = _origin(top)
    if origin is None:
        yield RefusedRecord(top.at, Code.NO_KEY, _NOBODY, raw)
        return
    person = person_record(top, origin, raw)
    yield person
    if not isinstance(person, RefusedRecord):
        for case in top.many("cases"):
            yield from case_record(case, origin, top.many("warnings"))


def _origin(top: JsonFields) -> Origin | None:
    sender, person = top.child("sender"), top.child("person")
    installation = sender.word("installation") if sender else None
    reference = person.word("reference") if person else None
    written = top.word("written_at")
    moment = moment_from(written) if written else None
    if not installation or not is_uuid(installation) or not reference or len(reference) > 40 or moment is None:
        return None
    return Origin(installation.lower(), reference.upper(), moment)


PERSON: Final = JsonForm(FeedFormat.TRACKER, _is_file, _read)
