"""Judges whose public key is known: those to whom a sealed note can be handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from db.tables.users import Credential, UserAccount, UserRole
from db.words.actor import Role
from db.words.families.places import UserState

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_credential: sa.Table = Credential.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]


def public_keys(connection: Connection) -> dict[UUID, bytes]:
    """The public key of every judge with an active account, by account; nothing of it is secret."""
    a, c, r = _account.c, _credential.c, _role.c
    rows = connection.execute(
        sa.select(c.user_id, c.public_key)
        .join(_account, a.id == c.user_id)
        .join(_role, r.user_id == a.id)
        .where(a.state == UserState.ACTIVE, r.role == Role.JUDGE, c.public_key.is_not(None))
    )
    return {row.user_id: bytes(row.public_key) for row in rows}
