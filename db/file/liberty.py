"""Custody, warnings, warrants and restrictions of one person as lines of the file."""

from __future__ import annotations

from datetime import date

from db.cards.file import CustodyLine, WarningLine
from db.custody.episodes import is_held, newest_first
from db.file.facts import Facts
from db.file.vital import in_force
from db.tables.care import Marker
from db.tables.cases import Warrant
from db.words.dates import short


def custody(facts: Facts, today: date) -> tuple[CustodyLine, ...]:
    """Stays in custody, the present one first."""
    return tuple(
        CustodyLine(
            id=one.id,
            place=one.establishment,
            status=one.status.label,
            since=one.since,
            until=one.until,
            release=_release(one.release_on, one.release_kind),
            here_now=is_held(one, today),
            source=facts.source(one),
        )
        for one in newest_first(facts.now(facts.custody), today)
    )


def warnings(facts: Facts, today: date) -> tuple[WarningLine, ...]:
    """Markers, warrants and reporting restrictions; those that count today first."""
    lines = [
        *(_marker(facts, one, today) for one in facts.now(facts.markers)),
        *(_warrant(facts, one) for one in facts.now(facts.warrants)),
    ]
    for one in facts.now(facts.restrictions):
        words = ", ".join(part for part in (one.kind.label, one.statute, one.text) if part)
        ordered = f", ordered {short(one.ordered_on)}" if one.ordered_on else ""
        text = f"restriction: {words}{ordered}"
        lines.append(WarningLine(one.id, f"restriction:{one.id}", text, in_force(one, today), facts.source(one)))
    return tuple(sorted(lines, key=lambda line: (not line.now, line.text)))


def _marker(facts: Facts, row: Marker, today: date) -> WarningLine:
    words = row.kind.label + (f" ({row.level})" if row.level else "") + (f": {row.text}" if row.text else "")
    review = f", review {short(row.review_on)}" if row.review_on else ""
    return WarningLine(row.id, f"marker:{row.kind.value}", words + review, in_force(row, today), facts.source(row))


def _warrant(facts: Facts, row: Warrant) -> WarningLine:
    issued = f", issued {short(row.issued_on)}" if row.issued_on else ""
    backed = ", backed for bail" if row.backed_for_bail else ""
    if row.executed_on:
        ended = f", executed {short(row.executed_on)}"
    elif row.withdrawn_on:
        ended = f", withdrawn {short(row.withdrawn_on)}"
    else:
        ended = ", outstanding"
    text = f"warrant: {row.kind.label}{issued}{backed}{ended}"
    now = row.executed_on is None and row.withdrawn_on is None
    return WarningLine(row.id, f"warrant:{row.id}", text, now, facts.source(row))


def _release(day: date | None, kind: str) -> str:
    if day is None:
        return ""
    return f"{kind or 'release'} {short(day)}"
