"""An import hurries only while nobody else is signed in to a database of one machine."""

from __future__ import annotations

from datetime import timedelta

from db.access.sign_ins import is_nobody_else
from db.unit import Units
from db.words.actor import Role
from tests.support.record import Record
from tests.support.signed_in import sign_in


def test_nobody_waits_where_only_the_actors_own_sign_in_stands(units: Units, record: Record) -> None:
    agency = record.agency()
    mine, other = record.user("mine", agency, Role.CLERK), record.user("other", agency, Role.CLERK)

    def alone() -> bool:
        with units.raw("bulk") as connection:
            return is_nobody_else(connection, mine, units.clock.now())

    assert not alone()  # nobody is written down: a demo, say, with a clerk before it
    sign_in(units, mine)
    assert alone() is (units.dialect == "sqlite")
    sign_in(units, other)
    assert not alone()
    units.clock.shift += timedelta(days=4000)
    assert alone() is (units.dialect == "sqlite")
