"""A door to sign in at: the installation's own account, users of every kind, and a clock both databases go by."""

from __future__ import annotations

from datetime import datetime, timedelta

import psycopg
import pytest

from db.accounts import credentials
from db.accounts.admitted import Terminal
from db.accounts.codes import code_proof
from db.accounts.credentials import key_proof, no_proof, password_proof
from db.accounts.sign_in import SignIn
from db.tables.places import Agency
from db.tables.users import UserAccount, UserRole
from db.unit import Units
from db.words.actor import Role
from db.words.families.places import AgencyKind, UserState
from tests.support.databases import Database
from tests.support.record import Record

PASSWORD = "walnut ferry blanket"
WRONG = "not this one, no"
SITE_KEY = b"s" * 32


class Times:
    """The time of the application and, on PostgreSQL, of the functions that decide there."""

    def __init__(self, units: Units, url: str) -> None:
        self.clock = units.clock
        self._url = url if units.dialect == "postgresql" else ""
        self._base = self.clock.shift
        self.ticks = 0.0

    def move(self, seconds: float) -> None:
        """Later, or earlier: somebody sets the clock."""
        self.clock.shift += timedelta(seconds=seconds)
        if self._url:
            away = (self.clock.shift - self._base).total_seconds()
            body = f"BEGIN RETURN clock_timestamp() + make_interval(secs => {away}); END"
            with psycopg.connect(self._url) as connection:
                connection.execute(
                    "CREATE OR REPLACE FUNCTION tracker.clock() RETURNS timestamptz LANGUAGE plpgsql VOLATILE "
                    f"SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ {body} $$"
                )

    def pass_by(self, seconds: float) -> None:
        """Time goes on, by every clock."""
        self.move(seconds)
        self.ticks += seconds

    def monotonic(self) -> float:
        """The process's own clock, which nobody sets."""
        return self.ticks


class House:
    """Users of one database and doors to it."""

    def __init__(self, record: Record, times: Times) -> None:
        self.record = record
        self.units = record.units
        self.times = times
        self.own = Agency(code="TRACKER", name="Own", kind=AgencyKind.PROGRAMME)
        system = self._account(credentials.SYSTEM_USER, state=UserState.CLOSED)
        record.put(self.own, system, no_proof(system.id))

    def user(
        self,
        name: str = "j.moss",
        *roles: Role,
        state: UserState = UserState.ACTIVE,
        expires_at: datetime | None = None,
        authorised_by: UserAccount | None = None,
        network_classes: str = "",
        os_user: str = "",
    ) -> UserAccount:
        """An account with the password of the tests, a clerk's unless told."""
        account = self._account(name, state=state)
        account.expires_at, account.network_classes, account.os_user = expires_at, network_classes, os_user
        account.authorised_by_id = authorised_by.id if authorised_by else None
        held = roles or (Role.CLERK,)
        proof = password_proof(account.id, PASSWORD, judge=Role.JUDGE in held)
        self.record.put(account, *(UserRole(user_id=account.id, role=role) for role in held), proof)
        return account

    def coded(self, name: str, *roles: Role) -> str:
        """An account that has a one-time code and no password; gives the code."""
        account = self._account(name)
        proof, code = code_proof(account.id, now=self.record.clock.now())
        held = roles or (Role.CLERK,)
        self.record.put(account, *(UserRole(user_id=account.id, role=role) for role in held), proof)
        return code

    def service(self, name: str) -> str:
        """A service account; gives the text of its key file."""
        account = self._account(name)
        proof, key = key_proof(account.id)
        self.record.put(account, UserRole(user_id=account.id, role=Role.SERVICE), proof)
        return key

    def door(self, name: str = "dock 2", *, network_class: str = "local", os_user: str = "") -> SignIn:
        """A terminal's door, in a process of its own."""
        terminal = Terminal(name, network_class, os_user)
        return SignIn(self.units, terminal, site_key=lambda: SITE_KEY, ticks=self.times.monotonic)

    def _account(self, name: str, *, state: UserState = UserState.ACTIVE) -> UserAccount:
        now = self.record.clock.now()
        return UserAccount(
            user_name=name, display_name=name.title(), agency_id=self.own.id, state=state, created_at=now
        )


@pytest.fixture
def times(record: Record, database: Database) -> Times:
    """A clock that the test sets."""
    return Times(record.units, database.url)


@pytest.fixture
def house(record: Record, times: Times) -> House:
    """An installation with its own account and nobody else."""
    return House(record, times)
