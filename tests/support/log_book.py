"""A small log of three sign-ins on a real database, and an attacker who reaches its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from db.audit import checkpoints
from db.audit.chain import Act, append, digest, open_chain
from db.audit.findings import Report
from db.audit.reading import log_of
from db.audit.statement import Checkpoint
from db.audit.verify import verify
from db.store.engine import make_engine
from db.store.triggers import drop_triggers
from db.tables.system import AuditChain, AuditEvent
from db.words.actor import Actor, Role
from db.words.families.access import AuditOperation
from db.words.keys import uuid7
from tests.support.databases import Database
from tests.support.record import Record

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
CHAIN: sa.Table = AuditChain.__table__  # type: ignore[attr-defined]
SEED = bytes(range(32))
LOOK = Act(AuditOperation.CONSULTATION, "file.open", "person")


class LogBook:
    """Three sign-ins of six acts each, a minute apart, with no checkpoint yet."""

    def __init__(self, database: Database, record: Record) -> None:
        self.units = record.units
        self.engine = make_engine(database.url)
        clerk = record.user("log.clerk", record.agency("LOGGED"), Role.CLERK)
        self.actors = [replace(clerk, audit_session=uuid7()) for _ in range(3)]
        self.start = self.units.clock.now() - timedelta(hours=2)
        for actor in self.actors:
            self.act(actor, 6)

    def act(self, actor: Actor, times: int = 1, *, at: timedelta = timedelta()) -> None:
        """Further acts of one sign-in, a minute apart."""
        with self.engine.connect() as connection:
            open_chain(connection, actor, self.start + at)
            for turn in range(times):
                act = replace(LOOK, object_id=uuid7(), person_id=uuid7(), reason=f"because {turn}")
                append(connection, actor, self.start + at + timedelta(minutes=turn), [act])
            connection.commit()

    def seal(self, *, at: timedelta = timedelta(minutes=10)) -> Checkpoint:
        """A checkpoint over everything, some time after the first act."""
        with self.engine.connect() as connection:
            made = checkpoints.make(connection, SEED, self.start + at, whole=True)
            connection.commit()
        assert made is not None
        return made

    def verify(self, **how: object) -> Report:
        """What a check says."""
        with self.engine.connect() as connection:
            return verify(log_of(connection, **how))

    def found(self, **how: object) -> list[tuple[str, str, int]]:
        """Every finding as (kind, chain, number)."""
        return [(each.kind.value, each.chain, each.number) for each in self.verify(**how).findings]

    def rows(self, actor: Actor) -> list[dict[str, Any]]:
        """The rows of a sign-in, in order."""
        with self.engine.connect() as connection:
            wanted = sa.select(EVENT).where(EVENT.c.chain_id == actor.audit_session).order_by(EVENT.c.number)
            return [dict(row) for row in connection.execute(wanted).mappings()]

    # -- what an attacker does who owns the database ------------------------------------------------

    def attack(self, *statements: sa.Executable) -> None:
        """Carry statements out, the triggers dropped first."""
        with self.engine.connect() as connection:
            drop_triggers(connection)
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    def edit(self, actor: Actor, number: int, /, **values: object) -> None:
        """Change columns of one row, and nothing else."""
        self.attack(sa.update(EVENT).where(*_row(actor, number)).values(**values))

    def delete(self, actor: Actor, *numbers: int) -> None:
        """Take rows away."""
        mine = EVENT.c.chain_id == actor.audit_session
        self.attack(sa.delete(EVENT).where(mine, EVENT.c.number.in_(numbers)))

    def forge(self, actor: Actor, changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Change rows and work out every digest of the chain anew, as somebody does who read this program."""
        rows = self.rows(actor)
        previous = rows[0]["previous"]
        for row in rows:
            row.update(changes.get(row["number"], {}))
            row["previous"] = previous
            previous = row["digest"] = digest(row)
        mine = EVENT.c.chain_id == actor.audit_session
        self.attack(sa.delete(EVENT).where(mine), *(sa.insert(EVENT).values(**row) for row in rows))


def _row(actor: Actor, number: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (EVENT.c.chain_id == actor.audit_session, EVENT.c.number == number)


def hexed(actor: Actor) -> str:
    """The chain as a finding names it."""
    key: UUID = actor.audit_session
    return key.hex
