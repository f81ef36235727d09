"""The wall is put up again when its rules change, and a stone taken out of it is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from db.keeper.second_wall import set_up_statements
from db.keeper.the_wall import whole_wall
from db.store.engine import make_engine
from db.store.upgrade import upgrade
from db.store.wall.install import faults, stands
from db.store.wall.roles import APP, OWNER, set_up
from tests.support.postgres import as_login

WALL = whole_wall(invented=True)


@pytest.fixture
def superuser(pg_url: str) -> Iterator[Connection]:
    """A connection past every right, as only the server's administrator has it."""
    engine = make_engine(pg_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def as_app(pg_url: str) -> Iterator[Engine]:
    """The engine that a terminal has."""
    engine = make_engine(as_login(pg_url, APP))
    yield engine
    engine.dispose()


def _faults(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(faults(connection, WALL))


def test_a_fresh_database_has_no_fault_for_the_application(as_app: Engine) -> None:
    assert _faults(as_app) == []


def test_a_superuser_is_no_application(superuser: Connection) -> None:
    assert any("superuser" in fault for fault in faults(superuser, WALL))


def test_the_owner_is_no_application(pg_url: str) -> None:
    engine = make_engine(as_login(pg_url, OWNER))
    try:
        assert any("may become" in fault for fault in _faults(engine))
    finally:
        engine.dispose()


@pytest.mark.parametrize(
    ("blow", "said"),
    [
        ("ALTER TABLE treatment NO FORCE ROW LEVEL SECURITY", "treatment"),
        ("ALTER TABLE treatment DISABLE ROW LEVEL SECURITY", "treatment"),
        ("CREATE TABLE beside (id int)", "beside"),
        ("DROP POLICY seen ON treatment", "not those"),
        ("CREATE POLICY mine ON treatment USING (true)", "not those"),
        ("GRANT DELETE ON audit_event TO tracker_app", "not those"),
        ("ALTER FUNCTION tracker.my_user() SECURITY INVOKER", "not those"),
        ("CREATE OR REPLACE FUNCTION tracker.my_user() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'", "not those"),
        ("GRANT TEMPORARY ON DATABASE {} TO tracker_app", "tables of its own"),
    ],
)
def test_every_stone_that_is_taken_out_is_found(superuser: Connection, as_app: Engine, blow: str, said: str) -> None:
    database = superuser.scalar(sa.text("SELECT current_database()"))
    superuser.exec_driver_sql(blow.format(f'"{database}"'))
    superuser.commit()
    assert any(said in fault for fault in _faults(as_app))


def test_other_rules_are_put_up_by_the_next_upgrade(pg_url: str, superuser: Connection) -> None:
    stricter = replace(WALL, policies=WALL.policies[1:])
    assert stands(superuser, WALL)
    assert not stands(superuser, stricter)
    superuser.rollback()
    upgrade(as_login(pg_url, OWNER), wall=stricter)
    assert stands(superuser, stricter)


def test_what_is_put_up_is_the_same_whatever_the_order_in_memory() -> None:
    assert whole_wall(invented=True).mark == WALL.mark
    assert whole_wall().mark != WALL.mark


def test_the_servers_administrator_may_run_the_set_up_twice(pg_url: str) -> None:
    with psycopg.connect(pg_url) as connection:
        for _ in range(2):
            for statement in set_up(connection.info.dbname):
                connection.execute(statement.encode())
        connection.rollback()


def test_what_the_command_prints_is_what_the_server_takes(pg_url: str) -> None:
    with psycopg.connect(pg_url) as connection:
        for statement in set_up_statements(connection.info.dbname):
            connection.execute(statement.encode())
        connection.rollback()


def test_of_what_row_security_does_not_hold_a_terminal_reads_the_tables_version_alone(as_app: Engine) -> None:
    with as_app.connect() as connection:
        open_to_it = connection.scalars(
            sa.text(
                "SELECT relname FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm') "
                "AND relnamespace IN ('public'::regnamespace, 'tracker'::regnamespace) "
                "AND NOT (relrowsecurity AND relforcerowsecurity) "
                "AND has_any_column_privilege(oid, 'SELECT, INSERT, UPDATE, REFERENCES') ORDER BY relname"
            )
        ).all()
        rights = connection.scalar(sa.text("SELECT relacl::text FROM pg_class WHERE relname = 'alembic_version'"))
    assert open_to_it == ["alembic_version"]
    assert "{=" not in str(rights)
    assert ",=" not in str(rights)
