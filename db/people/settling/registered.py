"""Which records of a file may be of people on the register: by a number, or by a name with its day of birth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.people.settling.sides import NUMBERS
from db.tables.base import table_of
from db.tables.held import PpoRegistration
from db.tables.people import Identifier, PersonDetail, PersonName, SourceRecord
from db.words.batches import in_batches
from db.words.families.people import DetailKind

_AT_ONCE: Final = 500
_registration, _record = table_of(PpoRegistration), table_of(SourceRecord)
_number, _name, _detail = table_of(Identifier), table_of(PersonName), table_of(PersonDetail)


def beside_registered(connection: Connection, batch_id: UUID) -> set[UUID]:
    """Records that this file named and that share a number, or a name and a day of birth, with somebody registered.

    Aliases count on either side, each with the person's own day of birth and with the one that came with it.
    """
    registered = sa.select(_registration.c.person_id).where(
        _registration.c.ended_at.is_(None), _registration.c.deregistered_on.is_(None)
    )
    found: set[UUID] = set()
    for some in in_batches(sorted(set(connection.scalars(registered))), _AT_ONCE):
        found |= set(connection.scalars(_by_number(some, batch_id)))
        found |= set(_by_name(connection, some, batch_id))
    return found


def _by_number(people: Collection[UUID], batch_id: UUID) -> sa.Select[tuple[UUID]]:
    mine = _number.alias()
    return (
        sa.select(mine.c.source_record_id)
        .select_from(_number)
        .join(mine, sa.and_(mine.c.kind == _number.c.kind, mine.c.canonical == _number.c.canonical))
        .join(_record, _record.c.id == mine.c.source_record_id)
        .where(
            _number.c.person_id.in_(people), _number.c.kind.in_(NUMBERS), _number.c.ended_at.is_(None),
            mine.c.ended_at.is_(None), mine.c.person_id != _number.c.person_id, _record.c.last_batch_id == batch_id,
        )
    )  # fmt: skip


def _by_name(connection: Connection, people: Collection[UUID], batch_id: UUID) -> Iterator[UUID]:
    mine = _name.alias()
    same = sa.and_(mine.c.family_folded == _name.c.family_folded, mine.c.given_folded == _name.c.given_folded)
    rows = connection.execute(
        sa.select(mine.c.source_record_id, mine.c.person_id, _name.c.person_id)
        .select_from(_name)
        .join(mine, same)
        .join(_record, _record.c.id == mine.c.source_record_id)
        .where(
            _name.c.person_id.in_(people), _name.c.ended_at.is_(None), mine.c.ended_at.is_(None),
            mine.c.person_id != _name.c.person_id, _record.c.last_batch_id == batch_id,
        )
        .distinct()
    ).all()  # fmt: skip
    born = _births(connection, {who for _, one, other in rows for who in (one, other)})
    for record, one, other in rows:
        if born[one] & born[other]:
            yield record


def _births(connection: Connection, people: Collection[UUID]) -> dict[UUID, set[str]]:
    """Every day of birth that anybody gave of each, as ISO."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for some in in_batches(sorted(people), _AT_ONCE):
        details = sa.select(_detail.c.person_id, _detail.c.value).where(
            _detail.c.person_id.in_(some), _detail.c.kind == DetailKind.DATE_OF_BIRTH, _detail.c.ended_at.is_(None)
        )
        for person, value in connection.execute(details):
            found[person].add(value)
        named = sa.select(_name.c.person_id, _name.c.born_with_it).where(
            _name.c.person_id.in_(some), _name.c.born_with_it.is_not(None), _name.c.ended_at.is_(None)
        )
        for person, day in connection.execute(named):
            found[person].add(day.isoformat())
    return found
