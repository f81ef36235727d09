"""Reads what agencies hold of a person as the reader may have it: whole, in summary, or that it is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from db.access import decisions
from db.access.summaries import Partly, SummaryRow
from db.cards.records import HeldCard, HeldLine, WithheldLine
from db.file.facts import user_names
from db.file.held.summaries import day_of, field_of, summary_words
from db.file.held.words import TABLES, Names, is_breach, said
from db.tables.held import AgencyRecord, Held, PpoRegistration, Referral
from db.tables.places import Agency, Area
from db.unit import Unit
from db.words.families.access import Category

_ORDER = tuple(Category)
_DATED = frozenset({"on", "asked", "since", "from", "registered"})


def held_of(unit: Unit, person_id: UUID, *, moment: datetime | None = None) -> HeldCard:
    """Everything held of one person; `moment` is the end of an earlier day, and then only whole records are shown."""
    rows = [row for row in _rows(unit, person_id) if _stood(row, moment)]
    partly = unit.partly(person_id) if moment is None else Partly()
    names = _names(unit, rows, partly)
    lines = [_line(unit, row, names) for row in rows]
    lines += [_summary(one, names) for one in partly.summaries]
    withheld = [
        WithheldLine(one.category, _named(names, one.owner_agency_id), one.owner_agency_id) for one in partly.withheld
    ]
    return HeldCard(
        tuple(sorted(lines, key=_place)),
        tuple(sorted(withheld, key=lambda one: (_ORDER.index(one.category), one.owner))),
        today_only=moment is not None,
    )


def _rows(unit: Unit, person_id: UUID) -> list[Held]:
    """Rows given in full; tables without any are found out in one statement."""
    there = {str(model.__table__.name): model for model in TABLES}  # type: ignore[attr-defined]
    asked = [_any(model, person_id).label(name) for name, model in there.items()]
    found = unit.session.execute(sa.select(*asked)).one()
    kinds = [model for name, model in there.items() if getattr(found, name)]
    rows: list[Held] = []
    for model in kinds:
        whole = unit.session.scalars(sa.select(model).where(_column(model, "person_id") == person_id))
        rows += [row for row in whole if isinstance(row, Held)]
    return rows


def _any(model: type[SQLModel], person_id: UUID) -> Any:  # noqa: ANN401 - a column
    return sa.exists(sa.select(_column(model, "id")).where(_column(model, "person_id") == person_id))


def _column(model: type[SQLModel], name: str) -> Any:  # noqa: ANN401 - a mapped column
    return getattr(model, name)


def _stood(row: Held, moment: datetime | None) -> bool:
    if moment is None:
        return row.ended_at is None
    return row.recorded_at <= moment and (row.ended_at is None or row.ended_at > moment)


def _names(unit: Unit, rows: Sequence[Held], partly: Partly) -> Names:
    agencies = {row.owner_agency_id for row in rows}
    agencies |= {row.service_agency_id for row in rows if isinstance(row, Referral)}
    agencies |= {row.lead_agency_id for row in rows if isinstance(row, PpoRegistration) and row.lead_agency_id}
    owners = [one.owner_agency_id for one in partly.summaries] + [one.owner_agency_id for one in partly.withheld]
    agencies |= {owner for owner in owners if owner is not None}
    users = {user for row in rows if (user := getattr(row, "user_id", None)) is not None}
    areas = {row.area_id for row in rows if isinstance(row, PpoRegistration)}
    return Names(_by_id(unit, Agency, agencies), user_names(unit, users), _by_id(unit, Area, areas))


def _by_id(unit: Unit, model: type[Agency | Area], keys: Iterable[UUID]) -> dict[UUID, str]:
    wanted = sorted(keys)
    if not wanted:
        return {}
    rows = unit.session.execute(sa.select(col(model.id), col(model.name)).where(col(model.id).in_(wanted)))
    return {row.id: row.name for row in rows}


def _named(names: Names, owner: UUID | None) -> str:
    return names.agencies.get(owner, "") if owner else ""


def _line(unit: Unit, row: Held, names: Names) -> HeldLine:
    words = said(row, names)
    category = _category(row)
    mine = isinstance(row, AgencyRecord) and row.owner_agency_id == unit.actor.agency_id
    return HeldLine(
        id=row.id,
        category=category,
        kind=str(row.__tablename__),
        owner=_named(names, row.owner_agency_id),
        text=words.text,
        details=words.details,
        day=words.day,
        case_id=row.case_id,
        acceptable=getattr(row, "acceptable", None),
        breach=is_breach(row),
        own=mine and decisions.covers_own(unit.standing, category),
        version=row.version,
    )


def _category(row: Held) -> Category:
    found = row.category if isinstance(row, AgencyRecord) else type(row).governance.category  # type: ignore[union-attr]
    assert found is not None
    return found


def _summary(one: SummaryRow, names: Names) -> HeldLine:
    acceptable = {"yes": True, "no": False}.get(field_of(one, "acceptable"))
    days = (day_of(text) for label, text in one.fields if label.split()[-1] in _DATED)
    return HeldLine(
        id=one.row_id,
        category=one.category,
        kind=one.kind,
        owner=_named(names, one.owner_agency_id),
        text=summary_words(one),
        day=next((day for day in days if day), None),
        acceptable=acceptable,
        breach=field_of(one, "kind") == "breach",
        summary=True,
    )


def _place(one: HeldLine) -> tuple[int, int, str, UUID]:
    """By category, then the newest first."""
    return _ORDER.index(one.category), -(one.day or date.min).toordinal(), one.text, one.id
