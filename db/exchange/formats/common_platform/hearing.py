"""The Common Platform hearing event: confirmed, updated or resulted, with cases or applications or both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from db.exchange.carried import ABSENT, Absent
from db.exchange.charge_records import ResultRecord
from db.exchange.formats.common_platform.applications import applications
from db.exchange.formats.common_platform.people import Context, defendant
from db.exchange.formats.common_platform.results import court_code, result
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields, raw_of
from db.exchange.formats.moments import day_from, has_zone, moment_from
from db.exchange.oddities import Code, Problem
from db.exchange.records import (
    AttendanceRecord,
    CaseRecord,
    CounselRecord,
    DayRecord,
    DefendantRecord,
    HearingRecord,
    Record,
    RefusedRecord,
)
from db.words.families.court import Jurisdiction
from db.words.families.exchange import System

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
_JURISDICTIONS = {"MAGISTRATES": Jurisdiction.MAGISTRATES, "CROWN": Jurisdiction.CROWN}


def read_hearing(
    message: object, *, raw: bytes, at: str = "$", oddities: list[Problem] | None = None
) -> Iterator[Record]:
    """The hearing of one message, and one refused record for each defendant that cannot be read.

    `message` is the event with `hearing` in it, or the bare hearing. The hearing itself is refused
    without id, court or day.
    """
    notes: list[Problem] = [] if oddities is None else oddities
    event = JsonFields(message, at, notes)
    hearing = event.child("hearing") or event
    centre = hearing.child("courtCentre")
    days = _days(hearing, centre)
    key = hearing.word("id") or event.word("hearingId")
    missing = _missing(key, centre, days)
    if missing is not None or key is None:
        code, reason = missing or (Code.NO_KEY, "the hearing has no id")
        yield RefusedRecord(hearing.at, code, reason, raw)
        return
    if not _UUID.match(key):
        hearing.odd(Code.ODD_KEY, "the hearing's id is not a UUID", "id")
    context = Context(max(day.on for day in days), _shared_results(hearing), _shadow(event, hearing))
    cases, refused = _cases(hearing, context)
    applied, refused_too = applications(hearing, context)
    cases, refused = cases + applied, refused + refused_too
    yield from refused
    if not cases and refused:
        return
    if not cases:
        hearing.odd(Code.NO_CASES, "the hearing carries neither case nor application")
    record = _record(event, hearing, key=key, days=days, cases=cases, raw=raw)
    yield replace(record, problems=tuple(notes))


def _record(
    event: Fields,
    hearing: Fields,
    *,
    key: str,
    days: tuple[DayRecord, ...],
    cases: tuple[CaseRecord, ...],
    raw: bytes,
) -> HearingRecord:
    kind, centre = hearing.child("type"), hearing.child("courtCentre")
    lja = centre.child("lja") if centre else None
    return HearingRecord(
        system=System.COMMON_PLATFORM,
        snapshot=False,
        at=hearing.at,
        raw=raw,
        hearing_key=key,
        jurisdiction=_jurisdiction(hearing),
        days=days,
        cases=cases,
        hearing_type=kind.text("description") if kind else ABSENT,
        language=hearing.text("hearingLanguage"),
        lja=lja.text("ljaName") if lja else ABSENT,
        restriction_reason=hearing.text("reportingRestrictionReason"),
        attendance=_attendance(hearing),
        defence=_counsel(hearing, "defenceCounsels", "defendants"),
        prosecution=_counsel(hearing, "prosecutionCounsels", "prosecutionCases"),
        shared_at=_shared_at(event),
        is_reshare=event.flag("isReshare"),
    )


def _missing(key: str | None, centre: Fields | None, days: tuple[DayRecord, ...]) -> tuple[Code, str] | None:
    if key is None:
        return Code.NO_KEY, "the hearing has no id"
    if centre is None or (court_code(centre) is None and centre.word("name") is None):
        return Code.NO_COURT, "neither court code nor court name came with the hearing"
    if not days:
        return Code.NO_DATE, "the hearing has no sitting day"
    return None


def _days(hearing: Fields, centre: Fields | None) -> tuple[DayRecord, ...]:
    """The sitting days, earliest first, in London time; a day without a date is noted and left out."""
    # The code's own oddities are noted once, when the hearing is judged, not once a day.
    code = court_code(JsonFields(centre.members, centre.at, [])) if isinstance(centre, JsonFields) else None
    found: list[DayRecord] = []
    for item in hearing.many("hearingDays"):
        text = item.word("sittingDay")
        start = moment_from(text) if text else None
        if text is None or start is None:
            item.odd(Code.ODD_DATE, "the sitting day has no date and time", "sittingDay")
            continue
        if not has_zone(text):
            item.odd(Code.ODD_DATE, "the sitting day has no zone; taken as London time", "sittingDay")
        found.append(
            DayRecord(
                court_code=code[0] if code else None,
                on=start.date(),
                room_suffix=code[1] if code else None,
                court_name=centre.word("name") if centre else None,
                court_ref=centre.word("id") if centre else None,
                room_ref=centre.word("roomId") if centre else None,
                room=centre.text("roomName") if centre else ABSENT,
                start=start.time(),
                sequence=item.whole("listingSequence"),
                minutes=item.whole("listedDurationMinutes"),
                cancelled=item.flag("isCancelled"),
            )
        )
    return tuple(sorted(found, key=lambda day: (day.on, day.start is None, day.start)))


def _cases(hearing: Fields, context: Context) -> tuple[tuple[CaseRecord, ...], tuple[RefusedRecord, ...]]:
    cases: list[CaseRecord] = []
    refused: list[RefusedRecord] = []
    for item in hearing.many("prosecutionCases"):
        people: list[DefendantRecord] = []
        identifier = item.child("prosecutionCaseIdentifier")
        number = _case_no(identifier)
        for accused in item.many("defendants"):
            described = defendant(accused, context)
            if isinstance(described, DefendantRecord):
                people.append(described)
            else:
                code, reason = described
                refused.append(RefusedRecord(accused.at, code, reason, raw_of(accused), None, number))
        key = item.word("id") or number
        if key is None:
            reason = "the case has neither id nor number"
            refused.append(RefusedRecord(item.at, Code.NO_KEY, reason, raw_of(item)))
        elif people:
            if len({person.native_id for person in people}) < len(people):
                item.odd(Code.ODD_KEY, "two defendants of the case have the same id", "defendants")
            cases.append(_case(item, identifier, key=key, number=number, people=tuple(people)))
        elif not item.many("defendants"):
            item.odd(Code.NO_NAME, "the case has no defendant and was left out")
    return tuple(cases), tuple(refused)


def _case(
    item: Fields,
    identifier: Fields | None,
    *,
    key: str,
    number: str | None,
    people: tuple[DefendantRecord, ...],
) -> CaseRecord:
    if number is None:
        item.odd(Code.ODD_CASE_NUMBER, "the case has neither URN nor authority reference")
    found = identifier or JsonFields(None, item.at, item.oddities)
    return CaseRecord(
        case_key=key,
        case_no=number,
        urn=found.text("caseURN"),
        authority_code=found.text("prosecutionAuthorityCode"),
        authority_name=found.text("prosecutionAuthorityName"),
        authority_ou=found.text("prosecutionAuthorityOUCode"),
        initiation=item.text("initiationCode"),
        status=item.text("caseStatus"),
        facts=item.block("statementOfFacts"),
        markers=_markers(item),
        linked=_linked(item),
        defendants=people,
    )


def _case_no(identifier: Fields | None) -> str | None:
    """The police's URN, else the reference of another prosecutor."""
    if identifier is None:
        return None
    return identifier.word("caseURN") or identifier.word("prosecutionAuthorityReference")


