"""Users, their roles and courts, and the credentials that no session of a person can read."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.tables.base import OPEN, SYSTEM, Governance, Key, Row, key_to, moment, word
from db.words.actor import Role
from db.words.families.places import UserState


class UserAccount(Row, table=True):
    """A named individual, or a service account for unattended commands.

    `team` is the agency's own code of the team that supervises (sharing rule R2). `network_classes` are the
    networks the account may be used on, parted by spaces, empty for every one (U2). `os_user` binds the
    account to the operating system's user of that name, where it is set.
    """

    __tablename__ = "user_account"
    governance: ClassVar[Governance] = OPEN
    user_name: str = Field(unique=True)
    display_name: str
    agency_id: UUID = key_to("agency.id")
    state: UserState = word(UserState)
    every_court: bool = False
    created_at: datetime = moment()
    expires_at: datetime | None = moment(default=None, nullable=True)
    team: str = ""
    network_classes: str = ""
    os_user: str = ""
    authorised_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    reviewed_at: datetime | None = moment(default=None, nullable=True)


class UserRole(Row, table=True):
    """A role a user holds."""

    __tablename__ = "user_role"
    __table_args__ = (UniqueConstraint("user_id", "role"),)
    governance: ClassVar[Governance] = OPEN
    user_id: UUID = key_to("user_account.id")
    role: Role = word(Role)


class UserCourt(Row, table=True):
    """A court that a user is posted to."""

    __tablename__ = "user_court"
    __table_args__ = (UniqueConstraint("user_id", "court_id"),)
    governance: ClassVar[Governance] = OPEN
    user_id: UUID = key_to("user_account.id")
    court_id: UUID = key_to("court.id")


class UserArea(Row, table=True):
    """An area that a user works in besides that of the agency (sharing rule R3)."""

    __tablename__ = "user_area"
    __table_args__ = (UniqueConstraint("user_id", "area_id"),)
    governance: ClassVar[Governance] = OPEN
    user_id: UUID = key_to("user_account.id")
    area_id: UUID = key_to("area.id")


class Credential(Row, table=True):
    """Salt, Argon2id parameters and verifier; for a judge also the key pair, its private half wrapped.

    `expires_at` is for a one-time code, which stands in the place of a password until one is chosen.
    """

    governance: ClassVar[Governance] = SYSTEM
    user_id: UUID = Field(foreign_key="user_account.id", unique=True, sa_type=Key)
    salt: bytes
    parameters: str
    verifier: bytes
    public_key: bytes | None = None
    wrapped_private_key: bytes | None = None
    last_sign_in_at: datetime | None = moment(default=None, nullable=True)
    failures: int = 0
    expires_at: datetime | None = moment(default=None, nullable=True)
