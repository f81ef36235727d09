"""The words of a summary: its fields as the rules hand them out, days and codes as a clerk reads them."""

from __future__ import annotations

from datetime import date
from typing import Final

from db.access.summaries import SummaryRow
from db.words.dates import short
from db.words.families.bail import BailStatus, WarrantKind
from db.words.families.court import MarkerKind
from db.words.families.held import ComplianceKind, NeedState, RecordState, ReportKind
from db.words.families.notes import NoteKind
from db.words.families.worded import Worded

_FAMILIES: Final[dict[tuple[str, str], type[Worded]]] = {
    ("bail", "bail"): BailStatus,
    ("warrant", "warrant"): WarrantKind,
    ("marker", "warning"): MarkerKind,
    ("report_request", "report"): ReportKind,
    ("compliance", "kind"): ComplianceKind,
    ("remand", "bail"): BailStatus,
    ("health_record", "state"): NeedState,
    ("need", "state"): NeedState,
    ("agency_record", "state"): RecordState,
    ("note", "note"): NoteKind,
}
_SAID: Final = {"yes": "", "no": "not "}
# The value says it all: `standard report, asked 1 Mar`, not `report standard report`.
_BARE: Final = frozenset(
    {"report", "kind", "record", "type", "need", "warning", "bail", "warrant", "state", "status", "establishment"}
    | {"note"}
)


def summary_words(row: SummaryRow) -> str:
    """`standard report, asked 1 Mar 2026, due 14 Mar 2026`."""
    parts = []
    for label, text in row.fields:
        value = _value(row.kind, label, text)
        if text in _SAID:
            parts.append(f"{_SAID[text]}{label}")
        else:
            parts.append(value if label in _BARE else f"{label} {value}")
    return ", ".join(parts) or f"{row.category.label} is held"


def field_of(row: SummaryRow, label: str) -> str:
    """One field as it came; empty where the summary has none."""
    return next((text for name, text in row.fields if name == label), "")


def day_of(text: str) -> date | None:
    """A day of a summary; None for anything else."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _value(kind: str, label: str, text: str) -> str:
    family = _FAMILIES.get((kind, label))
    if family is not None:
        return next((one.label for one in family if one.value == text), text)
    day = day_of(text) if len(text) == 10 else None
    return short(day) if day else text
