"""Rows the house keeps about itself: audit, relevance, change rows, feed files and their records."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables.base import SYSTEM, Governance, Key, Reach, Row, key_to, moment, word
from db.words.families.access import AuditOperation, Scope
from db.words.families.exchange import BatchState, FeedFormat, RecordOutcome

FOR_EVER = date(9999, 12, 31)


class AuditChain(Row, table=True):
    """One chain of audit rows: one sign-in on one terminal, or one unattended command."""

    __tablename__ = "audit_chain"
    governance: ClassVar[Governance] = SYSTEM
    user_id: UUID = key_to("user_account.id")
    terminal: str
    opened_at: datetime = moment(index=True)


class AuditEvent(Row, table=True):
    """One act, with ids only; `digest` covers the row and `previous`, so a chain cannot be edited unseen."""

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("chain_id", "number"),)
    governance: ClassVar[Governance] = SYSTEM
    chain_id: UUID = key_to("audit_chain.id", index=False)
    number: int
    happened_at: datetime = moment(index=True)
    user_id: UUID = key_to("user_account.id")
    operation: AuditOperation = word(AuditOperation)
    action: str
    object_kind: str = ""
    object_id: UUID | None = Field(default=None, sa_type=Key, nullable=True)
    person_id: UUID | None = Field(default=None, sa_type=Key, nullable=True, index=True)
    reason: str = ""
    rows: int | None = None
    milliseconds: int | None = None
    before_hash: bytes | None = None
    after_hash: bytes | None = None
    previous: bytes
    digest: bytes


class Relevance(Row, table=True):
    """This person matters to this court, agency, area or user from one day to another; derived, re-derivable.

    `ends_on` is FOR_EVER where no end is known. `batch_id` keeps rows of a file out of sight until it is
    accepted. `sealed` rows come from a restricted case: they count only for who may read it (H2).
    """

    __table_args__ = (
        UniqueConstraint("person_id", "scope", "scope_id", "reason", "source_id"),
        Index("ix_relevance_scope", "scope", "scope_id", "person_id"),
    )
    governance: ClassVar[Governance] = SYSTEM
    person_id: UUID = key_to("person.id")
    scope: Scope = word(Scope)
    scope_id: UUID = Field(sa_type=Key)
    reason: str
    source_id: UUID = Field(sa_type=Key, index=True)
    starts_on: date
    ends_on: date
    batch_id: UUID | None = key_to("feed_batch.id", null=True)
    sealed: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})


class Change(SQLModel, table=True):
    """What a commit touched, by id; `transaction_id` lets a PostgreSQL reader see late committers."""

    governance: ClassVar[Governance] = SYSTEM
    seq: int | None = Field(
        default=None, primary_key=True, sa_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    )
    at: datetime = moment()
    kind: str
    object_id: UUID = Field(sa_type=Key)
    person_id: UUID | None = Field(default=None, sa_type=Key, nullable=True)
    court_id: UUID | None = Field(default=None, sa_type=Key, nullable=True)
    transaction_id: int | None = Field(default=None, sa_type=sa.BigInteger, nullable=True, index=True)
    __table_args__ = {"sqlite_autoincrement": True}


class FeedBatch(Row, table=True):
    """One file of a feed; rows of an `open` batch are out of sight, `accepted` shows them all at once.

    `told_on` is the latest movement that a prison's file of everybody tells of, `held` how many it says are in
    prison: a file without it is no such list. A file that waits for a decision (`waits_at` is where it lay) was read
    and wrote nothing.
    """

    __tablename__ = "feed_batch"
    __table_args__ = (UniqueConstraint("agency_id", "file_hash"),)
    governance: ClassVar[Governance] = Governance(Reach.BATCH)
    agency_id: UUID = key_to("agency.id")
    format: FeedFormat = word(FeedFormat)
    file_name: str
    file_hash: bytes
    taken_at: datetime = moment()
    taken_by_id: UUID = key_to("user_account.id", index=False)
    finished_at: datetime | None = moment(default=None, nullable=True)
    state: BatchState = word(BatchState, index=True)
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    flagged: int = 0
    quarantined: int = 0
    problem: str = ""
    told_on: date | None = None
    held: int | None = None
    waits_at: str = Field(default="", sa_column_kwargs={"server_default": ""})
    decided_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    decided_at: datetime | None = moment(default=None, nullable=True)
    head: bytes | None = Field(default=None, nullable=True)
    """Of a CSV its first row, under which every record of it stands."""


class FeedExpectation(Row, table=True):
    """That a file of a format is expected for an agency every so many days, by a time of day where one is said.

    One that has `ended_at` is expected no more; the row is kept, and is taken up again by the next saying.
    """

    __tablename__ = "feed_expectation"
    __table_args__ = (UniqueConstraint("agency_id", "format"),)
    governance: ClassVar[Governance] = SYSTEM
    agency_id: UUID = key_to("agency.id", index=False)
    format: FeedFormat = word(FeedFormat)
    every_days: int
    by: time | None = None
    set_at: datetime = moment()
    set_by_id: UUID = key_to("user_account.id", index=False)
    ended_at: datetime | None = moment(default=None, nullable=True)


class FeedRecord(Row, table=True):
    """One record of a file, as it came, with what became of it and every oddity found."""

    __tablename__ = "feed_record"
    __table_args__ = (UniqueConstraint("batch_id", "number"),)
    governance: ClassVar[Governance] = Governance(Reach.BATCH)
    batch_id: UUID = key_to("feed_batch.id", index=False)
    number: int
    at: str
    record_hash: bytes = Field(index=True)
    raw: bytes
    outcome: RecordOutcome = word(RecordOutcome)
    problems: str = ""
    hearing_id: UUID | None = key_to("hearing.id", null=True)


class QuarantineEntry(Row, table=True):
    """A record that is set aside: what stood around it in its file, and in which file it was taken in once mended.

    The record itself stays as it came; `why` and who mended it stand here, the mended text is a record of its own.
    """

    __tablename__ = "quarantine_entry"
    __table_args__ = (UniqueConstraint("record_id"),)
    governance: ClassVar[Governance] = Governance(Reach.BATCH)
    batch_id: UUID = key_to("feed_batch.id")
    record_id: UUID = key_to("feed_record.id", index=False)
    head: bytes | None = Field(default=None, nullable=True)
    tail: bytes | None = Field(default=None, nullable=True)
    mended_in_id: UUID | None = key_to("feed_batch.id", null=True)
    mended_at: datetime | None = moment(default=None, nullable=True)
    mended_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    why: str = ""