def _markers(item: Fields) -> tuple[str, ...] | Absent:
    markers = item.items("caseMarkers")
    if isinstance(markers, Absent):
        return ABSENT
    words = (marker.word("markerTypeDescription") or marker.word("markerTypeCode") for marker in markers)
    return tuple(filter(None, words))


def _linked(item: Fields) -> tuple[str, ...] | Absent:
    linked = item.items("linkedProsecutionCases")
    if isinstance(linked, Absent):
        return ABSENT
    return tuple(filter(None, (case.word("id") or case.word("caseURN") for case in linked)))


def _shared_results(hearing: Fields) -> tuple[tuple[str, ResultRecord], ...]:
    """Results about a defendant across cases, with the master defendant they are about."""
    found = []
    for item in hearing.many("defendantJudicialResults"):
        master, body = item.word("masterDefendantId"), item.child("judicialResult")
        if master and body:
            found.append((master, result(body)))
    return tuple(found)


def _shadow(event: Fields, hearing: Fields) -> frozenset[str] | None:
    for holder in (event, hearing):
        listed = holder.texts("shadowListedOffences")
        if not isinstance(listed, Absent):
            return frozenset(listed)
    return None


def _attendance(hearing: Fields) -> tuple[AttendanceRecord, ...] | Absent:
    items = hearing.items("defendantAttendance")
    if isinstance(items, Absent):
        return ABSENT
    found = []
    for item in items:
        who = item.word("defendantId")
        for day in item.many("attendanceDays"):
            on, how = day.day("day"), day.word("attendanceType")
            if who and how and on is not None and not isinstance(on, Absent):
                found.append(AttendanceRecord(who, on, how))
    return tuple(found)


def _counsel(hearing: Fields, name: str, about: str) -> tuple[CounselRecord, ...] | Absent:
    """Who appeared for whom, or in which case, on which days."""
    items = hearing.items(name)
    if isinstance(items, Absent):
        return ABSENT
    found = []
    for item in items:
        parts = (item.word(part) for part in ("title", "firstName", "middleName", "lastName"))
        who, named, days = " ".join(filter(None, parts)), item.texts(about), item.texts("attendanceDays")
        on = () if isinstance(days, Absent) else tuple(filter(None, map(day_from, days)))
        if who and not isinstance(named, Absent):
            found.append(CounselRecord(who, named, on))
    return tuple(found)


def _jurisdiction(hearing: Fields) -> Jurisdiction | None:
    word = hearing.word("jurisdictionType")
    found = _JURISDICTIONS.get(word.upper()) if word else None
    if word and found is None:
        hearing.odd(Code.ODD_VALUE, "jurisdictionType is neither MAGISTRATES nor CROWN", "jurisdictionType")
    return found


def _shared_at(event: Fields) -> datetime | None:
    """When the results were shared, in UTC; None before a result."""
    text = event.word("sharedTime")
    moment = moment_from(text) if text else None
    if text and moment is None:
        event.odd(Code.ODD_DATE, "sharedTime is not a date and time", "sharedTime")
    return moment.astimezone(UTC) if moment else None
