"""Convictions with their offences, sentences, requirements and custody, as probation carries them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlmodel import SQLModel

from db.exchange.carried import known
from db.exchange.dossiers import Holding
from db.exchange.formats.fields import Fields
from db.exchange.formats.ndelius.subject import code_of, described, person_named, standing, state_of
from db.tables.care import CustodyEpisode
from db.tables.past import CourtOrder, OrderRequirement, PastCharge
from db.words.families.bail import CustodyStatus
from db.words.families.charges import VerdictCategory
from db.words.families.held import RecordState

_Row = Mapping[str, Any]
_BY: Final[tuple[tuple[type[SQLModel], str], ...]] = (
    (PastCharge, "case_ref"), (CourtOrder, "reference"), (OrderRequirement, "order_ref"),
    (CustodyEpisode, "external_ref"),
)  # fmt: skip
"""The column of each family that says of which conviction a row is."""
REQUIREMENTS: Final = ("requirements", "licenceConditions", "pssRequirements")
_KIND_OF: Final = {
    "requirements": ("", ("requirementTypeMainCategory", "type"), ("requirementTypeSubCategory", "subType")),
    "licenceConditions": ("licence condition: ", ("licenceConditionTypeMainCat", "type"),
                          ("licenceConditionTypeSubCat", "subType")),
    "pssRequirements": ("post-sentence supervision: ", ("type",), ("subType",)),
}  # fmt: skip
_NO_PLACE: Final = frozenset({"COMMUN", "UNKNOW", "UNLAWF", "ABSCON", "OTHER"})
_FREE: Final = ("released", "terminated", "post sentence", "community", "auto")
_RELEASES: Final = (
    ("expectedReleaseDate", "expected release"), ("conditionalReleaseDate", "conditional release"),
    ("hdcEligibilityDate", "home detention curfew"),
)  # fmt: skip


def conviction_holdings(items: Sequence[Fields], *, whole: bool) -> Iterator[Holding]:
    """All that a list of convictions says; `whole` where it is everything, else of these convictions alone."""
    live = [(reference_of(each), each) for each in standing(tuple(items))]
    rows = {model: [row for ref, each in live for row in _rows(model, ref, each)] for model, _ in _BY}
    for model, column in _BY:
        if whole:
            yield Holding(model, tuple(rows[model]))
            continue
        for reference in dict.fromkeys(reference_of(each) for each in items):
            own = tuple(row for row in rows[model] if row[column] == reference)
            yield Holding(model, own, {column: reference})


def reference_of(conviction: Fields) -> str:
    """Probation's number of the conviction."""
    return conviction.word("convictionId") or ""


def _rows(model: type[SQLModel], ref: str, conviction: Fields) -> Iterator[_Row]:
    if model is PastCharge:
        yield from _charges(ref, conviction)
    elif model is CourtOrder:
        yield from _orders(ref, conviction)
    elif model is OrderRequirement:
        yield from _unpaid_work(ref, conviction)
        yield from requirements(conviction, order_ref=ref)
    else:
        yield from _custody(ref, conviction)


def _charges(ref: str, conviction: Fields) -> Iterator[_Row]:
    convicted = known(conviction.day("convictionDate"))
    outcome = described(conviction, "latestCourtAppearanceOutcome")
    state = str(state_of(conviction, over=_ended_on(conviction) is not None))
    for number, offence in enumerate(standing(conviction.items("offences")), 1):
        yield {
            "case_ref": ref,
            "reference": offence.word("offenceId") or f"{ref}/{number}",
            "sequence": number,
            "is_main": offence.flag("mainOffence") is True,
            **_offence(offence, offence.child("detail")),
            "decided_on": convicted,
            "convicted_on": convicted,
            "verdict": VerdictCategory.GUILTY if convicted else None,
            "state": state,
            "results": outcome,
            "result_codes": code_of(conviction, "latestCourtAppearanceOutcome") if outcome else "",
        }


def _offence(offence: Fields, detail: Fields | None) -> _Row:
    """Home Office figures as sent, `05600`; the title without them."""
    code = (detail.word("code") if detail else None) or ""
    title = (detail.word("subCategoryDescription") or detail.word("description") if detail else None) or ""
    return {
        "ho_code": code,
        "title": title.removesuffix(f" - {code}") if code else title,
        "offence_from": known(offence.day("offenceDate")),
        "count": known(offence.whole("offenceCount")),
    }


