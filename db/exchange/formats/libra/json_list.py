"""The JSON twin of the LIBRA court list: the same names, lists of one collapsed, numbers for texts."""

from __future__ import annotations

from collections.abc import Iterator

from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields, raw_of
from db.exchange.formats.libra.heads import SessionHead, document_head, session_head, slot_of
from db.exchange.formats.libra.rows import read_row
from db.exchange.oddities import Code, Problem
from db.exchange.records import HearingRecord, ListScope, Record


def read_json_list(message: object, *, at: str = "$") -> Iterator[Record]:
    """The rows of a list in JSON, each session's scope behind its rows."""
    root = JsonFields(message, at, [])
    holder = root.child("documents") or root
    documents = holder.many("document")
    if not documents:
        problem = Problem(at, Code.EMPTY_LIST, "the list holds no document")
        yield ListScope(at, None, is_empty=True, problems=(problem,))
    for document in documents:
        yield from _document(document)


def _document(document: Fields) -> Iterator[Record]:
    data = document.child("data")
    job = data.child("job") if data else None
    holder = job.child("sessions") if job else None
    sessions = holder.many("session") if holder else ()
    if not sessions:
        head = document_head(document)
        problem = Problem(document.at, Code.EMPTY_LIST, "the document holds no session")
        yield ListScope(document.at, head.list_key, is_empty=True, problems=(problem,))
    for session in sessions:
        session.oddities = []
        yield from _session(session, session_head(session, document.child("info"), job=job, printed=job))


def _session(session: Fields, head: SessionHead) -> Iterator[Record]:
    rows = refused = 0
    holder = session.child("blocks")
    for block in holder.many("block") if holder else ():
        cases = block.child("cases")
        for case in cases.many("case") if cases else ():
            case.oddities = block.oddities = []
            record = read_row(case, head, slot_of(block), raw=raw_of(case))
            rows += isinstance(record, HearingRecord)
            refused += not isinstance(record, HearingRecord)
            yield record
    yield ListScope(
        head.at,
        head.list_key,
        court_name=head.court_name,
        cases=rows,
        refused=refused,
        shared_at=head.printed_at,
        problems=head.problems,
    )
