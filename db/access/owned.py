"""Whose records there are, category by category, in SQL: to count for whom a rule changes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.access.decisions import OF_CASES
from db.access.gates import row_gate
from db.access.reader import Present
from db.access.standing import Standing
from db.tables.base import Reach
from db.tables.cases import DefendantCase
from db.tables.held import AgencyRecord, Held, VictimWitness
from db.tables.notes import Note
from db.tables.people import Fact, SourceRecord
from db.tables.registry import governance_of, models
from db.words.families.access import Category
from db.words.families.notes import NoteKind

_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
_defendant: sa.Table = DefendantCase.__table__  # type: ignore[attr-defined]


def how_many(standing: Standing, category: Category, owner: UUID) -> sa.Select[int]:
    """Of how many people who matter to the reader the owner holds something of this category."""
    reader = Present(standing)
    each = []
    for model in kinds_of(category):
        row = _plain(model).alias()
        source, person_id = _person(model, row)
        youth = model is not DefendantCase and category in OF_CASES
        gate = sa.true() if model is VictimWitness else row_gate(reader, model, row.c, youth=youth)
        holds = (_counts(model, row.c, category), _owner(model, row.c) == owner, reader.relevant(person_id), gate)
        each.append(sa.select(person_id.label("person_id")).select_from(source).where(*holds))
    found = sa.union(*each).subquery()
    return sa.select(sa.func.count()).select_from(found)


def people_of(owner: UUID | sa.ColumnElement[Any]) -> sa.CompoundSelect[UUID]:
    """Everybody of whom the agency holds anything."""
    each = [sa.select(_record.c.person_id).where(_record.c.agency_id == owner, _record.c.person_id.is_not(None))]
    for model in models().values():
        if issubclass(model, Held) or model is Note:
            table = _plain(model)
            each.append(sa.select(table.c.person_id).where(table.c.owner_agency_id == owner))
    return sa.union(*each)


def holds_records(mine: Callable[[Any], Any], person_id: Any) -> Any:  # noqa: ANN401 - columns
    """Whether an agency holds anything of the person; `mine(column)` says whether the column names that agency."""
    one = _record.alias().c
    each = [sa.exists().where(one.person_id == person_id, mine(one.agency_id))]
    for _, model in sorted(models().items()):
        if issubclass(model, Held):
            row = _plain(model).alias().c
            each.append(sa.exists().where(row.person_id == person_id, mine(row.owner_agency_id)))
    return sa.or_(*each)


def holds_anything(mine: Callable[[Any], Any], among: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - columns
    """Whether an agency owns any row about one of some people: `mine` names the agency, `among` the people."""
    one = _record.alias().c
    each = [sa.exists().where(among(one.person_id), mine(one.agency_id))]
    for _, model in sorted(models().items()):
        table = _plain(model)
        if {"person_id", "owner_agency_id", "id"} <= set(table.c.keys()):
            row = table.alias().c
            each.append(sa.exists().where(among(row.person_id), mine(row.owner_agency_id)))
    return sa.or_(*each)


def owners_of(person_id: UUID | sa.ColumnElement[Any], category: Category) -> sa.CompoundSelect[UUID | None]:
    """Which agencies hold something of this category of the person."""
    each = []
    for model in kinds_of(category):
        row = _plain(model).alias()
        source, known = _person(model, row)
        holds = (known == person_id, _counts(model, row.c, category))
        each.append(sa.select(_owner(model, row.c).label("owner")).select_from(source).where(*holds))
    return sa.union(*each)


def kinds_of(category: Category) -> Iterator[type[SQLModel]]:
    """The tables whose rows fall in the category and have an owner."""
    for _, model in sorted(models().items()):
        governance = governance_of(model)
        if governance.reach in (Reach.SYSTEM, Reach.OPEN):
            continue
        owned = issubclass(model, Held | Fact) or model in (SourceRecord, VictimWitness, Note)
        if owned and (model is AgencyRecord or governance.category is category):
            yield model


def _plain(model: type[SQLModel]) -> sa.Table:
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    return table


def _person(model: type[SQLModel], row: Any) -> tuple[sa.FromClause, Any]:  # noqa: ANN401 - an alias, a column
    """Where the rows come from, and the column that names the person: of a case's records its defendants."""
    if model is VictimWitness:
        dc = _defendant.alias()
        return row.join(dc, dc.c.case_id == row.c.case_id), dc.c.person_id
    return row, row.c.person_id


def _counts(model: type[SQLModel], row: Any, category: Category) -> Any:  # noqa: ANN401 - columns
    """Rows that stand now."""
    wanted = [row.ended_at.is_(None)] if "ended_at" in row else []
    if model is AgencyRecord:
        wanted.append(row.category == category)
    if model is Note:
        wanted += [row.kind == NoteKind.AGENCY, row.withdrawn_at.is_(None), row.superseded_at.is_(None)]
    return sa.and_(sa.true(), *wanted)


def _owner(model: type[SQLModel], row: Any) -> Any:  # noqa: ANN401 - columns
    if "owner_agency_id" in row:
        return row.owner_agency_id
    if model is SourceRecord:
        return row.agency_id
    return sa.select(_record.c.agency_id).where(_record.c.id == row.source_record_id).scalar_subquery()
