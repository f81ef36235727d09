"""Common Platform's court list: draft, final, firm and warned, published or asked for; its hearings have no ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from db.exchange.carried import ABSENT, Text, known
from db.exchange.formats.common_platform.listed import Listed, listed_people
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields, raw_of
from db.exchange.formats.moments import moment_from
from db.exchange.list_kinds import DRAFT, FINAL, FIRM, STAND_IN, WARNED, kind_of_list
from db.exchange.oddities import Code, Problem
from db.exchange.records import (
    CaseRecord,
    CourtRecord,
    DayRecord,
    HearingRecord,
    ListKey,
    ListScope,
    Record,
    RefusedRecord,
)
from db.words.families.court import CaseKind, Jurisdiction
from db.words.families.exchange import System

_KINDS: Final = {"DRAFT": DRAFT, "FINAL": FINAL, "FIRM": FIRM, "WARN": WARNED}
_OU_LENGTH: Final = 5


@dataclass(frozen=True, slots=True)
class _Place:
    """Court, room and day of a sitting; `week` says that the day is only the first of a week."""

    kind: str
    said: datetime | None
    code: str | None
    ref: str | None
    name: str | None
    room: str | None
    on: date | None
    crown: bool
    week: bool = False

    @property
    def court(self) -> str | None:
        return self.code or self.ref or self.name

    @property
    def key(self) -> ListKey | None:
        """The scope of the list: court, day and room; a week has none."""
        if self.court is None or self.on is None or self.week:
            return None
        return ListKey(self.court, self.on, self.room, kind_of_list("cp", self.kind))


def read_court_list(message: object, *, at: str) -> Iterator[Record]:
    """The rows of the list, the scope of each sitting behind them."""
    root = JsonFields(message, at, [])
    kind = root.word("publishCourtListType")
    said = root.word("requestedTime")
    moment = moment_from(said) if said else None
    sittings = 0
    for part in root.many("courtLists"):
        site = part.child("crestCourtSite")
        for sitting in (part,) if part.has("hearings") else part.many("sittings"):
            sittings += 1
            yield from _sitting(
                sitting,
                _Place(
                    _KINDS.get((kind or "").upper(), FINAL),
                    moment.astimezone(UTC) if moment else None,
                    _ou_code(site),
                    root.word("courtCentreId"),
                    site.word("crestCourtSiteName") if site else None,
                    sitting.word("courtRoomId"),
                    known(sitting.day("sittingDate")),
                    _is_crown(sitting, site),
                ),
            )
    if not sittings:
        problem = Problem(at, Code.EMPTY_LIST, "the list holds no sitting")
        yield ListScope(at, None, is_empty=True, problems=(problem,))


def _ou_code(site: Fields | None) -> str | None:
    text = site.word("oucode") if site else None
    return text[:_OU_LENGTH].upper() if text and text.isascii() and text.isalnum() and len(text) in {5, 7} else None


def _is_crown(sitting: Fields, site: Fields | None) -> bool:
    """By the kind of court, else by who sits."""
    kind = site.word("courtType") if site else None
    if kind:
        return "CROWN" in kind.upper()
    roles = (judge.child("judicialRoleType") for judge in sitting.many("judiciary"))
    words = [(role.word("judiciaryType") or "").upper() for role in roles if role]
    return any(word in {"CROWN", "RECORDER", "CIRCUIT_JUDGE"} for word in words)


def _sitting(sitting: Fields, place: _Place) -> Iterator[Record]:
    rows = refused = 0
    for hearing in sitting.many("hearings"):
        hearing.oddities = []
        week = bool(hearing.flag("weekCommencing") is True or sitting.flag("weekCommencing") is True)
        for record in _hearing(hearing, _at(place, hearing, week=week)):
            rows += isinstance(record, HearingRecord)
            refused += not isinstance(record, HearingRecord)
            yield record
    key = None if sitting.flag("weekCommencing") is True else place.key
    yield ListScope(sitting.at, key, place.name, rows, refused, is_empty=key is None, shared_at=place.said)


def _at(place: _Place, hearing: Fields, *, week: bool) -> _Place:
    start = _start(hearing)
    on = place.on or (start.date() if start else None)
    if week and on:
        on -= timedelta(days=on.weekday())
    return _Place(
        place.kind, place.said, place.code, place.ref, place.name, place.room, on, crown=place.crown, week=week
    )


def _start(hearing: Fields) -> datetime | None:
    """London's, as these lists write it: without a zone."""
    text = hearing.word("startTime")
    found = moment_from(text) if text else None
    if text and found is None:
        hearing.odd(Code.ODD_TIME, "startTime is not a date and time", "startTime")
    return found


