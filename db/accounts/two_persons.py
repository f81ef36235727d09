"""Acts that two persons do together: one asks, another one agrees, each with the own password given just before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.sign_ins import WANT_TWO, insist_password, standing
from db.tables.sessions import TwoPersonAct
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.keys import uuid7

STANDS: Final = timedelta(hours=24)
_act: sa.Table = TwoPersonAct.__table__  # type: ignore[attr-defined]


def ask(connection: Connection, actor: Actor, action: str, *, about: UUID, reason: str, now: datetime) -> UUID:
    """The first person asks for an act on one object; gives what the second one names.

    Raises BadInput for an act that one person does alone or a missing reason, StepUpNeeded without the password.
    """
    if action not in WANT_TWO or not reason.strip():
        raise BadInput("Say which act it is that two persons do, and why.")
    insist_password(standing(connection, actor.audit_session, now=now), action, now=now)
    asked = uuid7()
    connection.execute(
        sa.insert(_act).values(
            id=asked, version=1, action=action, object_id=about, reason=reason.strip(), asked_by_id=actor.user_id,
            asked_at=now,
        )
    )  # fmt: skip
    return asked


def agree(connection: Connection, actor: Actor, asked: UUID, *, now: datetime) -> None:
    """The second person agrees within a day. Raises Refused for the one who asked, NotFound, StepUpNeeded."""
    row = connection.execute(
        sa.select(_act.c.action, _act.c.asked_by_id, _act.c.asked_at, _act.c.agreed_at).where(_act.c.id == asked)
    ).first()
    if row is None or row.agreed_at is not None or now - row.asked_at > STANDS:
        raise NotFound("Nothing of this kind waits for a second person.")
    if row.asked_by_id == actor.user_id:
        raise Refused("Another person has to agree.")
    insist_password(standing(connection, actor.audit_session, now=now), row.action, now=now)
    connection.execute(sa.update(_act).where(_act.c.id == asked).values(agreed_by_id=actor.user_id, agreed_at=now))


def spend(connection: Connection, action: str, *, about: UUID, now: datetime) -> UUID:
    """The act is done, once, by what two persons agreed on within the last day; gives which. Raises Refused."""
    c = _act.c
    agreed = connection.execute(
        sa.select(c.id)
        .where(c.action == action, c.object_id == about, c.done_at.is_(None), c.agreed_at > now - STANDS)
        .order_by(c.agreed_at)
        .limit(1)
    ).scalar()
    if agreed is None:
        raise Refused("Two persons have to agree on this first.")
    connection.execute(sa.update(_act).where(c.id == agreed).values(done_at=now))
    return UUID(str(agreed))
