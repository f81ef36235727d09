"""Persons, users and agencies as the log names them: by id, found without a look at the record."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.owned import holds_anything
from db.access.told_of import Asked, person_asked
from db.tables.people import Person
from db.tables.users import UserAccount
from db.words.errors import NotFound

_person: sa.Table = Person.__table__  # type: ignore[attr-defined]
_user: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]


def asked(connection: Connection, reference: str, agency_id: UUID) -> Asked:
    """Whom an id or reference names, and whether the agency holds anything of them. Raises NotFound.

    On PostgreSQL the second wall answers, and only whoever may ask about the person.
    """
    if connection.dialect.name == "postgresql":
        found = person_asked(connection, reference)
        if found is None:
            raise nobody(reference)
        return found
    person_id, public_ref = _named(connection, reference)
    persons = one_person(connection, person_id)
    return Asked(person_id, public_ref, persons, holds_records(connection, persons, agency_id))


def nobody(reference: object) -> NotFound:
    """Worded alike for nobody and for somebody who is not for whoever asks."""
    return NotFound(f"Nobody is known as {reference}.", kept="", to_do="Give the reference that the file shows: P-...")


def _named(connection: Connection, reference: str) -> tuple[UUID, str]:
    typed = reference.strip()
    try:
        same = _person.c.id == UUID(typed)
    except ValueError:
        same = _person.c.public_ref == typed.upper()
    found = connection.execute(sa.select(_person.c.id, _person.c.public_ref).where(same)).first()
    if found is None:
        raise nobody(typed)
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
    holds = holds_anything(lambda owner: owner == agency_id, lambda whose: whose.in_(sorted(persons)))
    return bool(connection.scalar(sa.select(holds)))
