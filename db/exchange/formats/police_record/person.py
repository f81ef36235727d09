"""One person's police record: earlier charges with plea, finding and disposals, appearances, and remands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from db.exchange.carried import known
from db.exchange.defendant_records import DefendantRecord
from db.exchange.dossiers import DossierRecord, Holding
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code
from db.exchange.records import RefusedRecord, System
from db.tables.past import PastAppearance, PastCharge, Remand
from db.words.clock import LONDON
from db.words.families.bail import BailStatus
from db.words.families.charges import VerdictCategory, plea_from, verdict_from
from db.words.families.people import IdentifierKind

_Row = Mapping[str, Any]
_NO_KEY: Final = "there is no court case reference in the record, so nobody can tell whose it is"
_REMANDS: Final = (("custody", BailStatus.CUSTODY), ("local-authority", BailStatus.LOCAL_AUTHORITY))


def person_record(top: Fields, raw: bytes) -> DossierRecord | RefusedRecord:
    """The record under its oldest court case reference; it names nobody, so its arrest numbers say who it is.

    The other references are former keys: a case that is older, or has gone, does not make it another person's.
    """
    cases = sorted(top.many("disposals"), key=_age)
    references = tuple(dict.fromkeys(ref for case in cases if (ref := case.word("courtCaseReference"))))
    if not references:
        return RefusedRecord(top.at, Code.NO_KEY, _NO_KEY, raw)
    numbers = dict.fromkeys(asn for case in cases for charge in case.many("charges") if (asn := _asn(charge)))
    person = DefendantRecord(references[0], identifiers=tuple((IdentifierKind.ASN, asn) for asn in numbers))
    holdings = [
        Holding(PastCharge, tuple(row for case in cases for row in _charges(case))),
        Holding(PastAppearance, tuple(row for case in cases for row in _appearances(case))),
    ]
    if top.has("remands"):
        holdings.append(Holding(Remand, tuple(_remand(each) for each in top.many("remands"))))
    return DossierRecord(
        System.POLICE_RECORD,
        top.at,
        raw,
        references[0],
        person,
        said_at=_as_of(top, cases),
        former_keys=references[1:],
        holdings=tuple(holdings),
        is_part=True,
        problems=tuple(top.oddities),
    )


def _as_of(top: Fields, cases: list[Fields]) -> datetime | None:
    """The record has no time of its own: the last day that it tells of a court stands for one."""
    named = [case.day("convictionDate") for case in cases]
    named += [
        one.day(name)
        for case in cases
        for one in case.many("subsequentAppearances")
        for name in ("sentenceDate", "appearanceDate")
    ]
    named += [one.day("remandDate") for one in top.many("remands")]
    days = [day for each in named if (day := known(each)) is not None]
    return datetime.combine(max(days), time(), LONDON) if days else None


def _age(case: Fields) -> tuple[date, str]:
    return known(case.day("convictionDate")) or date.max, case.word("courtCaseReference") or ""


def _asn(charge: Fields) -> str | None:
    return charge.word("arrestSummonsReference")


def _charges(case: Fields) -> Iterator[_Row]:
    """Each charge with the disposals of the first appearance and of every later one."""
    decided = known(case.day("convictionDate"))
    later = case.many("subsequentAppearances")
    marker = case.word("caseStatusMarker")
    for number, charge in enumerate(case.many("charges"), 1):
        again = [(one, other) for one in later for other in one.many("charges") if _same(charge, other)]
        sentenced = next((day for one, _ in again if (day := known(one.day("sentenceDate")))), None)
        plea, finding = (_last(charge, again, name) for name in ("plea", "adjudication"))
        verdict = verdict_from(finding) if finding else None
        results = [line for one in (charge, *(other for _, other in again)) for line in _results(one)]
        yield {
            "case_ref": case.word("courtCaseReference") or "",
            "reference": charge.word("courtCaseChargeNumber") or str(number),
            "sequence": known(charge.whole("courtCaseChargeNumber")) or number,
            **_offence(charge),
            "plea": plea_from(plea) if plea else None,
            "plea_raw": plea,
            "verdict": verdict,
            "verdict_raw": finding,
            "decided_on": decided,
            "convicted_on": decided if _convicts(verdict) else None,
            "sentenced_on": sentenced,
            "court_code": _court(case),
            "state": f"case status {marker}" if marker else "",
            "results": "\n".join(text for _, text in results),
            "result_codes": " ".join(dict.fromkeys(code for code, _ in results)),
        }


def _same(charge: Fields, other: Fields) -> bool:
    """The same charge in a later appearance: by its number in the case, else by its offence."""
    mine, its = charge.word("courtCaseChargeNumber"), other.word("courtCaseChargeNumber")
    if mine or its:
        return mine == its
    return charge.word("cjsOffenceCode") == other.word("cjsOffenceCode")


def _last(charge: Fields, again: list[tuple[Fields, Fields]], name: str) -> str:
    """What the newest appearance that says anything says."""
    found = [text for one in (charge, *(other for _, other in again)) if (text := one.word(name))]
    return found[-1] if found else ""


def _convicts(verdict: VerdictCategory | None) -> bool:
    return verdict is not None and verdict.convicts


def _offence(charge: Fields) -> _Row:
    place = charge.child("locationAddress")
    titles = charge.texts("offenceDescription")
    return {
        "code": charge.word("cjsOffenceCode") or "",
        "npcc_code": charge.word("npccOffenceCode") or "",
        "title": " ".join(titles) if isinstance(titles, tuple) else "",
        "asn": _asn(charge) or "",
        "offence_from": known(charge.day("startDate")),
        "offence_to": known(charge.day("endDate")),
        "place": (place.word("locationText") if place else None) or "",
    }


def _results(charge: Fields) -> Iterator[tuple[str, str]]:
    """Each disposal as its code, and a line: code, qualifiers, day, text."""
    for result in charge.many("results"):
        code = result.word("disposalCode")
        if not code:
            continue
        qualifiers = result.texts("disposalQualifierCodes")
        on = known(result.day("effectiveDate"))
        parts = (
            f"disposal {code}",
            f"qualified {' '.join(qualifiers)}" if isinstance(qualifiers, tuple) and qualifiers else "",
            f"from {on.isoformat()}" if on else "",
            result.word("disposalText") or "",
        )
        yield code, ", ".join(filter(None, parts))


def _appearances(case: Fields) -> Iterator[_Row]:
    """The day of the decision, and every later appearance."""
    ref = case.word("courtCaseReference") or ""
    decided = known(case.day("convictionDate"))
    if decided is not None:
        yield {"case_ref": ref, "reference": "0", "appeared_on": decided, "court_code": _court(case)}
    for number, later in enumerate(case.many("subsequentAppearances"), 1):
        on = known(later.day("sentenceDate")) or known(later.day("appearanceDate"))
        if on is None:
            later.odd(Code.NO_DATE, "the appearance has no day, and was left out", "sentenceDate")
            continue
        yield {
            "case_ref": ref,
            "reference": later.word("appearanceNumber") or str(number),
            "appeared_on": on,
            "kind": "sentence" if later.has("sentenceDate") else "",
            "court_code": _court(later),
        }


def _court(holder: Fields | None) -> str:
    court = holder.child("court") if holder else None
    return (court.word("courtCode") or court.word("courtName") if court else None) or ""


def _remand(item: Fields) -> _Row:
    raw, following = item.word("appearanceResult") or "", item.child("nextAppearance")
    conditions = item.texts("remandConditions")
    said = "\n".join(conditions) if isinstance(conditions, tuple) else ""
    return {
        "raw": raw,
        "status": _status(raw, conditional=bool(said)),
        "remanded_on": known(item.day("remandDate")),
        "court_code": _court(item.child("currentAppearance")),
        "next_on": known(following.day("date")) if following else None,
        "next_court_code": _court(following),
        "conditions": said,
    }


def _status(raw: str, *, conditional: bool) -> BailStatus | None:
    """Bail without conditions in the record may still have some: it is left in the record's own words."""
    text = raw.casefold()
    if "bail" in text:
        unconditional = "unconditional" in text
        return BailStatus.UNCONDITIONAL if unconditional else BailStatus.CONDITIONAL if conditional else None
    return next((status for mark, status in _REMANDS if mark in text), None)
