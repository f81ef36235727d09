"""Corrections that stand, for one reader: those first that a source has contradicted since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from db.cards.corrections import CorrectionCard
from db.cards.page import LIMIT, Page
from db.file import identity
from db.file.corrected import MODELS, kind_of, said_of
from db.file.facts import user_names
from db.file.systems import system_words
from db.people.shown import NOT_KNOWN, shown
from db.tables.people import (
    Address,
    ContactPoint,
    Correctable,
    Identifier,
    Person,
    PersonDetail,
    PersonName,
    SourceRecord,
)
from db.tables.places import Agency
from db.unit import Unit

TEXTS: Final[dict[type[Correctable], Callable[[Any], str]]] = {
    PersonName: identity.name_text,
    PersonDetail: identity.detail_text,
    Identifier: lambda row: row.canonical or row.raw,
    Address: identity.address_text,
    ContactPoint: lambda row: row.value,
}


def standing(unit: Unit, *, differing: bool) -> Page[CorrectionCard]:
    """Corrections that the reader may see, at most 200; `differing` leaves only those that a source contradicts."""
    found: list[CorrectionCard] = []
    for family, model in MODELS.items():
        made = unit.session.exec(
            select(model)
            .where(col(model.corrects_id).is_not(None), col(model.ended_at).is_(None))
            .order_by(col(model.recorded_at).desc())
            .limit(LIMIT)
        ).all()
        found += _cards(unit, family, model, made)
    wanted = [card for card in found if card.differs or not differing]
    wanted.sort(key=lambda card: (not card.differs, -card.at.timestamp(), card.id))
    return Page(tuple(wanted[:LIMIT]), total=len(wanted))


def label_of(key: str, row: Correctable) -> str:
    """What the field of a row is called."""
    label = getattr(getattr(row, "kind", ""), "label", key.partition(":")[2])
    return f"{label} address" if isinstance(row, Address) else str(label)


def _cards(unit: Unit, family: str, model: type[Correctable], made: Sequence[Correctable]) -> Iterable[CorrectionCard]:
    """Cards of corrections of one table."""
    if not made:
        return
    people = sorted({row.person_id for row in made})
    rows = [*made, *_sources(unit, model, made)]
    names = shown(unit, people)
    known = sa.select(col(Person.id), col(Person.public_ref)).where(col(Person.id).in_(people))
    references = {row.id: row.public_ref for row in unit.session.execute(known)}
    users = user_names(unit, (row.recorded_by_id for row in made if row.recorded_by_id))
    corrected = {row.id: row for row in rows}
    sources = _source_words(unit, (row.source_record_id for row in rows))
    text = TEXTS[model]
    for row in made:
        said = said_of(row, rows, text, moment=unit.now)
        source = corrected.get(row.corrects_id) if row.corrects_id else None
        if said is None or source is None:
            continue
        yield CorrectionCard(
            id=row.id, person_id=row.person_id, reference=references.get(row.person_id, ""),
            person=names[row.person_id].name if row.person_id in names else NOT_KNOWN,
            key=f"{family}:{kind_of(row)}", label=label_of(f"{family}:{kind_of(row)}", row), value=text(row),
            source=sources.get(source.source_record_id, ""), said=said.then,
            now="no longer given" if said.over else said.now, why=row.why or "",
            by=users.get(row.recorded_by_id, "") if row.recorded_by_id else "", at=row.recorded_at,
            differs=said.differs(text(row)),
        )  # fmt: skip


def _sources(unit: Unit, model: type[Correctable], made: Sequence[Correctable]) -> list[Correctable]:
    """What these rows correct, and what the same sources say of the same people now."""
    keys = sorted({row.corrects_id for row in made if row.corrects_id})
    first = list(unit.session.exec(select(model).where(col(model.id).in_(keys))).all())
    records = sorted({row.source_record_id for row in first if row.ended_at is not None})
    if not records:
        return first
    wanted = select(model).where(col(model.source_record_id).in_(records), col(model.ended_at).is_(None))
    known = {row.id for row in first}
    return [*first, *(row for row in unit.session.exec(wanted).all() if row.id not in known)]


def _source_words(unit: Unit, records: Iterable[UUID]) -> dict[UUID, str]:
    rows = unit.session.execute(
        sa.select(col(SourceRecord.id), col(SourceRecord.system), col(Agency.name))
        .join(Agency, col(Agency.id) == col(SourceRecord.agency_id))
        .where(col(SourceRecord.id).in_(sorted(set(records))))
    )
    return {row.id: f"{row.name}, {system_words(row.system)}" for row in rows}
