"""A new case from the police: for each defendant the case, its charges and the first hearing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Final

from db.exchange.carried import ABSENT, Absent, Text, known
from db.exchange.charge_records import ChargeRecord
from db.exchange.defendant_records import DefendantRecord
from db.exchange.formats.forces import force_of
from db.exchange.formats.spi.cases import Where, bail_of, conditions_of, number_of, urn_of, where
from db.exchange.formats.spi.fields import SpiFields
from db.exchange.formats.spi.offences import Keys, charge
from db.exchange.formats.spi.people import address_of, defendant, whole_name
from db.exchange.oddities import Code
from db.exchange.records import CaseRecord, HearingRecord, Record, RefusedRecord
from db.exchange.summons import summons_number
from db.exchange.victim_records import VictimRecord
from db.words.families.court import Jurisdiction
from db.words.families.exchange import System
from db.words.text import fold

_MARKS: Final = {
    "PO": "persistent offender (PO)",
    "PPO": "persistent offender (PPO)",
    "PYO": "persistent young offender",
}
FIRST: Final = "First hearing"


def read_new_case(message: SpiFields, *, raw: bytes, sent: datetime | None) -> Iterator[Record]:
    """A record for each defendant: a later message of the same case adds its own and takes nobody away."""
    for case in message.many("Case") or (message.within("Case"),):
        if isinstance(case, SpiFields):
            yield from _case(case, raw=raw, sent=sent)


def _case(case: SpiFields, *, raw: bytes, sent: datetime | None) -> Iterator[Record]:
    defendants = [each for each in case.many("Defendant") if isinstance(each, SpiFields)]
    urn, seen = urn_of(case), where(case.within("InitialHearing"))
    if urn is None:
        yield RefusedRecord(case.at, Code.NO_CASE_NUMBER, "the case has no URN", raw)
        return
    if not isinstance(seen, Where):
        yield RefusedRecord(case.at, *seen, raw, case_no=urn)
        return
    if not defendants:
        yield RefusedRecord(case.at, Code.NO_NAME, "the case names no defendant", raw, case_no=urn)
    before = list(case.oddities)
    for each in defendants:
        case.oddities[:] = before
        found = defendant(
            each, individual="PoliceIndividualDefendant", corporate="PoliceCorporateDefendant", by=seen.on
        )
        if found is None:
            yield RefusedRecord(each.at, Code.NO_NAME, "the defendant has no name", raw, case_no=urn)
            continue
        yield _record(case, each, _accused(each, found), urn=urn, seen=seen, raw=raw, sent=sent)


def _record(
    case: SpiFields,
    element: SpiFields,
    accused: DefendantRecord,
    *,
    urn: str,
    seen: Where,
    raw: bytes,
    sent: datetime | None,
) -> HearingRecord:
    person = element.within("PoliceIndividualDefendant")
    mark = person.word("OffenderCode")
    markers = tuple(filter(None, (case.word("CaseMarker"), _MARKS.get(mark.upper(), mark) if mark else None)))
    begun = datetime.combine(seen.on, time(), UTC)
    number = number_of(urn)
    record = CaseRecord(
        case_key=number,
        urn=urn,
        authority_code=case.text("OriginatingOrganisation"),
        authority_name=case.text("Informant"),
        initiation=case.text("CaseInitiation") if case.word("CaseInitiation") else case.text("InitiationCode"),
        officer=_officer(case.within("OtherPartyOfficerInCase")),
        markers=markers or ABSENT,
        victims=_victims(element),
        force=force_of(urn, case.word("OriginatingOrganisation")),
        defendants=(accused,),
    )
    return HearingRecord(
        system=System.POLICE_CASE,
        snapshot=False,
        at=element.at,
        raw=raw,
        hearing_key=hearing_key(number, accused, seen),
        jurisdiction=Jurisdiction.MAGISTRATES,
        days=(seen.day(),),
        cases=(record,),
        hearing_type=FIRST,
        # A new case is the first word on its defendant, however late it arrives.
        as_of=min(sent, begun) if sent is not None else begun,
        problems=tuple(element.oddities),
    )


def hearing_key(number: str, accused: DefendantRecord, seen: Where) -> str:
    """One hearing of one defendant: the last message about it counts, and says nothing of other defendants."""
    return f"{number}/{seen.court}/{seen.on}/{own_number(accused)}"


def own_number(accused: DefendantRecord) -> str:
    """What parts the defendants of a case: the arrest summons number where it is a good one, else name and birth."""
    name = known(accused.organisation) or " ".join(
        filter(None, (known(accused.given), known(accused.middle), known(accused.family)))
    )
    return summons_number(accused) or f"{fold(name)}/{known(accused.dob) or '-'}"


def _accused(element: SpiFields, found: DefendantRecord) -> DefendantRecord:
    person = element.within("PoliceIndividualDefendant")
    conditions = person.within("PersonDefendant").block("BailConditions")
    status = bail_of(person.word("CustodyStatus"))
    return replace(
        found,
        bail_status=status or ABSENT,
        bail_conditions=conditions_of(conditions) if isinstance(conditions, str) else conditions,
        charges=_charges(element),
    )


def _charges(element: SpiFields) -> tuple[ChargeRecord, ...] | Absent:
    keys = Keys()
    found = tuple(charge(each, keys) for each in element.many("Offence") if isinstance(each, SpiFields))
    for each in found:
        if not known(each.code):
            element.odd(Code.ODD_VALUE, "an offence has no code")
    return found or ABSENT


def _victims(element: SpiFields) -> tuple[VictimRecord, ...]:
    victims = (victim for offence in element.many("Offence") for victim in offence.many("OtherPartyVictim"))
    found = [_victim(victim) for victim in victims if isinstance(victim, SpiFields)]
    return tuple(dict.fromkeys(each for each in found if each.name or each.address))


def _victim(victim: SpiFields) -> VictimRecord:
    phones = victim.within("TelephoneDetails")
    names = ("TelephoneNumberHome", "TelephoneNumberMobile", "TelephoneNumberBusiness")
    return VictimRecord(
        name=whole_name(victim.within("PersonDetails")),
        address=known(address_of(victim)),
        phone=", ".join(filter(None, (phones.word(name) for name in names))),
    )


def _officer(officer: SpiFields) -> Text:
    """The officer in the case in one line: rank, name, number, station, telephone, e-mail."""
    phones, mails = officer.within("TelephoneDetails"), officer.within("EmailDetails")
    who = " ".join(filter(None, (officer.word("PoliceOfficerRank"), whole_name(officer.within("OfficerName")))))
    parts = (
        who,
        officer.word("PoliceWorkerReferenceNumber"),
        officer.word("PoliceWorkerLocationCode"),
        phones.word("TelephoneNumberMobile") or phones.word("TelephoneNumberBusiness"),
        mails.word("EmailAddress1"),
    )
    return ", ".join(filter(None, parts)) or ABSENT