def _orders(ref: str, conviction: Fields) -> Iterator[_Row]:
    sentence = conviction.child("sentence")
    kind = described(sentence, "description", "sentenceType") if sentence else ""
    if sentence is None or not kind:
        return
    ended = known(sentence.day("terminationDate"))
    length, unit = _length(sentence, "originalLength")
    more, of = _length(sentence, "secondLength")
    yield {
        "kind": kind,
        "reference": ref,
        "starts_on": known(sentence.day("startDate")),
        "ends_on": known(sentence.day("expectedSentenceEndDate")),
        "length": length,
        "unit": unit,
        "further": f"and {more} {of}" if more else "",
        "lead": _lead(conviction),
        "state": state_of(conviction, over=ended is not None),
        "in_breach": known(conviction.flag("inBreach")),
        "awaits_report": known(conviction.flag("awaitingPsr")),
        "terminated_on": ended,
        "ended_why": described(sentence, "terminationReason"),
    }


def _length(sentence: Fields, name: str) -> tuple[int | None, str]:
    """A length of nothing, as a discharge has it, is none."""
    length = known(sentence.whole(name)) or None
    return length, (sentence.word(f"{name}Units") or "").casefold() if length else ""


def _lead(conviction: Fields) -> str:
    found = (person_named(one.child("staff") or one) for one in standing(conviction.items("orderManagers"))
             if one.flag("active") is not False)  # fmt: skip
    return next((name for name in found if name), "")


def _ended_on(conviction: Fields) -> date | None:
    sentence = conviction.child("sentence")
    return known(sentence.day("terminationDate")) if sentence else None


def _unpaid_work(ref: str, conviction: Fields) -> Iterator[_Row]:
    sentence = conviction.child("sentence")
    work = sentence.child("unpaidWork") if sentence else None
    if work is None:
        return
    yield {
        "order_ref": ref,
        "reference": "unpaid work",
        "kind": "unpaid work",
        "length": known(work.whole("minutesOrdered")),
        "unit": "minutes",
        "done": known(work.whole("minutesCompleted")),
        "state": state_of(conviction, over=_ended_on(conviction) is not None),
        "status": work.word("status") or "",
        "narrative": _appointments(work.child("appointments")),
    }


def _appointments(counts: Fields | None) -> str:
    if counts is None:
        return ""
    said = []
    for name, words in (
        ("total", "appointments"), ("attended", "attended"), ("acceptableAbsences", "acceptable absences"),
        ("unacceptableAbsences", "unacceptable absences"), ("noOutcomeRecorded", "without an outcome"),
    ):  # fmt: skip
        number = known(counts.whole(name))
        if number is not None:
            said.append(f"{number} {words}")
    return ", ".join(said)


def requirements(item: Fields, *, order_ref: str) -> Iterator[_Row]:
    """Requirements, licence conditions and those of post-sentence supervision in the members of the item."""
    for member in REQUIREMENTS:
        before, main, sub = _KIND_OF[member]
        for one in standing(item.items(member)):
            kind = ": ".join(filter(None, (described(one, *main), described(one, *sub))))
            if kind:
                yield _requirement(one, f"{before}{kind}", order_ref)


def _requirement(one: Fields, kind: str, order_ref: str) -> _Row:
    ended = known(one.day("terminationDate"))
    state = state_of(one, over=ended is not None)
    return {
        "order_ref": order_ref,
        "reference": one.word("requirementId") or one.word("licenceConditionId") or one.word("pssRequirementId") or "",
        "kind": kind,
        "length": known(one.whole("length")) or None,
        "unit": (one.word("lengthUnit") or "").casefold(),
        "done": known(one.whole("rarCount")),
        "starts_on": _first(one, "startDate", "commencementDate", "expectedStartDate"),
        "ends_on": ended or known(one.day("expectedEndDate")),
        "state": state,
        "status": described(one, "terminationReason") if state is RecordState.CLOSED else "",
    }


def _first(item: Fields, *names: str) -> date | None:
    return next((day for name in names if (day := known(item.day(name)))), None)


def _custody(ref: str, conviction: Fields) -> Iterator[_Row]:
    """A stay in a prison that lasts; who is on licence, or nowhere that is known, is in none."""
    custody = conviction.child("custody")
    place = custody.child("institution") if custody else None
    if custody is None or place is None or place.flag("isEstablishment") is False:
        return
    code, name = (place.word("code") or "").upper(), place.word("institutionName") or place.word("description")
    said = described(custody, "status").casefold()
    if not name or code in _NO_PLACE or any(word in said for word in _FREE):
        return
    release, kind = _release(custody.child("keyDates"))
    yield {
        "establishment": name,
        "establishment_code": code,
        "status": CustodyStatus.RECALL if "recall" in said else CustodyStatus.SENTENCED,
        "since": known(custody.day("sentenceStartDate")),
        "release_on": release,
        "release_kind": kind,
        "external_ref": ref,
    }


def _release(dates: Fields | None) -> tuple[date | None, str]:
    for name, words in _RELEASES if dates else ():
        day = known(dates.day(name)) if dates else None
        if day is not None:
            return day, words
    return None, ""
