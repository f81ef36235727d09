"""A session is nobody's before its reader is known; what hides from the rules is refused, read or written."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.access.guard import Guard
from db.access.standing import make_standing
from db.access.walk import mapped_classes
from db.tables.hearings import Follow
from db.tables.people import Person
from db.words.actor import Actor, Role
from db.words.errors import Refused
from db.words.families.places import AgencyKind
from tests.support.record import Record

HIDDEN = "cannot be checked against the rules"


class _Base(DeclarativeBase):
    """A registry that is none of Tracker's."""


class Foreign(_Base):
    """A mapped class that no rule knows."""

    __tablename__ = "foreign_rows"
    id: Mapped[int] = mapped_column(primary_key=True)


@pytest.fixture
def clerk(record: Record) -> Actor:
    """A clerk who follows somebody."""
    court, agency = record.court(), record.agency()
    one = record.user("clerk", agency, Role.CLERK, courts=[court])
    known = record.seen_at(record.person(agency, "SMITH", "John", born=date(1980, 3, 12)), court)
    now = record.clock.now()
    record.put(Follow(user_id=one.user_id, person_id=known.person, since=now, looked_at=now))
    return one


def test_before_its_reader_is_known_a_session_is_nobodys(clerk: Actor) -> None:
    guard = Guard()
    with pytest.raises(Refused, match="No actor"):
        _ = guard.standing
    with pytest.raises(Refused, match="suspended"):
        guard.admit(make_standing(clerk, AgencyKind.COURT, refusal="The account is suspended."))
    with pytest.raises(Refused, match="No actor"):
        _ = guard.standing
    guard.admit(make_standing(clerk, AgencyKind.COURT))
    assert guard.standing.actor == clerk


def test_what_no_rule_knows_is_not_written(record: Record, clerk: Actor) -> None:
    with record.units.read(clerk) as unit:
        unit.session.add(Foreign(id=1))
        with pytest.raises(Refused, match="registered tables"):
            unit.session.flush()
        unit.session.expunge_all()


def test_a_row_that_is_set_to_what_it_was_is_no_change(record: Record, clerk: Actor) -> None:
    with record.units.read(clerk) as unit:
        row = unit.session.scalars(sa.select(Follow)).one()
        before = row.looked_at
        row.looked_at = before
        assert row in unit.session.dirty
        unit.session.flush()
        assert row.version == 1


def test_what_a_statement_hides_is_refused_and_what_it_names_is_found() -> None:
    assert mapped_classes(sa.select(Person.id)) == {Person}  # type: ignore[arg-type]
    someone = sa.select(Person.id).where(Person.id == UUID(int=1)).subquery()  # type: ignore[call-overload]
    assert mapped_classes(sa.select(someone.c.id)) == {Person}
    hidden: tuple[Any, ...] = (
        "SELECT 1",
        sa.text("SELECT 1"),
        sa.select(sa.column("family")),
        sa.select(sa.literal_column("family")),
        sa.select(sa.table("person", sa.column("family"))),
    )
    for statement in hidden:
        with pytest.raises(Refused, match=HIDDEN):
            mapped_classes(statement)
