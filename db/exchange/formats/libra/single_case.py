"""One LIBRA case as JSON, alone or as the text of a notification: an event about one row, not a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from db.exchange.carried import ABSENT, Absent
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields
from db.exchange.formats.libra.heads import SessionHead, split_court_code
from db.exchange.formats.libra.offences import CASE_NAMES, charges
from db.exchange.formats.libra.person import (
    LibraName,
    address_of,
    identifiers_of,
    name_of,
    nationalities_of,
    sex_of,
)
from db.exchange.formats.libra.rows import case_number, hearing_key, missing_part
from db.exchange.formats.moments import moment_from
from db.exchange.oddities import Code, Problem
from db.exchange.records import (
    CaseRecord,
    DayRecord,
    DefendantRecord,
    HearingRecord,
    Record,
    RefusedRecord,
)
from db.words.families.court import Jurisdiction
from db.words.families.exchange import System
from db.words.families.people import IdentifierKind

_IDENTIFIERS = (
    (IdentifierKind.PNC, "pnc"),
    (IdentifierKind.CRO, "cro"),
    (IdentifierKind.ASN, "asn"),
)


def read_single_case(
    message: object, *, raw: bytes, at: str = "$", oddities: list[Problem] | None = None
) -> Iterator[Record]:
    """The one record of the message; refused without case number, name, court or day."""
    case = JsonFields(message, at, oddities if oddities is not None else [])
    start = _start(case)
    head = _head(case, start)
    case_no = case_number(case, "caseNo")
    name = name_of(case, parts="name", whole="defendantName", kind="defendantType")
    missing = missing_part(case_no, name, head)
    if case_no is None or name is None or start is None or missing is not None:
        code, reason = missing or (Code.NO_DATE, "no day of hearing came with the case")
        yield RefusedRecord(case.at, code, reason, raw, None, case_no)
        return
    defendant = _defendant(case, name, start)
    yield HearingRecord(
        system=System.LIBRA,
        snapshot=False,
        at=case.at,
        raw=raw,
        hearing_key=hearing_key(head, case.word("hearingId"), case_no),
        jurisdiction=Jurisdiction.MAGISTRATES,
        days=(_day(case, head, start),),
        cases=(
            CaseRecord(
                case_key=f"{head.court}/{case_no}",
                case_no=case_no,
                urn=case.text("urn"),
                defendants=(defendant,),
            ),
        ),
        problems=tuple(case.oddities),
    )


def _start(case: Fields) -> datetime | None:
    """The session's start; it comes without a zone and is London's."""
    text = case.word("sessionStartTime")
    if text is None:
        return None
    found = moment_from(text)
    if found is None:
        case.odd(Code.ODD_DATE, "sessionStartTime is not a date and time", "sessionStartTime")
    return found


def _head(case: Fields, start: datetime | None) -> SessionHead:
    text = case.word("courtCode")
    code = split_court_code(text)
    if text and code is None:
        case.odd(Code.ODD_VALUE, "courtCode is not a court code", "courtCode")
    return SessionHead(
        at=case.at,
        court_code=code[0] if code else None,
        room_suffix=code[1] if code else None,
        court_name=case.word("courtName"),
        on=start.date() if start else None,
        kind=None,
        room=case.text("courtRoom"),
        start=start.time() if start else None,
    )


def _day(case: Fields, head: SessionHead, start: datetime) -> DayRecord:
    return DayRecord(
        court_code=head.court_code,
        on=start.date(),
        room_suffix=head.room_suffix,
        court_name=head.court_name,
        room=head.room,
        start=start.time(),
        sequence=case.whole("seq"),
        session=True,
    )


def _defendant(case: Fields, name: LibraName, start: datetime) -> DefendantRecord:
    offences: tuple[Fields, ...] | Absent = case.items("offences")
    # `caseId` is the number that a list calls `c_id`; `cId` is a later name of another key.
    native = case.word("caseId") if case.has("caseId") else case.word("cId")
    return DefendantRecord(
        native_id=native,
        defendant_id=case.text("defendantId") if case.has("defendantId") else ABSENT,
        is_organisation=name.is_organisation,
        organisation=name.organisation,
        title=name.title,
        given=name.given,
        middle=name.middle,
        family=name.family,
        name_as_sent=name.as_sent,
        dob=case.birthday("defendantDob", by=start.date()),
        age=case.whole("defendantAge"),
        sex=sex_of(case, "defendantSex"),
        nationalities=nationalities_of(case, "nationality1", "nationality2"),
        address=address_of(case, "defendantAddress"),
        identifiers=identifiers_of(case, _IDENTIFIERS),
        list_no=case.text("listNo"),
        list_sequence=case.whole("seq"),
        charges=charges(offences, CASE_NAMES),
    )
