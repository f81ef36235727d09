"""A raw session with the application's own password: nothing without a token, and nothing beyond the rules with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import psycopg
import pytest
import sqlalchemy as sa

from db.access.relevance import Derived
from db.store.engine import make_engine
from db.store.wall.roles import APP, DERIVED, KEEPER, LOADER, OWNER, TAKEN_AWAY
from db.tables.base import Reach
from db.tables.held import Treatment
from db.tables.registry import governance_of, models
from db.tables.sessions import UserSession
from db.tables.users import UserAccount
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.families.access import Scope
from db.words.families.held import TreatmentKind
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from tests.support.postgres import as_login
from tests.support.record import Known, Record
from tests.support.signed_in import sign_in

SEALED = {"credential", "user_session", "second_factor", "recovery_code", "past_credential", "sign_in_try"}


@dataclass(frozen=True)
class Scene:
    """A clerk and a drug worker, one person at the clerk's court, another elsewhere."""

    record: Record
    clerk: Actor
    worker: Actor
    mine: Known
    other: Known
    token: bytes
    raw: psycopg.Connection[tuple[object, ...]]

    def enter(self, token: bytes | str) -> None:
        """Begin a transaction of whoever has this token."""
        text = token if isinstance(token, str) else token.hex()
        self.raw.rollback()
        self.raw.execute("SELECT set_config('tracker.token', %s, true)", (text,))

    def count(self, table: str) -> int:
        """Rows of a table that the session sees now."""
        row = self.raw.execute(f'SELECT count(*) FROM "{table}"'.encode()).fetchone()
        assert row is not None
        return int(str(row[0]))

    def refused(self, statement: str, error: type[psycopg.Error] = psycopg.errors.InsufficientPrivilege) -> None:
        """The server refuses the statement, with the clerk's own token set."""
        self.enter(self.token)
        with pytest.raises(error):
            self.raw.execute(statement.encode())
        self.raw.rollback()


@pytest.fixture
def scene(pg_url: str) -> Iterator[Scene]:
    """On PostgreSQL alone; the raw session signs in as the application itself."""
    units = Units(make_engine(pg_url), Clock())
    record = Record(units)
    court, elsewhere = record.court("B01AA"), record.court("B02BB")
    hmcts, drugs = record.agency(), record.agency("CGL", AgencyKind.DRUG)
    clerk = record.user("clerk", hmcts, Role.CLERK, courts=[court])
    worker = record.user("worker", drugs, Role.DRUG_WORKER)
    mine = record.person(hmcts, "MINE", "Ann")
    other = record.person(hmcts, "OTHER", "Bob")
    record.listing(mine, record.case(mine, court), court)
    record.listing(other, record.case(other, elsewhere), elsewhere)
    for known in (mine, other):
        record.put(
            Treatment(
                person_id=known.person, owner_agency_id=drugs, kind=TreatmentKind.TEST,
                since=units.clock.today(), recorded_at=units.clock.now(),
            )
        )  # fmt: skip
    with psycopg.connect(as_login(pg_url, APP)) as raw:
        yield Scene(record, clerk, worker, mine, other, sign_in(units, clerk), raw)
    units.close()


def _readable() -> list[str]:
    return [name for name in sorted(models()) if name not in SEALED]


def _nobody(scene: Scene) -> None:
    """No table gives a row, each asked in a transaction of its own with the token that is set now."""
    given = scene.raw.execute("SELECT current_setting('tracker.token', true)").fetchone()
    for name in sorted(set(models())):
        scene.enter(str(given[0] or "") if given else "")
        try:
            assert scene.count(name) == 0, name
        except psycopg.errors.InsufficientPrivilege:
            scene.raw.rollback()


def test_without_a_token_every_table_is_empty_or_shut(scene: Scene) -> None:
    scene.raw.rollback()
    _nobody(scene)


@pytest.mark.parametrize("forged", ["", "0" * 64, "x", "' OR true --", "f" * 63, "F" * 64])
def test_a_forged_token_is_nobody(scene: Scene, forged: str) -> None:
    scene.enter(forged)
    _nobody(scene)


