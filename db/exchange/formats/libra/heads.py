"""What stands above the rows of a LIBRA list: court, day, room and times of a session, its block's slot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from db.exchange.carried import ABSENT, Absent, Text, known
from db.exchange.formats.fields import Fields
from db.exchange.formats.moments import day_from
from db.exchange.oddities import Code, Problem
from db.exchange.records import ListKey

# SEQ_DDMMYYYY_PSA_OUCODE+ROOM_KIND_OF_LIST; the date is malformed in some real files.
_FILE_NAME = re.compile(r"[^_]*_(?P<day>[^_]*)_[^_]*_(?P<court>[^_]*)(?:_(?P<kind>.+))?\Z")
_COURT_CODE = re.compile(r"(?P<court>[A-Z][0-9A-Z]{4})(?P<room>[0-9A-Z]{2})?\Z")


@dataclass(frozen=True, slots=True)
class SessionHead:
    """One session of a list. `court_code` has five characters, `room_suffix` two; either may be missing."""

    at: str
    court_code: str | None
    room_suffix: str | None
    court_name: str | None
    on: date | None
    kind: str | None
    room: Text = ABSENT
    start: time | None = None
    end: time | None = None
    lja: Text = ABSENT
    panel: Text = ABSENT
    printed_on: date | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def court(self) -> str | None:
        """What the court is known by: its code, else its name."""
        return self.court_code or self.court_name

    @property
    def printed_at(self) -> datetime | None:
        """When the list was printed, to the day: an older print must not undo a newer one."""
        return datetime.combine(self.printed_on, time(), UTC) if self.printed_on else None

    @property
    def list_key(self) -> ListKey | None:
        """The scope that this session's list speaks for; None without court or day."""
        if self.court is None or self.on is None:
            return None
        return ListKey(self.court, self.on, self.room_suffix, self.kind)


@dataclass(frozen=True, slots=True)
class Slot:
    """One block of a session."""

    name: Text = ABSENT
    start: time | None = None
    end: time | None = None


def split_court_code(text: str | None) -> tuple[str, str | None] | None:
    """`B01CX11` as court `B01CX` and room `11`; None when it is no court code."""
    found = _COURT_CODE.match(text.upper()) if text else None
    return (found["court"], found["room"]) if found else None


def session_head(
    session: Fields, info: Fields | None, *, job: Fields | None = None, printed: Fields | None = None
) -> SessionHead:
    """The head of a session, completed from the document's own file name where a field is missing.

    `job` holds the print date. `printed` is the job of a JSON list, whose twin of the list has no day of
    hearing: there, and only there, the print date stands in and is flagged.
    """
    oddities = session.oddities
    named = _from_file_name(info)
    code = split_court_code(session.word("ou_code"))
    if code is None and named.court:
        code = split_court_code(named.court)
        if code is None:
            session.odd(Code.ODD_FILE_NAME, "the list's own file name holds no court code")
        else:
            session.odd(Code.COURT_FROM_NAME, "the session has no court code; the list's file name gave it")
    start, end = known(session.time("sstart")), known(session.time("send"))
    return SessionHead(
        at=session.at,
        court_code=code[0] if code else None,
        room_suffix=code[1] if code else None,
        court_name=session.word("court"),
        on=_day_of(session, named, info, printed),
        kind=named.kind,
        room=session.text("room"),
        start=start,
        end=end,
        lja=session.text("lja"),
        panel=session.text("panel"),
        printed_on=known(job.day("printdate")) if job else None,
        problems=tuple(oddities),
    )


def document_head(document: Fields) -> SessionHead:
    """The head of a document that has no session: what its file name tells."""
    named = _from_file_name(document.child("info"))
    code = split_court_code(named.court)
    return SessionHead(
        at=document.at,
        court_code=code[0] if code else None,
        room_suffix=code[1] if code else None,
        court_name=None,
        on=named.on,
        kind=named.kind,
    )


def slot_of(block: Fields | None) -> Slot:
    """The block's words and times."""
    if block is None:
        return Slot()
    return Slot(block.text("desc"), known(block.time("bstart")), known(block.time("bend")))


@dataclass(frozen=True, slots=True)
class _Named:
    """What a list's own file name tells."""

    on: date | None = None
    court: str | None = None
    kind: str | None = None
    odd_day: bool = False


def _from_file_name(info: Fields | None) -> _Named:
    name = info.word("source_file_name") if info else None
    found = _FILE_NAME.match(name) if name else None
    if found is None:
        return _Named()
    digits = found["day"]
    on = day_from(f"{digits[:2]}/{digits[2:4]}/{digits[4:]}") if len(digits) == 8 else None
    return _Named(on, found["court"] or None, found["kind"], odd_day=on is None)


def _day_of(session: Fields, named: _Named, info: Fields | None, printed: Fields | None) -> date | None:
    if named.odd_day:
        session.odd(Code.ODD_FILE_NAME, "the list's own file name holds no date of eight digits")
    on = known(session.day("doh"))
    if on is not None:
        return on
    stated = info.day("dateOfHearing") if info else ABSENT
    found = named.on or known(stated)
    if found is not None:
        session.odd(Code.DATE_FROM_NAME, "the session has no day of hearing; the list's head gave it")
        return found
    if printed is not None and not isinstance(printed.text("printdate"), Absent):
        found = known(printed.day("printdate"))
        if found is not None:
            session.odd(Code.DATE_FROM_PRINT, "the list has no day of hearing; its print date was taken")
    return found
