"""The cases of the file, each with its charges, results and bail; no row of a list is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from db.exchange.carried import ABSENT, Absent
from db.exchange.charge_records import ChargeRecord, PromptRecord, RestrictionRecord, ResultRecord
from db.exchange.defendant_records import DefendantRecord
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import raw_of
from db.exchange.formats.tracker.said import Origin, is_relayed, own, words
from db.exchange.oddities import Code
from db.exchange.records import CaseRecord, CourtRecord, HearingRecord, RefusedRecord, System
from db.words.families.court import CaseKind, Jurisdiction, RestrictionKind

_COURT: Final = 5
_RESTRICTED: Final = "a restricted case: a file cannot carry who may read it, so ask its court"
_WORDS: Final = {
    RestrictionKind.YOUTH.value: "youth", RestrictionKind.ANONYMITY.value: "complainant",
    RestrictionKind.POSTPONED.value: "postponed",
}  # fmt: skip
"""By these the loader tells what a restriction protects."""


def case_record(case: Fields, origin: Origin, warnings: Iterable[Fields]) -> Iterator[HearingRecord | RefusedRecord]:
    """One case; a restricted one is for quarantine, one of which the sender was given nothing is left out."""
    number = case.word("case")
    if number is None or is_relayed(case):
        return
    if case.flag("restricted") is True:
        yield RefusedRecord(case.at, Code.NOT_VALID, _RESTRICTED, raw_of(case), None, case.word("number"))
        return
    odd_before = len(case.oddities)
    mine = [
        part
        for item in own(warnings)
        if (part := item.child("restriction")) is not None and part.word("case") == number
    ]
    court = _court(case)
    found = CaseRecord(
        origin.case(number),
        kind=CaseKind.APPLICATION if case.flag("application") is True else CaseKind.PROSECUTION,
        case_no=case.word("number"),
        urn=case.text("urn"),
        status=case.text("status"),
        application_type=case.text("kind") if case.flag("application") is True else ABSENT,
        court=court,
        linked=tuple(text.partition(": ")[2] or text for text in _texts(case, "links")) or ABSENT,
        defendants=(_defendant(case, origin, mine),),
    )
    yield HearingRecord(
        system=System.TRACKER, snapshot=False, at=case.at, raw=raw_of(case), hearing_key="",
        jurisdiction=_jurisdiction(court), days=(), cases=(found,), as_of=origin.written_at,
        problems=tuple(case.oddities[odd_before:]),
    )  # fmt: skip


def _court(case: Fields) -> CourtRecord | None:
    court = case.child("court")
    if court is None:
        return None
    code, name = words(court, "code"), words(court, "name")
    good = code.isascii() and code.isalnum() and len(code) >= _COURT
    return CourtRecord(code[:_COURT].upper() if good else None, name or None) if good or name else None


def _jurisdiction(court: CourtRecord | None) -> Jurisdiction | None:
    if court is None or court.court_code is None:
        return None
    return Jurisdiction.CROWN if court.court_code.startswith("C") else Jurisdiction.MAGISTRATES


def _texts(item: Fields, name: str) -> tuple[str, ...]:
    found = item.texts(name)
    return () if isinstance(found, Absent) else found


def _defendant(case: Fields, origin: Origin, restrictions: list[Fields]) -> DefendantRecord:
    bail = next(iter(own(case.many("bail"))), None)
    charges = tuple(_charge(item) for item in case.many("charges") if item.word("charge"))
    results = tuple(_result(item) for item in case.many("results") if item.word("result"))
    listed = [item for item in restrictions if item.word("kind") == RestrictionKind.LIST.value]
    named = tuple(_restriction(item) for item in restrictions if item not in listed)
    return DefendantRecord(
        origin.key,
        is_youth=True if case.flag("youth") is True else ABSENT,
        concluded=case.flag("concluded"),
        custody_time_limit=case.day("custody_time_limit"),
        bail_status=bail.text("text") if bail else ABSENT,
        bail_conditions=bail.text("conditions") if bail else ABSENT,
        restrictions=named or ABSENT,
        off_public_list=True if listed else ABSENT,
        results=results or ABSENT,
        charges=charges or ABSENT,
    )


def _restriction(item: Fields) -> RestrictionRecord:
    """Its words begin with what it protects where they would not tell it by themselves."""
    parts = [part for part in (words(item, "statute"), words(item, "words")) if part]
    sign = _WORDS.get(words(item, "kind"), "")
    if sign and not any(sign in part.casefold() for part in parts):
        parts.insert(0, sign)
    return RestrictionRecord(", ".join(parts) or "reporting restriction", ordered_on=item.day("ordered_on"))


def _charge(item: Fields) -> ChargeRecord:
    plea, verdict = item.text("plea"), item.text("verdict")
    return ChargeRecord(
        key=words(item, "charge"),
        sequence=item.whole("sequence"),
        code=item.text("code"),
        title=item.text("title"),
        wording=item.block("wording"),
        legislation=item.text("legislation"),
        place=item.text("place"),
        started_on=item.day("offence_from"),
        ended_on=item.day("offence_to"),
        plea=plea or ABSENT,
        plea_on=item.day("pleaded_on"),
        verdict=verdict or ABSENT,
        verdict_on=item.day("found_on"),
        concluded=item.flag("over"),
        results=tuple(_result(one) for one in item.many("results") if one.word("result")) or ABSENT,
    )


def _result(item: Fields) -> ResultRecord:
    prompts = tuple(
        PromptRecord(words(one, "label"), words(one, "value"), one.text("kind")) for one in item.many("prompts")
    )
    return ResultRecord(
        external_id=item.text("result"),
        code=item.text("code"),
        label=item.text("label"),
        text=item.block("text"),
        category=item.text("category"),
        level=_LEVELS.get(words(item, "level"), ABSENT),
        ordered_on=item.day("ordered_on"),
        prompts=prompts or ABSENT,
    )


_LEVELS: Final = {"charge": "O", "defendant": "D", "case": "C"}
