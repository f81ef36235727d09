"""Keeps code generators and recovery codes in a SQLite file, and lets each code in once."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.accounts.gate import Factor, NewFactor, digest
from db.accounts.totp import STEP_SECONDS
from db.tables.sessions import RecoveryCode, SecondFactor
from db.words.keys import uuid7

_SKEW: Final = 2
"""Half minutes by which a terminal's clock may differ from the database's."""
_factor: sa.Table = SecondFactor.__table__  # type: ignore[attr-defined]
_code: sa.Table = RecoveryCode.__table__  # type: ignore[attr-defined]


def stored(connection: Connection, user_id: UUID) -> bytes | None:
    """The locked secret of the user's code generator; None where there is none, or it was taken away."""
    box = connection.execute(sa.select(_factor.c.box).where(_factor.c.user_id == user_id)).scalar()
    return bytes(box) if box else None


def is_second(connection: Connection, user_id: UUID, factor: Factor, *, now: datetime, spend: bool) -> bool:
    """Whether the factor is good; to spend it, the newest half minute is kept, a recovery code is struck out."""
    if factor.recovery:
        unused = (_code.c.user_id == user_id, _code.c.digest == digest(factor.recovery), _code.c.used_at.is_(None))
        used = {"used_at": now if spend else None}
        return bool(connection.execute(sa.update(_code).where(*unused).values(used)).rowcount)
    gate = connection.execute(sa.select(_factor.c.gate).where(_factor.c.user_id == user_id)).scalar_one()
    here = int(now.timestamp()) // STEP_SECONDS
    if not hmac.compare_digest(digest(factor.gate_key), bytes(gate)) or abs(factor.step - here) > _SKEW:
        return False
    newer = (_factor.c.user_id == user_id, _factor.c.last_step < factor.step)
    step = factor.step if spend else _factor.c.last_step
    return bool(connection.execute(sa.update(_factor).where(*newer).values(last_step=step)).rowcount)


def keep(connection: Connection, user_id: UUID, factor: NewFactor, *, now: datetime) -> None:
    """A new code generator with its recovery codes; those of an earlier one count no more."""
    values = {"box": factor.box, "gate": factor.gate, "last_step": factor.last_step, "enabled_at": now}
    if not connection.execute(sa.update(_factor).where(_factor.c.user_id == user_id).values(values)).rowcount:
        connection.execute(sa.insert(_factor).values(id=uuid7(), version=1, user_id=user_id, **values))
    _strike_out(connection, user_id, now=now)
    codes = [{"id": uuid7(), "version": 1, "user_id": user_id, "digest": digest(code)} for code in factor.recovery]
    connection.execute(sa.insert(_code), codes)


def take_away(connection: Connection, user_id: UUID, *, now: datetime) -> bool:
    """The generator is lost: its secret goes, and its recovery codes count no more. False where there is none."""
    there = (_factor.c.user_id == user_id, _factor.c.gate != b"")
    if not connection.execute(sa.update(_factor).where(*there).values(box=b"", gate=b"")).rowcount:
        return False
    _strike_out(connection, user_id, now=now)
    return True


def _strike_out(connection: Connection, user_id: UUID, *, now: datetime) -> None:
    unused = (_code.c.user_id == user_id, _code.c.used_at.is_(None))
    connection.execute(sa.update(_code).where(*unused).values(used_at=now))
