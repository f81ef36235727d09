"""Cases as the legal aid office finds them: defendants with offences, pleas and verdicts, and no hearing of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.exchange.carried import ABSENT, Absent, Text
from db.exchange.charge_records import ChargeRecord
from db.exchange.defendant_records import DefendantRecord
from db.exchange.formats.casefile.checks import is_uuid
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import JsonFields, raw_of
from db.exchange.formats.placeholders import is_token
from db.exchange.oddities import Code, Problem
from db.exchange.records import CaseRecord, HearingRecord, Record, RefusedRecord
from db.words.families.court import Jurisdiction
from db.words.families.exchange import System
from db.words.families.people import IdentifierKind
from db.words.names import split_libra_name

_EMPTY = "-"
_ALONE = "a defendant's summary without its case: there is no case to put it in; ask for the case itself"


def read_cases(message: object, *, raw: bytes, at: str, oddities: list[Problem]) -> Iterator[Record]:
    """One record a case; a case without a reference and a defendant without a name are refused."""
    whole = JsonFields(message, at, list(oddities))
    if not whole.has("cases"):
        yield RefusedRecord(at, Code.NO_CASE_NUMBER, _ALONE, raw)
        return
    cases = whole.many("cases")
    if not cases:
        yield RefusedRecord(at, Code.NO_CASES, "the search found no case", raw)
    for item in cases:
        own = list(whole.oddities)
        case = JsonFields(item.members if isinstance(item, JsonFields) else {}, item.at, own)
        yield from _case(case, raw=raw if len(cases) == 1 else raw_of(case))


def _case(case: JsonFields, *, raw: bytes) -> Iterator[Record]:
    number = case.word("prosecutionCaseReference")
    if number is None or is_token(number):
        reason = "no case reference came with the case" if number is None else "the case reference is a placeholder"
        yield RefusedRecord(case.at, Code.NO_CASE_NUMBER, reason, raw)
        return
    people: list[DefendantRecord] = []
    for item in case.many("defendantSummary"):
        described = _defendant(item)
        if described is None:
            yield RefusedRecord(item.at, Code.NO_NAME, "the defendant has no name", raw_of(item), None, number)
        else:
            people.append(described)
    if not people:
        if not case.many("defendantSummary"):
            yield RefusedRecord(case.at, Code.NO_NAME, "the case has no defendant", raw, None, number)
        return
    status = case.text("caseStatus")
    found = CaseRecord(key_of(number), case_no=number, urn=number, status=status, defendants=tuple(people))
    yield legal_aid_case(found, at=case.at, raw=raw, problems=tuple(case.oddities))


def key_of(number: str) -> str:
    """A case of legal aid is known by its reference, whichever of the office's systems names it."""
    return "".join(number.upper().split())


def legal_aid_case(case: CaseRecord, *, at: str, raw: bytes, problems: tuple[Problem, ...]) -> HearingRecord:
    """The case as a record; its hearings are Common Platform's to tell, so that no row of a list stands twice."""
    return HearingRecord(
        system=System.LEGAL_AID, snapshot=False, at=at, raw=raw, hearing_key="",
        jurisdiction=Jurisdiction.CROWN, days=(), cases=(case,), problems=problems,
    )  # fmt: skip


def defendant_numbers(defendant_id: str | None, master_id: str | None) -> tuple[tuple[IdentifierKind, str | None], ...]:
    """Common Platform's numbers of a defendant, by which its own record of him or her can be found."""
    pairs = ((IdentifierKind.CP_DEFENDANT, defendant_id), (IdentifierKind.CP_MASTER_DEFENDANT, master_id))
    return tuple((kind, text) for kind, text in pairs if text and is_uuid(text))


def _defendant(item: Fields) -> DefendantRecord | None:
    own, master = item.word("defendantId"), item.word("masterDefendantId")
    described = _named(item)
    if described is None:
        return None
    ids = defendant_numbers(own, master)
    if not ids:
        item.odd(Code.ODD_KEY, "the defendant has no number of Common Platform, so name and birth stand for it")
    known_by = dict(ids)
    numbers = ((IdentifierKind.ASN, "defendantASN"), (IdentifierKind.NI, "defendantNINO"))
    found = tuple((kind, text) for kind, name in numbers if isinstance(text := _text(item, name), str))
    return replace(
        described,
        native_id=known_by.get(IdentifierKind.CP_MASTER_DEFENDANT) or known_by.get(IdentifierKind.CP_DEFENDANT),
        defendant_id=known_by.get(IdentifierKind.CP_DEFENDANT) or ABSENT,
        master_id=known_by.get(IdentifierKind.CP_MASTER_DEFENDANT) or ABSENT,
        dob=item.birthday("defendantDOB", by=None),
        identifiers=ids + found,
        concluded=item.flag("proceedingsConcluded"),
        charges=_charges(item),
    )


def _named(item: Fields) -> DefendantRecord | None:
    """A person by parts, or by one text; an organisation only where no person is named."""
    given, family = _word(item, "defendantFirstName"), _word(item, "defendantLastName")
    if given or family:
        if family is None:
            item.odd(Code.NO_FAMILY_NAME, "the defendant has no family name")
        return DefendantRecord(None, given=given, middle=_text(item, "defendantMiddleName"), family=family)
    whole = _word(item, "defendantName")
    if whole:
        parts = split_libra_name(whole)
        return DefendantRecord(
            None, title=parts.title, given=parts.given, middle=parts.middle, family=parts.family, name_as_sent=whole
        )
    company = _word(item, "organisationName")
    return DefendantRecord(None, is_organisation=True, organisation=company) if company else None


def _word(item: Fields, name: str) -> str | None:
    text = _text(item, name)
    return None if isinstance(text, Absent) else text


def _text(item: Fields, name: str) -> Text:
    """A dash alone is how the office writes nothing."""
    text = item.text(name)
    return None if text == _EMPTY else text


def _charges(item: Fields) -> tuple[ChargeRecord, ...] | Absent:
    offences = item.items("offenceSummary")
    if isinstance(offences, Absent):
        return ABSENT
    return tuple(_charge(offence, place) for place, offence in enumerate(offences, start=1))


def _charge(offence: Fields, place: int) -> ChargeRecord:
    key = offence.word("offenceId")
    if key is None:
        offence.odd(Code.NO_KEY, "the offence has no id; its place in the message stands for it")
    pleas = offence.many("plea")
    plea = max(pleas, key=lambda each: each.word("pleaDate") or "", default=None)
    verdict = offence.child("verdict")
    kind = verdict.child("verdictType") if verdict else None
    return ChargeRecord(
        key=key or f"pos:{place}",
        sequence=offence.whole("orderIndex"),
        code=offence.text("offenceCode"),
        title=offence.text("offenceTitle"),
        legislation=offence.text("offenceLegislation"),
        wording=offence.block("wording"),
        mode=offence.text("modeOfTrial"),
        started_on=offence.day("startDate"),
        ended_on=offence.day("endDate"),
        arrested_on=offence.day("arrestDate"),
        charged_on=offence.day("chargeDate"),
        laid_on=offence.day("dateOfInformation"),
        concluded=offence.flag("proceedingsConcluded"),
        plea=plea.text("pleaValue") if plea else ABSENT,
        plea_on=plea.day("pleaDate") if plea else ABSENT,
        verdict=kind.text("description") if kind else ABSENT,
        verdict_category=kind.text("categoryType") if kind else ABSENT,
        verdict_on=verdict.day("verdictDate") if verdict else ABSENT,
    )