def _session_with(**values: object) -> Callable[[Scene], None]:
    def change(scene: Scene) -> None:
        table: sa.Table = UserSession.__table__
        with scene.record.units.raw("keeper", writes=True) as connection:
            connection.execute(sa.update(table).where(table.c.id == scene.clerk.audit_session).values(**values))

    return change


def _account_with(**values: object) -> Callable[[Scene], None]:
    def change(scene: Scene) -> None:
        table: sa.Table = UserAccount.__table__
        with scene.record.units.raw("keeper", writes=True) as connection:
            connection.execute(sa.update(table).where(table.c.id == scene.clerk.user_id).values(**values))

    return change


LONG_AGO = Clock().now() - timedelta(days=1)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_session_with(ended_at=LONG_AGO), id="ended"),
        pytest.param(_session_with(expires_at=LONG_AGO), id="run out"),
        pytest.param(_session_with(locked_at=LONG_AGO), id="locked"),
        pytest.param(_session_with(token_hash=b"\x00" * 32), id="token changed by unlocking"),
        pytest.param(_account_with(state="suspended"), id="account suspended"),
        pytest.param(_account_with(expires_at=LONG_AGO), id="account expired"),
        pytest.param(_account_with(network_classes="cjsm"), id="account of another network"),
    ],
)
def test_a_sign_in_that_stands_no_more_is_nobody_at_the_next_statement(
    scene: Scene, change: Callable[[Scene], None]
) -> None:
    scene.enter(scene.token)
    assert scene.count("person") == 1
    change(scene)
    assert scene.count("person") == 0
    _nobody(scene)


def test_a_token_shows_what_its_user_may_see_and_no_more(scene: Scene) -> None:
    scene.enter(scene.token)
    assert {row[0] for row in scene.raw.execute("SELECT id FROM person")} == {scene.mine.person}
    assert {row[0] for row in scene.raw.execute("SELECT person_id FROM listing")} == {scene.mine.person}
    assert {row[0] for row in scene.raw.execute("SELECT person_id FROM relevance")} == {scene.mine.person}
    # A clerk gets nothing of drug tests by the default matrix; the service that owns them sees its own person's.
    assert scene.count("treatment") == 0
    scene.record.relevant(
        Derived(
            scene.mine.person, Scope.AGENCY, scene.worker.agency_id, "own record", uuid7(),
            scene.record.clock.today(), scene.record.clock.today(),
        )
    )  # fmt: skip
    scene.enter(sign_in(scene.record.units, scene.worker))
    assert {row[0] for row in scene.raw.execute("SELECT person_id FROM treatment")} == {scene.mine.person}


def test_the_token_dies_with_its_transaction(scene: Scene) -> None:
    scene.enter(scene.token)
    assert scene.count("person") == 1
    scene.raw.commit()
    assert scene.count("person") == 0


@pytest.mark.parametrize("table", _readable())
def test_nothing_is_deleted(scene: Scene, table: str) -> None:
    if table in TAKEN_AWAY:
        # What an administrator gives to an account is taken back by no clerk.
        scene.enter(scene.token)
        assert scene.raw.execute(f"DELETE FROM {table}".encode()).rowcount == 0
    elif table in DERIVED:
        # The index follows the record, so its rows go with a name; whoever sees no row of it takes none away.
        scene.enter(scene.token)
        seen = scene.count(table)
        assert scene.raw.execute(f"DELETE FROM {table}".encode()).rowcount == seen
        assert scene.count("person_name") == 1
    else:
        scene.refused(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT token_hash FROM user_session",
        "SELECT verifier FROM credential",
        "UPDATE audit_event SET reason = ''",
        "UPDATE audit_chain SET terminal = ''",
        "UPDATE change SET kind = ''",
        "TRUNCATE audit_event",
        "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE person NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY seen ON person",
        "CREATE POLICY mine ON person USING (true)",
        "CREATE TABLE mine (id int)",
        "CREATE TABLE tracker.mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE FUNCTION tracker.my_user() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
        "SET SESSION AUTHORIZATION postgres",
        f"SET ROLE {KEEPER}",
        f"SET ROLE {OWNER}",
        f"SET ROLE {LOADER}",
        "ALTER ROLE tracker_app BYPASSRLS",
        "CREATE ROLE other LOGIN",
        "COPY person TO PROGRAM 'cat'",
        "SELECT pg_read_file('pg_hba.conf')",
    ],
)
def test_what_would_go_past_the_wall_is_refused(scene: Scene, statement: str) -> None:
    scene.refused(statement)


