"""Warnings, warrants and restrictions; what agencies hold, and hearings, as the importing agency's own record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from db.exchange.carried import known
from db.exchange.dossiers import Holding
from db.exchange.formats.fields import Fields
from db.exchange.formats.tracker.said import own, words
from db.exchange.oddities import Code
from db.tables.care import Marker
from db.tables.cases import ReportingRestriction, Warrant
from db.tables.held import AgencyRecord
from db.tables.past import PastAppearance
from db.words.families.access import Category
from db.words.families.bail import WarrantKind
from db.words.families.court import MarkerKind, RestrictionKind
from db.words.families.held import RecordState

_NEVER: Final = frozenset({Category.PERSONAL_NOTE})


def warnings(items: Iterable[Fields]) -> Iterator[Holding]:
    """Markers, warrants, and restrictions that no case has: those of a case come with it."""
    markers, warrants, restrictions = [], [], []
    for item in own(items):
        marker, warrant, restriction = item.child("marker"), item.child("warrant"), item.child("restriction")
        if marker and (kind := _kind(marker, MarkerKind)):
            markers.append(
                {
                    "kind": kind, "level": words(marker, "level"), "text": words(marker, "words"),
                    "review_on": known(marker.day("review_on")),
                }
            )  # fmt: skip
        if warrant and (kind := _kind(warrant, WarrantKind)):
            warrants.append(
                {
                    "kind": kind, "issued_on": known(warrant.day("issued_on")),
                    "backed_for_bail": warrant.flag("backed_for_bail") is True,
                    "executed_on": known(warrant.day("executed_on")),
                    "withdrawn_on": known(warrant.day("withdrawn_on")),
                }
            )  # fmt: skip
        if restriction and not restriction.word("case") and (kind := _kind(restriction, RestrictionKind)):
            restrictions.append(
                {
                    "kind": kind, "statute": words(restriction, "statute"), "text": words(restriction, "words"),
                    "ordered_on": known(restriction.day("ordered_on")),
                }
            )  # fmt: skip
    for table, rows, among in (
        (Marker, markers, {}), (Warrant, warrants, {}), (ReportingRestriction, restrictions, {"case_id": None}),
    ):  # fmt: skip
        if rows:
            yield Holding(table, tuple(rows), among)


def held_and_heard(top: Fields) -> Iterator[Holding]:
    """What agencies hold, in the words of the file; and hearings, which the courts' own lists bring to a list."""
    rows = [row for item in own(top.many("held")) if (row := _held(item)) is not None]
    if rows:
        yield Holding(AgencyRecord, tuple(rows))
    heard = [row for item in top.many("hearings") if (row := _heard(item)) is not None]
    if heard:
        yield Holding(PastAppearance, tuple(heard))


def _held(item: Fields) -> dict[str, Any] | None:
    category, text = _kind(item, Category, "category"), words(item, "text")
    if category is None or category in _NEVER or not text:
        return None
    details = known(item.texts("details")) or ()
    return {
        "category": category, "summary": text, "detail": "\n".join(details), "state": RecordState.OPEN,
        "valid_from": known(item.day("day")), "source": words(item, "owner"),
    }  # fmt: skip


def _heard(item: Fields) -> dict[str, Any] | None:
    day, court = known(item.day("day")), item.child("court")
    if day is None or item.flag("stands") is not True:
        return None
    said = [words(item, "kind"), words(item, "attended") or words(item, "presence")]
    return {
        "appeared_on": day, "kind": ", ".join(filter(None, said)), "case_ref": words(item, "case_number"),
        "court_code": words(court, "code") if court else "", "court": words(court, "name") if court else "",
        "reference": words(item, "listing"),
    }  # fmt: skip


def _kind(item: Fields, family: Any, name: str = "kind") -> Any:  # noqa: ANN401 - a family of words, a word of it
    text = item.word(name)
    found = next((one for one in family if one.value == text), None)
    if text is not None and found is None:
        item.odd(Code.ODD_VALUE, f"{name} is a word that this Tracker does not know; left out", name)
    return found
