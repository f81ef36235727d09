"""Custody, warnings, warrants and restrictions of one person as lines of the file."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from db.cards.file import CustodyLine, WarningLine
from db.custody.compare import in_words, moves, transfers
from db.custody.episodes import is_held, newest_first
from db.custody.meaning import place, standing
from db.custody.release import why_none
from db.file.facts import Facts
from db.file.vital import in_force
from db.reference.prisons import spelt_alike
from db.tables.care import CustodyEpisode, CustodySnapshot, Marker
from db.tables.cases import Warrant
from db.words.dates import court_time, short


def custody(facts: Facts, today: date) -> tuple[CustodyLine, ...]:
    """Stays in custody, the present one first; behind them prison records that tell of no stay."""
    told = {one.source_record_id: one for one in facts.now(facts.snapshots)}
    stays = newest_first(facts.now(facts.custody), today)
    lines = [_stay(facts, one, told.get(one.source_record_id), today) for one in stays]
    alone = told.keys() - {one.source_record_id for one in stays}
    return (*lines, *(_record(facts, told[one]) for one in sorted(alone)))


def _stay(facts: Facts, row: CustodyEpisode, told: CustodySnapshot | None, today: date) -> CustodyLine:
    held = is_held(row, today)
    release = _release(row.release_on, row.release_kind)
    if not release and held and told is not None:
        release = why_none(row.status, tariff=told.tariff_on)
    return CustodyLine(
        id=row.id,
        place=spelt_alike(row.establishment, row.establishment_code),
        status=row.status.label,
        since=row.since,
        until=row.until,
        release=release,
        here_now=held,
        source=facts.source(row),
        more=(*in_words(told.model_dump()), *_moved(facts, row.source_record_id)) if told is not None else (),
        changes=_changes(facts, row.source_record_id),
    )


def _record(facts: Facts, row: CustodySnapshot) -> CustodyLine:
    """A record of somebody of whom it gives no stay: released on a day that it does not say."""
    said = row.model_dump()
    return CustodyLine(
        id=row.id,
        place=place(said) if row.status else row.establishment or "prison record",
        status="released" if row.status else standing(said).label,
        since=None,
        until=None,
        release="",
        here_now=False,
        source=facts.source(row),
        more=tuple(in_words(said)),
        changes=_changes(facts, row.source_record_id),
    )


def _told_by(facts: Facts, source_id: UUID) -> list[CustodySnapshot]:
    return [one for one in facts.snapshots if one.source_record_id == source_id]


def _moved(facts: Facts, source_id: UUID) -> tuple[str, ...]:
    """How often this source told of another prison."""
    count = transfers(_told_by(facts, source_id))
    return (f"moved between prisons {'once' if count == 1 else f'{count} times'}",) if count else ()


def _changes(facts: Facts, source_id: UUID) -> tuple[str, ...]:
    """What each record of this source said otherwise than the one before, the last first, with its day."""
    told = ((court_time(row.recorded_at)[0], found) for row, found in moves(_told_by(facts, source_id)))
    return tuple(f"{short(day)}: {'; '.join(one.words for one in found)}" for day, found in told)


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