def test_row_security_is_not_switched_off(scene: Scene) -> None:
    scene.enter(scene.token)
    scene.raw.execute("SET LOCAL row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        scene.count("person")


def test_a_row_for_another_agency_is_refused(scene: Scene) -> None:
    scene.refused(
        "INSERT INTO treatment "
        "(id, version, person_id, owner_agency_id, recorded_at, kind, service, since, result, detail) "
        f"VALUES ('{uuid7()}', 1, '{scene.mine.person}', '{scene.worker.agency_id}', now(), 'test', '', now(), '', '')"
    )


def test_a_row_of_another_agency_is_not_changed(scene: Scene) -> None:
    scene.enter(scene.token)
    assert scene.raw.execute("UPDATE treatment SET result = 'x'").rowcount == 0


def test_nobody_makes_a_person_relevant_whom_the_user_does_not_see(scene: Scene) -> None:
    scene.refused(
        "INSERT INTO relevance (id, version, person_id, scope, scope_id, reason, source_id, starts_on, ends_on) VALUES "
        f"('{uuid7()}', 1, '{scene.other.person}', 'user', '{scene.clerk.user_id}', 'x', '{uuid7()}', now(), now())"
    )


def test_nobody_writes_into_anothers_chain(scene: Scene) -> None:
    sign_in(scene.record.units, scene.worker)
    scene.refused(
        "INSERT INTO audit_chain (id, version, user_id, terminal, opened_at) "
        f"VALUES ('{scene.worker.audit_session}', 1, '{scene.worker.user_id}', 't', now())"
    )
    scene.refused(
        "INSERT INTO audit_chain (id, version, user_id, terminal, opened_at) "
        f"VALUES ('{uuid7()}', 1, '{scene.worker.user_id}', 't', now())"
    )


def test_the_owner_of_the_tables_sees_no_row_either(scene: Scene, pg_url: str) -> None:
    governed = [name for name, model in models().items() if governance_of(model).reach is not Reach.SYSTEM]
    with psycopg.connect(as_login(pg_url, OWNER)) as owner:
        for name in governed:
            row = owner.execute(f"SELECT count(*) FROM {name}".encode()).fetchone()
            assert row is not None
            assert row[0] == 0, name


def test_a_sealed_reader_is_neither_forged_nor_carried_into_another_transaction(scene: Scene) -> None:
    scene.enter(scene.token)
    row = scene.raw.execute("SELECT tracker.sealed_me()").fetchone()
    assert row is not None
    sealed = str(row[0])
    assert scene.count("person") == 1
    for value in (sealed, "0" * 64 + sealed[64:], sealed.replace("clerk", "judge")):
        scene.enter("")
        scene.raw.execute("SELECT set_config('tracker.me', %s, true)", (value,))
        _nobody_now(scene)
    scene.enter(scene.token)
    scene.raw.execute("SELECT set_config('tracker.me', %s, true)", (sealed.replace("clerk", "auditor"),))
    assert scene.count("person") == 1


def test_the_secret_of_the_seal_is_nobodys(scene: Scene) -> None:
    scene.refused("SELECT secret FROM tracker.secret")


def _nobody_now(scene: Scene) -> None:
    assert scene.count("person") == scene.count("listing") == scene.count("relevance") == 0
