"""A right that was taken away is gone at the next call, without a new sign-in (trust.md R17)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.tables.people import Person
from db.tables.sessions import UserSession
from db.tables.users import UserAccount, UserCourt, UserRole
from db.unit import Units
from db.words.actor import Role
from db.words.errors import Refused
from db.words.families.places import UserState
from tests.support.record import Record


def _people(units: Units, actor: object) -> int:
    with units.read(actor) as unit:
        return len(unit.session.exec(select(Person.id)).all())


def _change(record: Record, statement: sa.Executable) -> None:
    """A change made by another process: its own connection, and the stamp as a unit of work leaves it."""
    from db.access.resolve import bump

    with record.units.raw("keeper", writes=True) as connection:
        connection.execute(statement)
        bump(connection)


def test_a_court_a_role_or_an_account_that_is_taken_away_counts_at_the_next_call(record: Record) -> None:
    units, court, agency = record.units, record.court(), record.agency()
    record.seen_at(record.person(agency, "SMITH", "John", born=date(1980, 3, 12)), court)
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    posted, roles, accounts = UserCourt.__table__, UserRole.__table__, UserAccount.__table__
    assert _people(units, clerk) == 1
    mine, elsewhere = posted.c.user_id == clerk.user_id, record.court("B02YY", "Elsewhere")
    _change(record, sa.update(posted).where(mine).values(court_id=elsewhere))
    assert _people(units, clerk) == 0
    _change(record, sa.update(posted).where(mine).values(court_id=court))
    assert _people(units, clerk) == 1
    _change(record, sa.update(roles).where(roles.c.user_id == clerk.user_id).values(role=Role.ADMINISTRATOR))
    assert _people(units, clerk) == 0
    _change(record, sa.update(accounts).where(accounts.c.id == clerk.user_id).values(state=UserState.SUSPENDED))
    with pytest.raises(Refused):
        _people(units, clerk)


def test_a_sign_in_that_ended_opens_no_unit_whoever_ended_it(record: Record) -> None:
    units, court, agency = record.units, record.court(), record.agency()
    clerk = record.user("clerk", agency, Role.CLERK, courts=[court])
    sessions = UserSession.__table__
    now = record.clock.now()
    assert _people(units, clerk) == 0
    with units.raw("keeper") as connection:
        standing = connection.execute(sa.select(sessions.c.id).where(sessions.c.id == clerk.audit_session)).first()
    if standing is None:
        record.put(
            UserSession(
                id=clerk.audit_session, user_id=clerk.user_id, token_hash=b"t" * 32, terminal="test", opened_at=now,
                last_used_at=now, expires_at=now + timedelta(hours=12),
            )
        )  # fmt: skip
    ended = sa.update(sessions).where(sessions.c.id == clerk.audit_session)
    with units.raw("keeper", writes=True) as connection:
        connection.execute(ended.values(ended_at=now, ended_why="ended by the administrator"))
    with pytest.raises(Refused, match="ended"):
        _people(units, clerk)
