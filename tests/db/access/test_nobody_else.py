"""An import hurries only while nobody else is signed in to a database of one machine."""

from __future__ import annotations

import subprocess
import sys
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

    assert alone() is (units.dialect == "sqlite")  # nobody is written down: a demo, say, that nobody else has open
    sign_in(units, mine)
    assert alone() is (units.dialect == "sqlite")
    sign_in(units, other)
    assert not alone()
    units.clock.shift += timedelta(days=4000)
    assert alone() is (units.dialect == "sqlite")


_HOLD = """
import sys
from sqlcipher3 import dbapi2
held = dbapi2.connect(sys.argv[1])
held.execute("SELECT count(*) FROM sqlite_master").fetchone()
print("open", flush=True)
sys.stdin.read()
"""


def test_where_no_sign_in_is_written_down_a_program_that_has_the_file_open_is_somebody_else(
    units: Units, record: Record
) -> None:
    mine = record.user("mine", record.agency(), Role.CLERK)

    def alone() -> bool:
        with units.raw("bulk") as connection:
            return is_nobody_else(connection, mine, units.clock.now())

    if units.dialect == "postgresql":
        assert not alone()  # it serves everybody at once
        return
    with units.raw("bulk") as connection:
        file = connection.exec_driver_sql("PRAGMA database_list").one()[2]
    assert alone()
    holder = subprocess.Popen([sys.executable, "-c", _HOLD, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"open"
        assert not alone()
        holder.kill()
    assert alone()
