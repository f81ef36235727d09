"""Persons, users and agencies as the log names them: by id, found without a look at the record."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.tables.people import Person, SourceRecord
from db.tables.registry import models
from db.tables.users import UserAccount
from db.words.errors import NotFound

_person: sa.Table = Person.__table__  # type: ignore[attr-defined]
_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
_user: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]


def person_named(connection: Connection, reference: str) -> tuple[UUID, str]:
    """Id and reference of the person that an id or reference names. Raises NotFound."""
    typed = reference.strip()
    try:
        same = _person.c.id == UUID(typed)
    except ValueError:
        same = _person.c.public_ref == typed.upper()
    found = connection.execute(sa.select(_person.c.id, _person.c.public_ref).where(same)).first()
    if found is None:
        raise NotFound(f"Nobody is known as {typed}.", kept="", to_do="Give the reference that the file shows: P-...")
    return found.id, found.public_ref


def one_person(connection: Connection, person_id: UUID) -> frozenset[UUID]:
    """Every id of the human being: the person's own, what it was merged into, and what was merged into that."""
    ids = {person_id}
    while True:
        linked = sa.select(_person.c.id, _person.c.merged_into_id).where(
            _person.c.merged_into_id.is_not(None), sa.or_(_person.c.id.in_(ids), _person.c.merged_into_id.in_(ids))
        )
        more = {key for row in connection.execute(linked) for key in row} - ids
        if not more:
            return frozenset(ids)
        ids |= more


def user_named(connection: Connection, name: str) -> UUID:
    """The account of that name. Raises NotFound."""
    wanted = sa.select(_user.c.id).where(_user.c.user_name == name.strip().casefold())
    found: UUID | None = connection.execute(wanted).scalar()
    if found is None:
        raise NotFound(f"There is no user '{name.strip()}'.", kept="")
    return found


def holds_records(connection: Connection, persons: frozenset[UUID], agency_id: UUID) -> bool:
    """Whether the agency owns anything about one of these persons."""
    asked = [sa.select(_record.c.id).where(_record.c.person_id.in_(persons), _record.c.agency_id == agency_id)]
    for model in models().values():
        table: sa.Table = model.__table__  # type: ignore[attr-defined]
        if {"person_id", "owner_agency_id", "id"} <= set(table.c.keys()):
            asked.append(
                sa.select(table.c.id).where(table.c.person_id.in_(persons), table.c.owner_agency_id == agency_id)
            )
    return any(connection.execute(each.limit(1)).first() is not None for each in asked)
