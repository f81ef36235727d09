"""To whom a person matters because of a record: that goes where it goes, and stays where another says the same."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.tables.base import table_of
from db.tables.cases import DefendantCase
from db.tables.held import Held
from db.tables.people import Address, SourceRecord
from db.tables.registry import models
from db.tables.system import Relevance
from db.words.keys import uuid7

_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
NEVER: Final = date.min
"""The last day of what holds no more."""
_SAME = ("scope", "scope_id", "reason", "source_id")


def sources_of(connection: Connection, record_id: UUID) -> list[UUID]:
    """What of a record makes its person matter to somebody: itself, its addresses, its cases, what came with it."""
    return list(
        connection.scalars(_sources(lambda column: column == record_id, table_of(SourceRecord).c.id == record_id))
    )


def carry(connection: Connection, sources: Collection[UUID], *, old: UUID, new: UUID) -> None:
    """Let `new` matter to whom `old` matters because of these sources, on the same days."""
    of_these = _relevance.c.source_id.in_(sorted(sources))
    known = {
        tuple(row[name] for name in _SAME): row["id"]
        for row in connection.execute(sa.select(_relevance).where(_relevance.c.person_id == new, of_these)).mappings()
    }
    found = connection.execute(sa.select(_relevance).where(_relevance.c.person_id == old, of_these)).mappings().all()
    lacking = []
    for row in found:
        key = known.get(tuple(row[name] for name in _SAME))
        if key is None:
            lacking.append({**row, "id": uuid7(), "person_id": new})
            continue
        days = {name: row[name] for name in ("starts_on", "ends_on", "sealed")}
        changed = sa.or_(*(_relevance.c[name] != value for name, value in days.items()))
        same = sa.update(_relevance).where(_relevance.c.id == key, changed)
        connection.execute(same.values(**days, version=_relevance.c.version + 1))
    if lacking:
        connection.execute(sa.insert(_relevance), lacking)


def lose(connection: Connection, sources: Collection[UUID], *, person_id: UUID) -> None:
    """Let the person matter no more because of these sources, but for those that another record of theirs has too."""
    gone = sorted(set(sources) - _standing(connection, person_id))
    if gone:
        rule = sa.and_(_relevance.c.person_id == person_id, _relevance.c.source_id.in_(gone))
        connection.execute(sa.update(_relevance).where(rule).values(ends_on=NEVER, version=_relevance.c.version + 1))


def lose_the_rest(connection: Connection, *, person_id: UUID) -> None:
    """Somebody who was empty has a record again: what they mattered for by records that are elsewhere is over."""
    known = sa.select(_relevance.c.source_id).where(_relevance.c.person_id == person_id, _relevance.c.ends_on > NEVER)
    lose(connection, set(connection.scalars(known)), person_id=person_id)


def _standing(connection: Connection, person_id: UUID) -> set[UUID]:
    """Because of what the person matters: the sources of their records, and what was entered about them by hand."""
    record = table_of(SourceRecord)
    theirs = sa.select(record.c.id).where(record.c.person_id == person_id)
    found = set(connection.scalars(_sources(lambda column: column.in_(theirs), record.c.person_id == person_id)))
    for model in models().values():
        if issubclass(model, Held):
            table = table_of(model)
            by_hand = sa.select(table.c.id).where(table.c.person_id == person_id, table.c.source_record_id.is_(None))
            found.update(connection.scalars(by_hand))
    return found


def _sources(
    of: Callable[[sa.Column[UUID]], sa.ColumnElement[bool]], own: sa.ColumnElement[bool]
) -> sa.CompoundSelect[UUID]:
    """The sources of some records: `of(column)` says whether a column names one of them, `own` whether a row is one."""
    came: list[type[SQLModel]] = [Address, *(each for each in models().values() if issubclass(each, Held))]
    record, defendant = table_of(SourceRecord), table_of(DefendantCase)
    return sa.union_all(
        sa.select(record.c.id).where(own),
        sa.select(defendant.c.case_id).where(of(defendant.c.source_record_id)),
        *(sa.select(table_of(model).c.id).where(of(table_of(model).c.source_record_id)) for model in came),
    )