def _hearing(hearing: Fields, place: _Place) -> Iterator[HearingRecord | RefusedRecord]:
    """A record for each case of the hearing; an application without a case is a case of its own kind."""
    raw = raw_of(hearing)
    about = hearing.child("caseIdentifier")
    number = (about.word("caseReference") if about else None) or hearing.word("applicationReference")
    missing = _missing(number, place)
    if missing is not None or number is None or place.on is None:
        code, reason = missing or (Code.NO_DATE, "no day of hearing came with the row")
        yield RefusedRecord(hearing.at, code, reason, raw, place.key, number)
        return
    people, refused = listed_people(hearing, week=place.on if place.week else None, by=place.on)
    for at, code, reason in refused:
        yield RefusedRecord(at, code, reason, raw, place.key, number)
    by_case: dict[str, list[Listed]] = {}
    for one in people:
        by_case.setdefault(one.case_key or number, []).append(one)
    for key, members in by_case.items():
        yield _record(hearing, place, place.on, number=number, key=key, members=members)


def _missing(number: str | None, place: _Place) -> tuple[Code, str] | None:
    if number is None:
        return Code.NO_CASE_NUMBER, "the hearing has neither a case reference nor an application reference"
    if place.court is None:
        return Code.NO_COURT, "the list names no court"
    return None


def _record(hearing: Fields, place: _Place, on: date, *, number: str, key: str, members: list[Listed]) -> HearingRecord:
    about, kind = hearing.child("caseIdentifier"), hearing.child("hearingType")
    application = about is None
    words: Text = kind.text("description") if kind else ABSENT
    case = CaseRecord(
        case_key=key,
        kind=CaseKind.APPLICATION if application else CaseKind.PROSECUTION,
        case_no=number,
        urn=ABSENT if application else number,
        authority_code=about.text("authorityCode") if about else ABSENT,
        court=CourtRecord(place.code, place.name, court_ref=place.ref) if place.week else None,
        defendants=tuple(each.person for each in members),
    )
    # A key without the room: a hearing that moves to another room keeps it, so that the move is told as a move.
    stem = "/".join((number, str(place.court), str(on), str(words) if isinstance(words, str) else "-"))
    return HearingRecord(
        system=System.COMMON_PLATFORM,
        snapshot=True,
        at=hearing.at,
        raw=raw_of(hearing),
        hearing_key="" if place.week else f"{STAND_IN}{stem}",
        jurisdiction=Jurisdiction.CROWN if place.crown else Jurisdiction.MAGISTRATES,
        days=() if place.week else (_day(hearing, place, on),),
        cases=(case,),
        list_key=place.key,
        hearing_type=words,
        shared_at=place.said,
        problems=tuple(hearing.oddities),
    )


def _day(hearing: Fields, place: _Place, on: date) -> DayRecord:
    text = hearing.word("endTime")
    start, end = _start(hearing), moment_from(text) if text else None
    return DayRecord(
        court_code=place.code,
        on=on,
        court_name=place.name,
        court_ref=place.ref,
        room_ref=place.room,
        start=start.time() if start and start.date() == on else None,
        end=end.time() if end and end.date() == on else None,
    )
