"""One row of a LIBRA list, in XML or JSON, turned into a hearing record or refused with the reason."""

from __future__ import annotations

from datetime import date

from db.exchange.carried import ABSENT, Absent
from db.exchange.formats.fields import Fields
from db.exchange.formats.libra.heads import SessionHead, Slot
from db.exchange.formats.libra.offences import LIST_NAMES, charges
from db.exchange.formats.libra.person import (
    LibraName,
    address_of,
    guardian_of,
    identifiers_of,
    name_of,
    nationalities_of,
    sex_of,
)
from db.exchange.oddities import Code
from db.exchange.records import (
    CaseRecord,
    DayRecord,
    DefendantRecord,
    HearingRecord,
    RefusedRecord,
)
from db.words.families.court import Jurisdiction
from db.words.families.exchange import System
from db.words.families.people import IdentifierKind

_CASE_NO_DIGITS = 10
_IDENTIFIERS = (
    (IdentifierKind.PNC, "pnc_id"),
    (IdentifierKind.CRO, "cro_number"),
    (IdentifierKind.ASN, "asn"),
)


def read_row(row: Fields, head: SessionHead, slot: Slot, *, raw: bytes) -> HearingRecord | RefusedRecord:
    """The record of one `case` element; refused without case number, name, court or day."""
    case_no = case_number(row, "caseno")
    name = name_of(row, parts="def_name_elements", whole="def_name", kind="def_type")
    missing = missing_part(case_no, name, head)
    if case_no is None or name is None or head.on is None or missing is not None:
        code, reason = missing or (Code.NO_NAME, "the row has no name")
        return RefusedRecord(row.at, code, reason, raw, head.list_key, case_no)
    if row.flag("valid") is False:
        row.odd(Code.NOT_VALID, "the sender marked this row as not valid", "valid")
    return HearingRecord(
        system=System.LIBRA,
        snapshot=True,
        at=row.at,
        raw=raw,
        hearing_key=hearing_key(head, row.word("h_id"), case_no),
        jurisdiction=Jurisdiction.MAGISTRATES,
        days=(_day(row, head, slot, on=head.on),),
        cases=(_case(row, head, slot, case_no=case_no, name=name),),
        list_key=head.list_key,
        hearing_type=slot.name,
        lja=head.lja,
        panel=head.panel,
        shared_at=head.printed_at,
        problems=tuple(row.oddities),
    )


def case_number(row: Fields, name: str) -> str | None:
    """The case number as ten digits; zeros that a JSON number lost are restored, anything odd is flagged."""
    text = row.word(name)
    if text is None:
        return None
    if row.is_number(name) and text.isdigit() and len(text) < _CASE_NO_DIGITS:
        row.odd(Code.NUMBER_RESTORED, "the case number came as a number; leading zeros were put back", name)
        return text.zfill(_CASE_NO_DIGITS)
    if not (text.isascii() and text.isdigit() and len(text) == _CASE_NO_DIGITS):
        row.odd(Code.ODD_CASE_NUMBER, "the case number has not ten digits", name)
    return text


def missing_part(case_no: str | None, name: object, head: SessionHead) -> tuple[Code, str] | None:
    """What keeps a row out of the record, with the reason for the clerk."""
    if case_no is None:
        return Code.NO_CASE_NUMBER, "the row has no case number"
    if name is None:
        return Code.NO_NAME, "the row has no name"
    if head.court is None:
        return Code.NO_COURT, "neither court code nor court name came with the row"
    if head.on is None:
        return Code.NO_DATE, "no day of hearing came with the row"
    return None


def hearing_key(head: SessionHead, hearing_id: str | None, case_no: str) -> str:
    """LIBRA's hearing id with court and case; without one, day and start of the session stand for it.

    The id alone will not do: it is seen twice for different cases. With it a row keeps its key when it
    moves to another room or time, so that the move is told as a move.
    """
    if hearing_id:
        return f"{head.court}/{hearing_id}/{case_no}"
    start = f"{head.start:%H:%M}" if head.start else "-"
    return f"{head.court}/{head.on}/{start}/{case_no}"


def _day(row: Fields, head: SessionHead, slot: Slot, *, on: date) -> DayRecord:
    return DayRecord(
        court_code=head.court_code,
        on=on,
        room_suffix=head.room_suffix,
        court_name=head.court_name,
        room=head.room,
        start=slot.start or head.start,
        end=slot.end or head.end,
        sequence=row.whole("cseq"),
        estimate=row.text("estdur"),
    )


def _case(row: Fields, head: SessionHead, slot: Slot, *, case_no: str, name: LibraName) -> CaseRecord:
    return CaseRecord(
        case_key=f"{head.court}/{case_no}",
        case_no=case_no,
        urn=row.text("urn"),
        authority_code=row.text("inf"),
        initiation=row.text("type"),
        extra=row.block("addinfo"),
        markers=row.texts("marker"),
        linked=row.texts("linked"),
        defendants=(_defendant(row, head, slot, name),),
    )


def _defendant(row: Fields, head: SessionHead, slot: Slot, name: LibraName) -> DefendantRecord:
    holder = row.child("offences")
    offences: tuple[Fields, ...] | Absent = ABSENT
    if row.has("offences"):
        offences = holder.many("offence") if holder else ()
    return DefendantRecord(
        native_id=row.word("c_id"),
        is_organisation=name.is_organisation,
        organisation=name.organisation,
        title=name.title,
        given=name.given,
        middle=name.middle,
        family=name.family,
        name_as_sent=name.as_sent,
        dob=row.birthday("def_dob", by=head.on),
        age=row.whole("def_age"),
        sex=sex_of(row, "def_sex"),
        nationalities=nationalities_of(row, "nationality_1", "nationality_2"),
        address=address_of(row, "def_addr"),
        identifiers=identifiers_of(row, _IDENTIFIERS),
        list_no=row.text("listno"),
        list_sequence=row.whole("cseq"),
        slot=slot.name,
        bail_conditions=row.block("bailcond"),
        guardian=guardian_of(row),
        charges=charges(offences, LIST_NAMES),
    )
