"""Custody, warnings, what agencies hold and notes of the document; a judge's personal note is never in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from db.cards.file import FileCard, WarningLine
from db.file.facts import Facts
from db.output.person.cases import restriction
from db.output.person.identity import source
from db.tables.care import Marker
from db.tables.cases import ReportingRestriction, Warrant
from db.tables.people import Fact

Json = dict[str, Any]


def custody(card: FileCard, facts: Facts) -> list[Json]:
    """Stays; a prison's record that tells of no stay has no `stay`."""
    stays = {row.id: row for row in facts.custody}
    made = []
    for one in card.custody:
        row = stays.get(one.id)
        stay = {
            "code": row.establishment_code or None, "status": row.status.value, "release_on": row.release_on,
            "release_kind": row.release_kind or None, "reference": row.external_ref or None,
        } if row is not None else None  # fmt: skip
        made.append(
            {
                "place": one.place, "text": one.status, "since": one.since, "until": one.until, "now": one.here_now,
                "release": one.release or None, "record": list(one.more), "changes": list(one.changes), "stay": stay,
                "source": source(one.source),
            }
        )  # fmt: skip
    return made


def warnings(card: FileCard, facts: Facts) -> list[Json]:
    """Markers, warrants and reporting restrictions, each with its parts under its own name."""
    markers, warrants, restrictions = (_by_id(rows) for rows in (facts.markers, facts.warrants, facts.restrictions))
    return [
        {
            "text": one.text, "now": one.now, "source": source(one.source),
            "marker": _part(markers, one, _marker),
            "warrant": _part(warrants, one, _warrant),
            "restriction": _part(restrictions, one, _restriction),
        }
        for one in card.warnings
    ]  # fmt: skip


def held(card: FileCard, relayed: frozenset[UUID]) -> list[Json]:
    """What agencies hold, whole or in summary."""
    return [
        {
            "category": one.category.value, "owner": one.owner, "text": one.text, "details": list(one.details),
            "summary": one.summary, "day": one.day, "record": one.reference, "case": one.case_id,
            "relayed": one.id in relayed,
        }
        for one in card.held.lines
    ]  # fmt: skip


def notes(card: FileCard) -> list[Json]:
    """Notes that the reader may read; a body that is withheld says why."""
    return [
        {
            "kind": note.kind.value, "author": note.author, "agency": note.agency, "written_at": note.first_written_at,
            "edited": note.edited, "hearing_on": note.hearing_on, "body": note.body if not note.withheld else None,
            "withheld": note.withheld or None,
        }
        for note in card.notes
        if not note.personal
    ]  # fmt: skip


def _by_id(rows: Iterable[Fact]) -> dict[UUID, Fact]:
    return {row.id: row for row in rows}


def _part(rows: dict[UUID, Fact], one: WarningLine, parts: Callable[[Any], Json]) -> Json | None:
    row = rows.get(one.id)
    return parts(row) if row is not None else None


def _marker(row: Marker) -> Json:
    return {"kind": row.kind.value, "level": row.level or None, "words": row.text or None, "review_on": row.review_on}


def _warrant(row: Warrant) -> Json:
    return {
        "kind": row.kind.value, "issued_on": row.issued_on, "backed_for_bail": row.backed_for_bail,
        "executed_on": row.executed_on, "withdrawn_on": row.withdrawn_on,
    }  # fmt: skip


def _restriction(row: ReportingRestriction) -> Json:
    return {**restriction(row), "case": row.case_id}
