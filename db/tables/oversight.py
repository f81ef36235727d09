"""How the house is watched: signed checkpoints over the audit chains, and the counter of who-may-what."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.tables.base import SYSTEM, Governance, Key, Row, key_to, moment


class Authority(Row, table=True):
    """One row: `stamp` goes up with every change of accounts, roles, courts, sharing rules or emergency access.

    A unit of work reads it first, so a right that was taken away is gone at the next call (R17).
    """

    governance: ClassVar[Governance] = SYSTEM
    stamp: int = 0


class AuditCheckpoint(Row, table=True):
    """A signed statement of how far each audit chain had come; `digest` covers its heads and `previous`.

    `events` is how many audit rows it covers that no checkpoint before it did.
    """

    __tablename__ = "audit_checkpoint"
    governance: ClassVar[Governance] = SYSTEM
    number: int = Field(unique=True)
    made_at: datetime = moment()
    events: int
    previous: bytes
    digest: bytes
    public_key: bytes
    signature: bytes


class AuditHead(Row, table=True):
    """The last row of one chain at a checkpoint; only chains that grew since the one before are listed.

    The chain is no foreign key: a head outlives a chain that somebody took away, and so tells of it.
    """

    __tablename__ = "audit_head"
    __table_args__ = (UniqueConstraint("checkpoint_id", "chain_id"),)
    governance: ClassVar[Governance] = SYSTEM
    checkpoint_id: UUID = key_to("audit_checkpoint.id", index=False)
    chain_id: UUID = Field(sa_type=Key, index=True)
    number: int
    digest: bytes


class AuditShipment(Row, table=True):
    """A checkpoint that was handed to `audit.sink`, and when."""

    __tablename__ = "audit_shipment"
    governance: ClassVar[Governance] = SYSTEM
    checkpoint_id: UUID = Field(foreign_key="audit_checkpoint.id", unique=True, sa_type=Key)
    sink: str
    shipped_at: datetime = moment()
