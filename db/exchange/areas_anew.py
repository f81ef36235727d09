"""Works out anew in which area offences lie that have none, after areas or their postcodes were added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.agencies.offence_areas import OffenceAreas
from db.exchange.formats.forces import force_of
from db.tables.base import table_of
from db.tables.cases import Case, Charge, DefendantCase
from db.tables.past import PastCharge
from db.tables.people import SourceRecord
from db.unit import Units
from db.words.families.exchange import System

AT_ONCE: Final = 2_000
"""Rows of one transaction: as many as a clerk can wait behind."""
_TELL_FORCE: Final = frozenset({str(System.POLICE_CASE), str(System.COMMON_PLATFORM)})
"""Systems whose messages tell which force opened a case."""
_charge, _past, _record = table_of(Charge), table_of(PastCharge), table_of(SourceRecord)
_defendant, _case = table_of(DefendantCase), table_of(Case)


@dataclass(frozen=True, slots=True)
class AreasAnew:
    """How many offences without an area were looked at, and how many of them have one now."""

    looked: int
    placed: int


def areas_anew(units: Units, *, dry_run: bool = False) -> AreasAnew:
    """Give each charge without an area that of its place, by the rules of a feed; one that has an area keeps it.

    Chunk by chunk, so that whoever works meanwhile waits behind one of them at most; started again it goes on with
    what is left.
    """
    areas = OffenceAreas()
    with units.raw("keeper") as connection:
        areas.read(connection)
    looked = placed = 0
    for table, asked in ((_charge, _of_cases()), (_past, _by_hand())):
        last = UUID(int=0)
        while rows := _next(units, asked, last):
            last = rows[-1].id
            looked += len(rows)
            found = {row.id: area for row in rows if (area := areas.area_of(row.place, _force(row))) is not None}
            placed += len(found)
            if found and not dry_run:
                with units.raw("keeper", writes=True) as connection:
                    _put(connection, table, found)
    return AreasAnew(looked, placed)


def _of_cases() -> sa.Select[Any]:
    return (
        sa.select(_charge.c.id, _charge.c.place, _case.c.urn, _case.c.authority_code, _record.c.system)
        .join(_record, _record.c.id == _charge.c.source_record_id)
        .join(_defendant, _defendant.c.id == _charge.c.defendant_case_id)
        .join(_case, _case.c.id == _defendant.c.case_id)
        .where(_charge.c.area_id.is_(None), _charge.c.ended_at.is_(None), _charge.c.id > sa.bindparam("last"))
        .order_by(_charge.c.id)
        .limit(AT_ONCE)
    )


def _by_hand() -> sa.Select[Any]:
    none = sa.literal("")
    return (
        sa.select(
            _past.c.id, _past.c.place, none.label("urn"), none.label("authority_code"), none.label("system")
        )
        .where(
            _past.c.area_id.is_(None), _past.c.ended_at.is_(None), _past.c.source_record_id.is_(None),
            _past.c.id > sa.bindparam("last"),
        )
        .order_by(_past.c.id)
        .limit(AT_ONCE)
    )  # fmt: skip


def _next(units: Units, asked: sa.Select[Any], last: UUID) -> list[Any]:
    with units.raw("keeper") as connection:
        return list(connection.execute(asked, {"last": last}))


def _force(row: Any) -> str:  # noqa: ANN401 - a row
    return force_of(row.urn, row.authority_code) if row.system in _TELL_FORCE else ""


def _put(connection: Connection, table: sa.Table, found: dict[UUID, UUID]) -> None:
    """One statement an area; a row that somebody gave an area meanwhile keeps it."""
    for area, keys in _by_area(found):
        still = sa.and_(table.c.id.in_(keys), table.c.area_id.is_(None))
        connection.execute(sa.update(table).where(still).values(area_id=area, version=table.c.version + 1))


def _by_area(found: dict[UUID, UUID]) -> Iterator[tuple[UUID, list[UUID]]]:
    ordered: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for key, area in found.items():
        ordered[area].append(key)
    yield from ordered.items()
