"""Appearances in court and the reports that courts asked for, and the cases of the other interface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from db.exchange.carried import known
from db.exchange.dossiers import Holding
from db.exchange.formats.fields import Fields
from db.exchange.formats.ndelius.subject import described, standing, state_of
from db.exchange.oddities import Code
from db.tables.held import ReportRequest
from db.tables.past import CourtOrder, PastAppearance, PastCharge
from db.words.families.held import ReportKind

_Row = Mapping[str, Any]
_KINDS: Final = (
    (ReportKind.PSYCHIATRIC, ("psychiatric", "psychological")),
    (ReportKind.ORAL, ("oral",)),
    (ReportKind.FAST, ("fast",)),
)


def appearances(items: Iterable[Fields], *, case_ref: str = "") -> Holding:
    """All appearances under one reference; one without a day is left out."""
    rows = []
    for item in items:
        on = known(item.day("appearanceDate")) or known(item.day("date"))
        if on is None:
            item.odd(Code.NO_DATE, "the appearance has no day, and was left out")
            continue
        rows.append(
            {
                "reference": item.word("courtAppearanceId") or "",
                "appeared_on": on,
                "kind": described(item, "appearanceType", "type"),
                "court_code": item.word("courtCode") or "",
                "court": item.word("courtName") or described(item, "court"),
                "plea": described(item, "plea"),
            }
        )
    return Holding(PastAppearance, tuple(rows), {"case_ref": case_ref})


def reports(items: Iterable[Fields]) -> Holding:
    """Reports asked for, with their days; delivered is when the court received it, or it was sent there."""
    rows = []
    for item in items:
        asked = known(item.day("requestedDate"))
        if asked is None:
            item.odd(Code.NO_DATE, "the report has no day on which it was asked for, and was left out")
            continue
        received, sent = known(item.day("receivedByCourtDate")), known(item.day("sentToCourtDate"))
        rows.append(
            {
                "reference": item.word("courtReportId") or "",
                "kind": _kind(described(item, "deliveredCourtReportType") or described(item, "courtReportType")),
                "asked_on": asked,
                "due_on": known(item.day("requiredDate")),
                "delivered_on": received or sent,
            }
        )
    return Holding(ReportRequest, tuple(rows))


def _kind(said: str) -> ReportKind:
    words = said.casefold()
    return next((kind for kind, marks in _KINDS if any(mark in words for mark in marks)), ReportKind.STANDARD)


def supervision_holdings(items: Iterable[Fields]) -> Iterator[Holding]:
    """Cases of the other interface by their number: offences, sentence and appearances, without a conviction's day."""
    for item in items:
        ref = f"supervision {item.word('number') or ''}".strip()
        yield Holding(PastCharge, tuple(_charges(item, ref)), {"case_ref": ref})
        yield Holding(CourtOrder, tuple(_orders(item, ref)), {"reference": ref})
        yield appearances(item.many("courtAppearances"), case_ref=ref)


def _charges(item: Fields, ref: str) -> Iterator[_Row]:
    sentence = item.child("sentence")
    offences = (*item.many("mainOffence"), *item.many("additionalOffences"))
    for number, offence in enumerate(standing(offences), 1):
        yield {
            "case_ref": ref,
            "reference": offence.word("id") or f"{ref}/{number}",
            "sequence": number,
            "is_main": number == 1 and item.has("mainOffence"),
            "ho_code": offence.word("code") or "",
            "title": offence.word("description") or "",
            "count": known(offence.whole("count")),
            "offence_from": known(offence.day("date")),
            "sentenced_on": known(sentence.day("date")) if sentence else None,
            "state": str(state_of(item, over=False)),
            "results": described(sentence, "description") if sentence else "",
        }


def _orders(item: Fields, ref: str) -> Iterator[_Row]:
    sentence = item.child("sentence")
    kind = described(sentence, "description") if sentence else ""
    if sentence is None or not kind:
        return
    length = known(sentence.whole("length")) or None
    yield {
        "kind": kind,
        "reference": ref,
        "starts_on": known(sentence.day("date")),
        "length": length,
        "unit": (sentence.word("lengthUnits") or "").casefold() if length else "",
        "state": state_of(item, over=False),
    }
