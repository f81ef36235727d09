"""A single justice case as it is received: no hearing, one defendant, offences with the prosecutor's facts."""

from __future__ import annotations

from collections.abc import Iterator

from db.exchange.carried import ABSENT, Absent
from db.exchange.charge_records import ChargeRecord
from db.exchange.defendant_records import DefendantRecord
from db.exchange.formats.casefile.charges import date_code
from db.exchange.formats.casefile.checks import Inbound, by_when, check_birth, flag, uuid_of
from db.exchange.formats.casefile.people import sex_of
from db.exchange.formats.casefile.reader import number_of
from db.exchange.formats.common_platform.people import address
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields
from db.exchange.formats.placeholders import without_templates
from db.exchange.oddities import Code, Problem
from db.exchange.records import CaseRecord, HearingRecord, Record, RefusedRecord
from db.words.families.court import InitiationKind, Jurisdiction
from db.words.families.exchange import System
from db.words.families.people import IdentifierKind

_BY_ID = "the case names its defendant by a number only; the message case-received of the same case has the name"
_NUMBERS = (
    (IdentifierKind.NI, "nationalInsuranceNumber"),
    (IdentifierKind.DRIVER, "driverNumber"),
    (IdentifierKind.ASN, "asn"),
    (IdentifierKind.PNC, "pncIdentifier"),
)


def read_case(message: object, *, raw: bytes, at: str, oddities: list[Problem]) -> Iterator[Record]:
    """The one record of the message; refused without name, or without id and reference."""
    notes = list(oddities)
    case = JsonFields(without_templates(message, at=at, oddities=notes), at, notes)
    number = number_of(case, case, key="caseId" if case.has("caseId") else "id", reference="urn")
    if isinstance(number, RefusedRecord):
        yield RefusedRecord(number.at, number.code, number.reason, raw)
        return
    item = case.child("defendant")
    described = _defendant(item, case) if item else None
    if described is None:
        reason = "the defendant has no name" if item else _BY_ID
        yield RefusedRecord(case.at, Code.NO_NAME, reason, raw, None, number.text)
        return
    begun = CaseRecord(
        case_key=number.key,
        case_no=number.text,
        urn=number.text or ABSENT,
        authority_code=case.text("prosecutingAuthority"),
        initiation=InitiationKind.SJP_NOTICE.value,
        received_on=case.day("createdOn") if case.has("createdOn") else case.day("postingDate"),
        defendants=(described,),
    )
    yield HearingRecord(
        system=System.COMMON_PLATFORM, snapshot=False, at=case.at, raw=raw, hearing_key="",
        jurisdiction=Jurisdiction.MAGISTRATES, days=(), cases=(begun,), first_word=True, problems=tuple(notes),
    )  # fmt: skip


def _defendant(item: Fields, case: Fields) -> DefendantRecord | None:
    details = item.child("personalDetails") or item
    company = item.word("legalEntityName")
    if company is None and not (details.word("lastName") or details.word("firstName")):
        return None
    native = uuid_of(item, "id") or uuid_of(case, "defendantId")
    by = by_when(case, item, _offences(item, case))
    check_birth(details, by, wanted=company is None)
    return DefendantRecord(
        native_id=native,
        defendant_id=native or ABSENT,
        is_organisation=company is not None,
        organisation=company or ABSENT,
        title=details.text("title"),
        given=details.text("firstName"),
        family=details.text("lastName"),
        dob=details.birthday("dateOfBirth", by=None),
        sex=sex_of(details, "gender"),
        nationalities=(code,) if (code := details.word("nationality")) else ABSENT,
        interpreter=item.text("interpreterLanguage"),
        address=address(details),
        phones=_contacts(details, ("home", "work", "business", "mobile")),
        emails=_contacts(details, ("email", "personalEmail", "businessEmail")),
        identifiers=_identifiers(item, details),
        previous_convictions=(item if item.has("numPreviousConvictions") else case).whole("numPreviousConvictions"),
        charges=tuple(_charge(each, place) for place, each in enumerate(_offences(item, case), start=1)),
    )


def _offences(item: Fields, case: Fields) -> tuple[Fields, ...]:
    return item.many("offences") if item.has("offences") else case.many("offences")


def _identifiers(item: Fields, details: Fields) -> tuple[tuple[IdentifierKind, str | None], ...]:
    found = ((kind, (item if item.has(name) else details).text(name)) for kind, name in _NUMBERS)
    return tuple((kind, text) for kind, text in found if not isinstance(text, Absent))


def _contacts(details: Fields, names: tuple[str, ...]) -> tuple[str, ...] | Absent:
    contact = details.child("contactDetails")
    if contact is None or not any(contact.has(name) for name in names):
        return ABSENT
    return tuple(dict.fromkeys(filter(None, map(contact.word, names))))


def _charge(offence: Fields, number: int) -> ChargeRecord:
    sequence = offence.whole("offenceSequenceNo")
    code = offence.word("libraOffenceDateCode")
    dated = date_code(offence, "libraOffenceDateCode")
    if code and isinstance(dated, Absent):
        flag(offence, Inbound.OFFENCE_DATE_CODE, "libraOffenceDateCode is none of 1 to 6", "libraOffenceDateCode")
    return ChargeRecord(
        key=uuid_of(offence, "id") or f"seq:{sequence if isinstance(sequence, int) else number}",
        sequence=sequence,
        code=offence.text("libraOffenceCode"),
        wording=offence.block("offenceWording"),
        welsh_wording=offence.block("offenceWordingWelsh"),
        # A witness's statement is not the prosecutor's word: it stays in the message.
        facts=offence.block("prosecutionFacts"),
        started_on=offence.day("offenceCommittedDate"),
        date_code=dated,
        charged_on=offence.day("chargeDate"),
        plea=offence.text("plea"),
    )
