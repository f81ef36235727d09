"""Sign-ins that stand: one row each, kept by the database, ended by it; the token itself is never stored."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint

from db.tables.base import SYSTEM, Governance, Row, key_to, moment


class UserSession(Row, table=True):
    """One sign-in; its id is that of its audit chain (`Actor.audit_session`).

    `token_hash` is SHA-256 of the 256-bit token, which lives in the terminal's memory alone; whoever has
    the token is this user until `expires_at` or `ended_at`. `second_factor` says that one was given.
    """

    __tablename__ = "user_session"
    __table_args__ = (UniqueConstraint("token_hash"),)
    governance: ClassVar[Governance] = SYSTEM
    user_id: UUID = key_to("user_account.id")
    token_hash: bytes
    terminal: str
    network_class: str = ""
    opened_at: datetime = moment()
    last_used_at: datetime = moment()
    expires_at: datetime = moment()
    locked_at: datetime | None = moment(default=None, nullable=True)
    second_factor: bool = False
    ended_at: datetime | None = moment(default=None, nullable=True)
    ended_why: str = ""
