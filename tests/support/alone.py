"""An officer who is the only one signed in, with an inbox and a database, and whether all that came is sound."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from db.audit.chain import digest
from db.index.checking import check
from db.people.linking import public_ref
from db.store.engine import make_engine
from db.tables.people import Person
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Role
from db.words.clock import Clock
from db.words.families.places import AgencyKind
from tests.support.databases import Backend
from tests.support.feeds import Inbox
from tests.support.record import Record
from tests.support.signed_in import sign_in

OF_THE_RUN = ("transaction_id", "digest", "previous", "public_ref", "token_hash")
"""Columns that say the same of no two runs."""


@contextmanager
def alone(backend: Backend) -> Iterator[Inbox]:
    """An officer with an inbox who is the only one signed in."""
    with tempfile.TemporaryDirectory() as folder, backend.migrated(Path(folder)) as database:
        units = Units(make_engine(database.url), Clock())
        record = Record(units)
        officer = record.user("officer", record.agency("GMP", AgencyKind.POLICE), Role.POLICE_OFFICER)
        sign_in(units, officer)
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        yield Inbox(units, officer, inbox)
        units.close()


def is_sound(feed: Inbox) -> None:
    """The index, the chain of the log and the references of people hold together."""
    with feed.units.raw("keeper") as connection:
        assert list(check(connection)) == []
        table: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
        log = [dict(row) for row in connection.execute(sa.select(table).order_by(table.c.number)).mappings()]
    own = [row for row in log if row["chain_id"] == feed.clerk.audit_session]
    assert [row["digest"] for row in own] == [digest(row) for row in own]
    assert [row["previous"] for row in own[1:]] == [row["digest"] for row in own[:-1]]
    assert all(row.public_ref == public_ref(row.id) for row in feed.rows(Person))
