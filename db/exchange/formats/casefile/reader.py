"""A prosecution as it is begun: the case, its defendants and the hearing that each of them is called to first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from db.exchange.carried import ABSENT, Absent
from db.exchange.defendant_records import DefendantRecord
from db.exchange.formats.casefile.checks import (
    Inbound,
    by_when,
    check_initiation,
    check_twice,
    flag,
    uuid_of,
)
from db.exchange.formats.casefile.hearing import Called, called_to
from db.exchange.formats.casefile.people import defendant
from db.exchange.formats.fields import Fields
from db.exchange.formats.forces import force_of
from db.exchange.formats.json_fields import JsonFields, raw_of
from db.exchange.formats.placeholders import is_token, without_templates
from db.exchange.list_kinds import FORESEEN
from db.exchange.oddities import Code, Problem
from db.exchange.records import CaseRecord, HearingRecord, Record, RefusedRecord
from db.words.families.court import InitiationKind, Jurisdiction
from db.words.families.exchange import System

_GROUP = "groupProsecutions"
_NOTICE = InitiationKind.SJP_NOTICE.value


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """What a case is known by: `key` in its system, and its number in words."""

    key: str
    text: str | None


def read_prosecution(message: object, *, raw: bytes, at: str, oddities: list[Problem]) -> Iterator[Record]:
    """One record for each first hearing of each case; a case is refused without any number or name."""
    notes = list(oddities)
    whole = JsonFields(without_templates(message, at=at, oddities=notes), at, notes)
    cases = whole.many(_GROUP) if whole.has(_GROUP) else (whole,)
    keys = [_key_of(case) for case in cases]
    master = next((key for case, key in zip(cases, keys, strict=True) if _is_master(case)), None)
    for case, key in zip(cases, keys, strict=True):
        own = list(notes)
        inner = JsonFields(case.members if isinstance(case, JsonFields) else {}, case.at, own)
        linked = (master,) if master is not None and key not in (None, master) else ABSENT
        if len(cases) == 1 and whole.has(_GROUP):
            flag(inner, Inbound.GROUP_COUNT, "the group holds one case only")
        yield from _read_case(inner, linked, raw=raw if len(cases) == 1 else raw_of(inner))


def _key_of(case: Fields) -> str | None:
    details = case.child("caseDetails")
    return details.word("caseId") if details else None


def _is_master(case: Fields) -> bool:
    return case.word("isGroupMaster") == "true"


def _read_case(case: JsonFields, linked: tuple[str, ...] | Absent, *, raw: bytes) -> Iterator[Record]:
    details = case.child("caseDetails") or JsonFields(None, case.at, case.oddities)
    number = number_of(details, case, key="caseId", reference="prosecutorCaseReference")
    if isinstance(number, RefusedRecord):
        yield replace(number, raw=raw)
        return
    initiation = details.word("initiationCode") or ""
    check_initiation(details)
    people: list[tuple[Called | None, DefendantRecord]] = []
    for item in case.many("defendants"):
        offences = item.many("offences")
        by = by_when(details, item, offences)
        charged = initiation == InitiationKind.CHARGE.value
        described = defendant(item, by=by, charged=charged, notice=initiation == _NOTICE)
        if described is None:
            yield RefusedRecord(item.at, Code.NO_NAME, "the defendant has no name", raw_of(item), None, number.text)
            continue
        people.append((called_to(item, offences), described))
    if not people:
        if not case.many("defendants"):
            yield RefusedRecord(case.at, Code.NO_NAME, "the case has no defendant", raw, None, number.text)
        return
    check_twice(case, [described for _, described in people])
    begun = _case(details, number, initiation, linked)
    for call in dict.fromkeys(call for call, _ in people):
        own = tuple(described for other, described in people if other == call)
        yield _record(case, replace(begun, defendants=own), call, raw=raw)


def number_of(details: Fields, case: JsonFields, *, key: str, reference: str) -> CaseNumber | RefusedRecord:
    """What the case is known by: its id in Common Platform, else its reference; a test's token is neither.

    A case that has only a token is known by what it says, so that two of them are never taken for one.
    """
    own, text = uuid_of(details, key), details.word(reference)
    if text is None and details.word(key) is None:
        unfilled = any(note.code is Code.PLACEHOLDER for note in case.oddities)
        reason = "neither id nor reference came with the case"
        said = f"{reason}, only placeholders that nobody filled in" if unfilled else reason
        return RefusedRecord(details.at, Code.NO_CASE_NUMBER, said, b"")
    if text is not None and is_token(text):
        details.odd(Code.PLACEHOLDER, f"{reference} is a placeholder, so nothing is known by it", reference)
        known_by = None
    else:
        known_by = text
    if own is None and known_by is None:
        content = json.dumps(dict(case.members), sort_keys=True).encode("utf-8", "replace")
        return CaseNumber(f"said:{hashlib.sha256(content).hexdigest()[:32]}", text or details.word(key))
    return CaseNumber(own or f"urn:{(known_by or '').upper()}", text)


def _case(details: Fields, number: CaseNumber, initiation: str, linked: tuple[str, ...] | Absent) -> CaseRecord:
    prosecutor = details.child("prosecutor")
    authority = prosecutor.text("prosecutingAuthority") if prosecutor else ABSENT
    organisation = details.text("originatingOrganisation")
    return CaseRecord(
        case_key=number.key,
        case_no=number.text,
        urn=number.text or ABSENT,
        authority_code=authority if isinstance(authority, str) else organisation,
        authority_ou=organisation,
        initiation=initiation or ABSENT,
        received_on=details.day("dateReceived"),
        markers=_markers(details),
        linked=linked,
        force=force_of(number.text, details.word("originatingOrganisation")),
    )


def _markers(details: Fields) -> tuple[str, ...] | Absent:
    """The marker in words, its code where it has none."""
    markers = details.items("caseMarkers")
    if isinstance(markers, Absent):
        return ABSENT
    found = (each.word("markerTypeDescription") or each.word("markerTypeCode") for each in markers)
    return tuple(dict.fromkeys(filter(None, found)))


def _record(case: JsonFields, begun: CaseRecord, call: Called | None, *, raw: bytes) -> HearingRecord:
    return HearingRecord(
        system=System.COMMON_PLATFORM,
        snapshot=False,
        at=case.at,
        raw=raw,
        hearing_key=f"{FORESEEN}{begun.case_key}/{call.day.court_code}/{call.day.on}" if call else "",
        jurisdiction=Jurisdiction.MAGISTRATES,
        days=(call.day,) if call else (),
        cases=(begun,),
        hearing_type=ABSENT,
        first_word=True,
        problems=tuple(case.oddities),
    )
