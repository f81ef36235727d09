"""Moves a source record from one person to another with all that hangs on it; part of linking (D1)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.index.keeping import keep
from db.tables.base import Reach
from db.tables.cases import DefendantCase, Result, ResultPrompt
from db.tables.hearings import Follow, Listing
from db.tables.held import Held
from db.tables.people import Address, Fact, Person, SourceRecord
from db.tables.registry import governance_of, models
from db.tables.system import Relevance
from db.words.families.people import LinkState
from db.words.keys import uuid7

_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
_person: sa.Table = Person.__table__  # type: ignore[attr-defined]
_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
# Rows that say the same of both persons once already: the double stays with the person that is left behind.
_ONCE = {
    Relevance: ("scope", "scope_id", "reason", "source_id"),
    Follow: ("user_id", "case_id"),
}

# Rows that hang on a fact of the record, though they name the person too.
_HANGS_ON: dict[type[SQLModel], tuple[type[Fact], str]] = {
    Listing: (DefendantCase, "defendant_case_id"),
    ResultPrompt: (Result, "result_id"),
}


def records_of(connection: Connection, person_id: UUID) -> set[UUID]:
    """The source records placed with a person."""
    rows = connection.execute(sa.select(_record.c.id).where(_record.c.person_id == person_id))
    return {row.id for row in rows}


def place(
    connection: Connection, record_id: UUID, *, old: UUID, new: UUID, now: datetime, decided_by: UUID, reasons: str
) -> bool:
    """Put the record with person `new`; its facts follow. True when `old` is empty and leads to `new` now.

    That is where it was the only record of `old`: everything that hangs on that person follows (notes,
    marks). Nothing is deleted, and `old` stays relevant to whom it was: a draft, an open screen and a
    sealed note still name it.
    """
    whole = records_of(connection, old) == {record_id}
    connection.execute(
        sa.update(_record)
        .where(_record.c.id == record_id)
        .values(
            person_id=new, link_state=LinkState.AUTO, decided_by_id=decided_by, decided_at=now, reasons=reasons,
            version=_record.c.version + 1,
        )
    )  # fmt: skip
    for model in models().values():
        _move(connection, model, record_id=record_id, old=old, new=new, whole=whole)
    if whole:
        connection.execute(
            sa.update(_person).where(_person.c.id == old).values(merged_into_id=new, version=_person.c.version + 1)
        )
        _share_relevance(connection, old=old, new=new)
    keep(connection, changed=(old, new))
    return whole


def _share_relevance(connection: Connection, *, old: UUID, new: UUID) -> None:
    """To whom the old id is relevant, the new one is relevant as well."""
    other = _relevance.alias()
    same = [other.c[name] == _relevance.c[name] for name in ("scope", "scope_id", "reason", "source_id")]
    lacking = sa.select(_relevance).where(
        _relevance.c.person_id == old, ~sa.exists().where(other.c.person_id == new, *same)
    )
    rows = [{**row, "id": uuid7(), "person_id": new} for row in connection.execute(lacking).mappings()]
    if rows:
        connection.execute(sa.insert(_relevance), rows)


def _move(connection: Connection, model: type[SQLModel], *, record_id: UUID, old: UUID, new: UUID, whole: bool) -> None:
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    is_house_row = governance_of(model).reach is Reach.SYSTEM and model is not Relevance
    if "person_id" not in table.c or model is SourceRecord or is_house_row:
        return
    if whole and model is Relevance:
        return
    if whole:
        rule = table.c.person_id == old
    elif issubclass(model, Fact | Held):
        rule = sa.and_(table.c.person_id == old, table.c.source_record_id == record_id)
    elif model in _HANGS_ON:
        holder, column = _HANGS_ON[model]
        fact: sa.Table = holder.__table__  # type: ignore[attr-defined]
        held = sa.select(fact.c.id).where(fact.c.source_record_id == record_id)
        rule = sa.and_(table.c.person_id == old, table.c[column].in_(held))
    elif model is Relevance:
        rule = sa.and_(table.c.person_id == old, table.c.source_id.in_(_sources(record_id)))
    else:
        return
    if model in _ONCE:
        other = table.alias()
        same = [other.c[name].is_not_distinct_from(table.c[name]) for name in _ONCE[model]]
        rule = sa.and_(rule, ~sa.exists().where(other.c.person_id == new, *same))
    connection.execute(sa.update(table).where(rule).values(person_id=new, version=table.c.version + 1))


def _sources(record_id: UUID) -> sa.CompoundSelect[tuple[UUID]]:
    """What of a record makes its person matter to somebody: itself, its addresses, and what came with it."""
    came = [model for model in models().values() if issubclass(model, Held)]
    tables: list[sa.Table] = [model.__table__ for model in (Address, *came)]  # type: ignore[attr-defined]
    return sa.union_all(
        sa.select(_record.c.id).where(_record.c.id == record_id),
        *(sa.select(table.c.id).where(table.c.source_record_id == record_id) for table in tables),
    )
