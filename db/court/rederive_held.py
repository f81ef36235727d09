"""Derives again who matters to whom by what agencies hold: assignments, registrations, homes, referrals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from db.access.deriving import MAKERS, derived
from db.access.relevance import OF_HELD, RESIDENT, Derived, Held, resident
from db.tables.base import table_of
from db.tables.cases import Case
from db.tables.people import Address, Person
from db.tables.places import AreaPostcode
from db.tables.system import Relevance
from db.words.clock import LONDON
from db.words.families.access import Scope
from db.words.families.people import AddressKind

_LIVES: tuple[AddressKind, ...] = (AddressKind.HOME, AddressKind.BAIL)
_Key = tuple[UUID, Scope, UUID, str, UUID]


@dataclass(frozen=True, slots=True)
class Difference:
    """What to write: a row to add (`row_id` None), or the days and the seal of one that is there."""

    row_id: UUID | None
    due: Derived


def differences(connection: Connection, *, today: date, at_once: int) -> Iterator[Difference]:
    """Every held record and every home compared with its relevance rows, in parts of `at_once` records."""
    for due in _due(connection, at_once):
        yield from _compared(connection, due, today)


def orphans() -> sa.ColumnElement[bool]:
    """Relevance rows of these reasons whose source is no record and no home any more."""
    r = table_of(Relevance)
    sources: list[type[SQLModel]] = [*MAKERS, Address]
    gone = [~sa.exists().where(table_of(model).c.id == r.c.source_id) for model in sources]
    return sa.and_(r.c.reason.in_(sorted(OF_HELD)), *gone)


def _due(connection: Connection, at_once: int) -> Iterator[dict[UUID, tuple[Derived, ...]]]:
    """Source id -> what it stands for, part by part."""
    case = table_of(Case)
    for model in MAKERS:
        table = table_of(model)
        query = sa.select(table, sa.func.coalesce(case.c.sealed, sa.false()).label("of_sealed")).outerjoin(
            case, case.c.id == table.c.case_id
        )
        for rows in _parts(connection, query, at_once):
            yield {row.id: derived(model, row, sealed=bool(row.of_sealed)) for row in rows}
    yield from _homes(connection, at_once)


def _homes(connection: Connection, at_once: int) -> Iterator[dict[UUID, tuple[Derived, ...]]]:
    """R3: who lives, or is bailed to live, in an area whose postcodes are known."""
    areas: dict[str, list[UUID]] = {}
    for outward, area in connection.execute(
        sa.select(table_of(AreaPostcode).c.outward, table_of(AreaPostcode).c.area_id)
    ):
        areas.setdefault(outward.upper(), []).append(area)
    home, r = table_of(Address), table_of(Relevance)
    known = sa.select(r.c.source_id).where(r.c.reason == RESIDENT)
    within = _outward(home.c.postcode).in_(sorted(areas)) if areas else sa.false()
    query = sa.select(home).where(home.c.kind.in_(_LIVES), sa.or_(within, home.c.id.in_(known)))
    for rows in _parts(connection, query, at_once):
        yield {row.id: homes_of(row, areas.get(outward_of(row.postcode), ())) for row in rows}


def homes_of(row: Any, areas: Iterable[UUID]) -> tuple[Derived, ...]:  # noqa: ANN401 - a row or an object
    """What an address stands for in each of the areas it lies in."""
    ended_on = row.ended_at.astimezone(LONDON).date() if row.ended_at else None
    of = Held(row.id, row.person_id, row.source_record_id, ended_on)
    return tuple(resident(of, area, since=row.valid_from, until=row.valid_to) for area in areas)


def outward_of(postcode: str) -> str:
    """`QX1` of `QX1 2AB`, of `qx12ab` too; empty where it is too short to have two halves."""
    bare = "".join(postcode.split()).upper()
    return bare[:-3] if len(bare) > 4 else ""


def _outward(postcode: Any) -> Any:  # noqa: ANN401 - a column
    bare = sa.func.upper(sa.func.replace(postcode, " ", ""))
    return sa.case((sa.func.length(bare) > 4, sa.func.substr(bare, 1, sa.func.length(bare) - 3)), else_="")


def _compared(connection: Connection, due: dict[UUID, tuple[Derived, ...]], today: date) -> Iterator[Difference]:
    r = table_of(Relevance)
    wanted = {_key(one): one for each in due.values() for one in each}
    person = table_of(Person)
    found = connection.execute(
        sa.select(r)
        .join(person, person.c.id == r.c.person_id)
        .where(r.c.source_id.in_(sorted(due)), r.c.reason.in_(sorted(OF_HELD)), person.c.merged_into_id.is_(None))
    ).all()
    for row in found:
        one = wanted.pop(_key(row), None)
        days = (row.starts_on, row.ends_on, row.sealed)
        if one is not None and (one.starts_on, one.ends_on, one.sealed) != days:
            yield Difference(row.id, one)
        elif one is None and row.ends_on >= today:
            yesterday = today - timedelta(days=1)
            over = Derived(*_key(row), starts_on=row.starts_on, ends_on=yesterday, sealed=row.sealed)
            yield Difference(row.id, over)
    yield from (Difference(None, one) for one in wanted.values())


def _key(one: Any) -> _Key:  # noqa: ANN401 - a row or a value
    return one.person_id, one.scope, one.scope_id, one.reason, one.source_id


def _parts(connection: Connection, query: sa.Select[Any], at_once: int) -> Iterator[Sequence[Any]]:
    yield from connection.execution_options(yield_per=at_once).execute(query).partitions(at_once)
