"""The database itself, where it can, holds a user back who goes past the application to raise himself."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from db.access.accounts_rules import keeps
from db.tables.users import UserAccount, UserRole
from db.words.actor import Role
from db.words.errors import Refused
from db.words.keys import uuid7
from tests.support.offices import Offices
from tests.support.record import Record


@pytest.fixture
def offices(record: Record) -> Offices:
    """Areas, agencies, a court."""
    return Offices(record)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUTHORISER])
def test_postgresql_itself_lets_nobody_raise_himself(offices: Offices, role: Role) -> None:
    one = offices.user("raiser", role)
    units = offices.record.units
    if units.dialect != "postgresql":
        assert not keeps(one, one.user_id).allowed
        return
    values = {"id": uuid7(), "version": 1, "user_id": one.user_id, "role": Role.CLERK}
    account = sa.update(UserAccount.__table__).where(UserAccount.__table__.c.id == one.user_id)  # type: ignore[attr-defined]
    statements = (sa.insert(UserRole.__table__).values(**values), account.values(network_classes="gsi"))  # type: ignore[attr-defined]
    for statement in statements:
        with pytest.raises(Refused), units.raw("lookup", writes=True, actor=one) as connection:
            connection.execute(statement)


def test_postgresql_itself_lets_no_authoriser_give_a_role_of_the_house(offices: Offices) -> None:
    lead, other = offices.user("c.north", Role.AUTHORISER), offices.user("j.moss", Role.CLERK)
    units = offices.record.units
    if units.dialect != "postgresql":
        assert not keeps(lead, other.user_id).allowed
        return
    values = {"id": uuid7(), "version": 1, "user_id": other.user_id, "role": Role.ADMINISTRATOR}
    with pytest.raises(Refused), units.raw("lookup", writes=True, actor=lead) as connection:
        connection.execute(sa.insert(UserRole.__table__).values(**values))  # type: ignore[attr-defined]
