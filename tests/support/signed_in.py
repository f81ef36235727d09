"""On PostgreSQL every actor of a test is signed in: the database itself shows nothing to anybody else."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from db.store.engine import ROLE
from db.store.wall.roles import KEEPER
from db.tables.sessions import UserSession
from db.tables.users import UserAccount
from db.unit import Units
from db.words.actor import Actor

_session: sa.Table = UserSession.__table__  # type: ignore[attr-defined]
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]


def sign_in(units: Units, actor: Actor) -> bytes:
    """The token of a sign-in of this actor, whose row is made where there is none; every Units has the same."""
    token = hashlib.sha256(b"a test's token" + actor.audit_session.bytes).digest()
    now = units.clock.now()
    with units.raw("keeper", writes=True) as connection:
        known = connection.execute(sa.select(_session.c.id).where(_session.c.id == actor.audit_session)).first()
        account = connection.execute(sa.select(_account.c.id).where(_account.c.id == actor.user_id)).first()
        if known is None and account is not None:
            connection.execute(
                sa.insert(_session).values(
                    id=actor.audit_session,
                    version=1,
                    user_id=actor.user_id,
                    token_hash=hashlib.sha256(token).digest(),
                    terminal=actor.terminal,
                    network_class=actor.network_class,
                    opened_at=now,
                    last_used_at=now,
                    expires_at=now + timedelta(days=3650),
                    stepped_up_at=now,
                    second_factor=False,
                    ended_why="",
                )
            )
    return token


@pytest.fixture(autouse=True)
def actors_are_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test makes its actors by hand; their first unit on PostgreSQL signs them in."""
    acting = Units._acting

    def signed_in(units: Units, actor: Actor) -> dict[str, Any]:
        if units.dialect == "postgresql" and actor.audit_session not in units._tokens:
            units.admit(actor.audit_session, sign_in(units, actor))
        return acting(units, actor)

    def watching(units: Units, room: str) -> Engine:
        """Where nobody is signed in, a test watches as the house itself."""
        engine = engine_for(units, room)
        return engine if units._tokens else engine.execution_options(**{ROLE: KEEPER})

    engine_for = Units.engine_for
    monkeypatch.setattr(Units, "_acting", signed_in)
    monkeypatch.setattr(Units, "engine_for", watching)
