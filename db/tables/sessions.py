"""Sign-ins: those that stand, tries and how long to wait after them, second factors, earlier passwords, two persons."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.tables.base import SYSTEM, Governance, Key, Row, key_to, moment


class UserSession(Row, table=True):
    """One sign-in; its id is that of its audit chain (`Actor.audit_session`).

    `token_hash` is SHA-256 of the 256-bit token, which lives in the terminal's memory alone; whoever has
    the token is this user until `expires_at` or `ended_at`. `kind` is `screen` for somebody at a terminal,
    `command` for one command. `last_used_at` is when the terminal was last heard of. `second_factor` says
    that one was given, `stepped_up_at` when the password was last given for an act that wants it.
    """

    __tablename__ = "user_session"
    __table_args__ = (UniqueConstraint("token_hash"),)
    governance: ClassVar[Governance] = SYSTEM
    user_id: UUID = key_to("user_account.id")
    token_hash: bytes
    terminal: str
    network_class: str = ""
    kind: str = Field(default="screen", sa_column_kwargs={"server_default": "screen"})
    opened_at: datetime = moment()
    last_used_at: datetime = moment()
    expires_at: datetime = moment()
    locked_at: datetime | None = moment(default=None, nullable=True)
    second_factor: bool = False
    stepped_up_at: datetime | None = moment(default=None, nullable=True)
    ended_at: datetime | None = moment(default=None, nullable=True)
    ended_why: str = ""


class SignInCount(Row, table=True):
    """Wrong tries of one account name, or from one terminal; `subject` is a digest, so no name is kept.

    After three, nobody is let in before `until` (see `db.accounts.throttle`).
    """

    __tablename__ = "sign_in_count"
    governance: ClassVar[Governance] = SYSTEM
    subject: bytes = Field(unique=True)
    failures: int = 0
    last_at: datetime | None = moment(default=None, nullable=True)
    until: datetime | None = moment(default=None, nullable=True)


class SignInTry(Row, table=True):
    """One try to prove who somebody is, written down before it is answered, so that it counts whatever follows.

    `digest` is SHA-256 of what was sent. `transaction_id` (PostgreSQL) is the transaction that wrote the row:
    the answer is given in a later one only, so that no roll-back takes a wrong try back.
    """

    __tablename__ = "sign_in_try"
    governance: ClassVar[Governance] = SYSTEM
    user_id: UUID | None = key_to("user_account.id", null=True)
    account: bytes
    place: bytes
    terminal: str
    digest: bytes
    tried_at: datetime = moment(index=True)
    transaction_id: int | None = Field(default=None, sa_type=sa.BigInteger, nullable=True)
    outcome: str = ""


class SecondFactor(Row, table=True):
    """A user's one-time code generator, its secret locked under the home's key.

    `gate` is SHA-256 of what only a terminal with the home's key can send; `last_step` is the newest
    thirty seconds whose code was used.
    """

    __tablename__ = "second_factor"
    governance: ClassVar[Governance] = SYSTEM
    user_id: UUID = Field(foreign_key="user_account.id", unique=True, sa_type=Key)
    box: bytes
    gate: bytes
    last_step: int = Field(default=0, sa_type=sa.BigInteger)
    enabled_at: datetime = moment()


class RecoveryCode(Row, table=True):
    """One of ten codes that stand for a lost code generator, each once; only its digest is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "digest"),)
    governance: ClassVar[Governance] = SYSTEM
    user_id: UUID = key_to("user_account.id")
    digest: bytes
    used_at: datetime | None = moment(default=None, nullable=True)


class PastCredential(Row, table=True):
    """A password that was replaced: so that it is not chosen again, and a judge's old key is not lost."""

    __tablename__ = "past_credential"
    governance: ClassVar[Governance] = SYSTEM
    user_id: UUID = key_to("user_account.id")
    salt: bytes
    parameters: str
    verifier: bytes
    public_key: bytes | None = None
    wrapped_private_key: bytes | None = None
    ended_at: datetime = moment()


class SignInRule(Row, table=True):
    """A decision about signing in, and who made it: `second_factor` off, the minutes of a class of terminals."""

    __tablename__ = "sign_in_rule"
    governance: ClassVar[Governance] = SYSTEM
    name: str = Field(unique=True)
    value: str
    decided_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    decided_at: datetime = moment()
    reason: str = ""


class TwoPersonAct(Row, table=True):
    """An act that one person asked for and another must agree to; `object_id` is what it is about."""

    __tablename__ = "two_person_act"
    governance: ClassVar[Governance] = SYSTEM
    action: str
    object_id: UUID = Field(sa_type=Key, index=True)
    reason: str = ""
    asked_by_id: UUID = key_to("user_account.id", index=False)
    asked_at: datetime = moment()
    agreed_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    agreed_at: datetime | None = moment(default=None, nullable=True)
    done_at: datetime | None = moment(default=None, nullable=True)
