"""A right that was taken away is gone at the next call, without a new sign-in (trust.md R17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.access.resolve import Standings, account_refusal, bump, stamp
from db.store.engine import make_engine
from db.tables.oversight import Authority
from db.tables.people import Person
from db.tables.sessions import UserSession
from db.tables.users import UserAccount, UserCourt, UserRole
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.errors import Refused
from db.words.families.places import UserState
from db.words.keys import uuid7
from tests.support.record import Record
from tests.support.signed_in import sign_in


def _people(units: Units, actor: object) -> int:
    with units.read(actor) as unit:
        return len(unit.session.exec(select(Person.id)).all())


def _change(record: Record, statement: sa.Executable) -> None:
    """A change made by another process: its own connection, and the stamp as a unit of work leaves it."""
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


def _signed_in_until(record: Record, actor: Actor, *, expires_in: timedelta, locked: bool = False) -> None:
    """A sign-in of the actor as it stands in the database."""
    sessions, now = UserSession.__table__, record.clock.now()
    sign_in(record.units, actor)
    _people(record.units, actor)
    mine = sa.update(sessions).where(sessions.c.id == actor.audit_session)
    _change(record, mine.values(expires_at=now + expires_in, locked_at=now if locked else None))


def test_a_sign_in_that_has_run_its_time_opens_no_unit(record: Record) -> None:
    clerk = record.user("clerk", record.agency(), Role.CLERK)
    _signed_in_until(record, clerk, expires_in=timedelta(seconds=-1))
    with pytest.raises(Refused, match="run its time"):
        _people(record.units, clerk)


def test_a_terminal_that_is_covered_is_asked_for_the_password_where_a_server_can_tell(record: Record) -> None:
    """A file of this machine has one terminal's cover for itself; a server may hear from a stolen token."""
    clerk = record.user("clerk", record.agency(), Role.CLERK)
    _signed_in_until(record, clerk, expires_in=timedelta(hours=1), locked=True)
    if record.units.dialect == "postgresql":
        with pytest.raises(Refused, match="covered"):
            _people(record.units, clerk)
    else:
        assert _people(record.units, clerk) == 0


def test_an_account_that_is_not_there_does_nothing(record: Record) -> None:
    nobody = replace(record.user("clerk", record.agency(), Role.CLERK), user_id=uuid7(), audit_session=uuid7())
    with pytest.raises(Refused, match="There is no account"):
        _people(record.units, nobody)


def test_an_account_that_has_expired_and_that_nobody_authorised_sends_to_the_administrator(record: Record) -> None:
    clerk = record.user("clerk", record.agency(), Role.CLERK)
    accounts, boss = UserAccount.__table__, record.user("boss", record.agency("B"), Role.AUTHORISER)
    ended = sa.update(accounts).where(accounts.c.id == clerk.user_id)
    past = record.clock.now() - timedelta(days=1)
    _change(record, ended.values(expires_at=past))
    with record.units.raw("keeper") as connection:
        row = connection.execute(sa.select(accounts).where(accounts.c.id == clerk.user_id)).one()
        told = account_refusal(connection, row, "local", record.clock.now())
    assert told == "The account has expired. Ask the administrator."
    _change(record, ended.values(authorised_by_id=boss.user_id))
    with record.units.raw("keeper") as connection:
        row = connection.execute(sa.select(accounts).where(accounts.c.id == clerk.user_id)).one()
        assert "Ask Boss, who authorised it." in account_refusal(connection, row, "local", record.clock.now())


def test_the_first_change_of_all_begins_the_stamp_and_the_next_moves_it(sqlite_url: str) -> None:
    units = Units(make_engine(sqlite_url), Clock())
    with units.raw("keeper", writes=True) as connection:
        connection.execute(sa.delete(Authority.__table__))
        assert stamp(connection) == 0
        for expected in (1, 2):
            bump(connection)
            assert stamp(connection) == expected
    units.close()


def test_so_many_standings_are_kept_and_then_all_are_read_anew(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standings, "MOST", 2)
    agency, kept = record.agency(), Standings()
    users = [record.user(f"clerk-{number}", agency, Role.CLERK) for number in range(3)]
    now = record.clock.now()
    with record.units.raw("keeper") as connection:
        first = kept.of(connection, users[0], now)
        assert kept.of(connection, users[0], now) is first
        for user in users[1:]:
            kept.of(connection, user, now)
        assert kept.of(connection, users[0], now) is not first
