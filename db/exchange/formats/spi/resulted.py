"""A resulted case from the court: for each case its defendant's pleas, findings, results and liberty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

from db.exchange.carried import ABSENT, Absent, Text
from db.exchange.charge_records import ChargeRecord, ResultRecord
from db.exchange.defendant_records import DefendantRecord
from db.exchange.formats.forces import force_of
from db.exchange.formats.spi.cases import Where, bail_of, conditions_of, number_of, urn_of, where
from db.exchange.formats.spi.fields import SpiFields
from db.exchange.formats.spi.new_case import hearing_key, own_number
from db.exchange.formats.spi.offences import MODES, Keys, charge
from db.exchange.formats.spi.people import defendant
from db.exchange.formats.spi.results import (
    FREE_TEXT,
    REMOVED,
    SINE_DIE,
    code_of,
    next_day,
    next_reason,
    next_sitting,
    place,
    result,
)
from db.exchange.list_kinds import FORESEEN
from db.exchange.oddities import Code
from db.exchange.records import AttendanceRecord, CaseRecord, DayRecord, HearingRecord, Record, RefusedRecord
from db.words.families.court import Jurisdiction
from db.words.families.exchange import System

_NOON = time(12)
Raw = Callable[[int], bytes]


def read_resulted(message: SpiFields, *, raw: Raw, sent: datetime | None) -> Iterator[Record]:
    """A record for each case; `raw` gives the source of the case of this place in the message."""
    place_of_case = 0
    for session in message.many("Session") or (message.within("Session"),):
        if not isinstance(session, SpiFields):
            continue
        court = session.within("CourtHearing")
        seen = where(court.within("Hearing"), local=place(court.word("PSAcode") or ""))
        before = list(session.oddities)
        for case in session.many("Case"):
            session.oddities[:] = before
            if isinstance(case, SpiFields):
                yield _case(case, seen, raw=raw(place_of_case), sent=sent)
            place_of_case += 1
        if not session.many("Case"):
            yield RefusedRecord(session.at, Code.NO_CASE_NUMBER, "the session holds no case", raw(0))


def _case(case: SpiFields, seen: Where | tuple[Code, str], *, raw: bytes, sent: datetime | None) -> Record:
    urn = urn_of(case)
    if urn is None:
        return RefusedRecord(case.at, Code.NO_CASE_NUMBER, "the case has no URN", raw)
    if not isinstance(seen, Where):
        return RefusedRecord(case.at, *seen, raw, case_no=urn)
    element = case.within("Defendant")
    found = defendant(element, individual="CourtIndividualDefendant", corporate="CourtCorporateDefendant", by=seen.on)
    if found is None:
        return RefusedRecord(case.at, Code.NO_NAME, "the defendant has no name", raw, case_no=urn)
    charges = _charges(element, seen.on)
    accused = replace(_at_liberty(element, found), charges=charges)
    number = number_of(urn)
    removed = not charges and bool(element.many("Offence"))
    return HearingRecord(
        system=System.POLICE_CASE,
        snapshot=False,
        at=case.at,
        raw=raw,
        hearing_key=hearing_key(number, found, seen),
        jurisdiction=Jurisdiction.MAGISTRATES,
        days=(seen.day(cancelled=removed),),
        cases=(CaseRecord(case_key=number, urn=urn, force=force_of(urn, None), defendants=(accused,)),),
        attendance=_attendance(element, seen.on),
        shared_at=sent,
        as_of=datetime.combine(seen.on, _NOON, UTC),
        whole_results=True,
        ahead_key=f"{FORESEEN}{number}/{seen.court}/{seen.on}/{own_number(found)}",
        ahead=_ahead(element, seen.on),
        problems=tuple(case.oddities),
    )


def _ahead(element: SpiFields, on: date) -> tuple[DayRecord, ...]:
    """The later sittings that the results of its offences adjourn to, each once."""
    results = (
        each
        for offence in element.many("Offence")
        for each in offence.many("Result")
        if isinstance(each, SpiFields) and code_of(each) != REMOVED
    )
    days = (day for each in results if (day := next_sitting(each)) is not None and day.on > on)
    return tuple(dict.fromkeys(days))


def _attendance(element: SpiFields, on: date) -> tuple[AttendanceRecord, ...] | Absent:
    """Whether the one defendant of the case was there: Y, N, or A by a lawyer alone."""
    holders = (element.within(name) for name in ("CourtIndividualDefendant", "CourtCorporateDefendant"))
    how = next((said for holder in holders if (said := holder.word("PresentAtHearing"))), None)
    return (AttendanceRecord("", on, how),) if how else ABSENT


def _at_liberty(element: SpiFields, found: DefendantRecord) -> DefendantRecord:
    person, company = element.within("CourtIndividualDefendant"), element.within("CourtCorporateDefendant")
    status = bail_of(person.word("BailStatus") or company.word("BailStatus"))
    conditions = person.within("PersonDefendant").block("BailConditions")
    bailed: Text = conditions_of(conditions) if isinstance(conditions, str) else ABSENT
    return replace(
        found,
        bail_status=status or ABSENT,
        bail_conditions=bailed,
        bail_reasons=person.block("ReasonForBailConditionsOrCustody"),
    )


def _charges(element: SpiFields, on: date) -> tuple[ChargeRecord, ...]:
    keys = Keys()
    found = []
    for offence in element.many("Offence"):
        if isinstance(offence, SpiFields):
            known_charge = charge(offence, keys)
            results = [each for each in offence.many("Result") if isinstance(each, SpiFields)]
            if any(code_of(each) == REMOVED for each in results):
                continue  # what was entered for it was entered in error
            found.append(_resulted(offence, known_charge, results, on))
    return tuple(found)


def _resulted(offence: SpiFields, base: ChargeRecord, elements: list[SpiFields], on: date) -> ChargeRecord:
    plea, finding = offence.text("Plea"), offence.word("Finding")
    mode = offence.word("ModeOfTrial")
    following = next((day for each in elements if (day := next_day(each))), None)
    reason = next((text for each in elements if (text := next_reason(each))), "")
    if not elements:
        offence.odd(Code.ODD_VALUE, "an offence has no result")
    return replace(
        base,
        laid_on=offence.day("InitiatedDate"),
        plea=plea,
        mode=MODES.get(mode.lstrip("0"), mode) if mode else ABSENT,
        verdict_code=finding or ABSENT,
        # A plea and a finding come again with every later hearing, without the day they were first given.
        verdict_on=offence.day("ConvictionDate") if finding else ABSENT,
        convicted_on=_convicted(offence, elements, on),
        adjourned_to=following or ABSENT,
        adjournment_reason=reason or ABSENT,
        concluded=offence.flag("FinalDisposalIndicator"),
        results=_results(elements, base.key, on),
    )


def _results(elements: list[SpiFields], charge_key: str, on: date) -> tuple[ResultRecord, ...]:
    """SPI numbers no result: hearing day, charge, code and which of that code it is stand for one."""
    counted: dict[str, int] = {}
    found = []
    for each in elements:
        code = code_of(each)
        number = counted[code] = counted.get(code, 0) + 1
        found.append(result(each, key=f"{on}/{charge_key}/{code}/{number}", on=on))
    return tuple(found)


def _convicted(offence: SpiFields, elements: list[SpiFields], on: date) -> date | Absent | None:
    """The day of conviction; adjourned without a day and nothing else said, the day of the hearing stands for it."""
    said = offence.day("ConvictionDate")
    codes = {code_of(each) for each in elements} - {FREE_TEXT}
    if isinstance(said, Absent) and codes == {SINE_DIE}:
        offence.odd(Code.ODD_DATE, "adjourned without a day: the day of the hearing stands for a conviction date")
        return on
    return said
