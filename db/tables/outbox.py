"""What leaves for other systems: a message written with the result it tells, and receipts of what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from db.tables.base import Governance, Reach, Row, key_to, moment, word
from db.words.families.access import Category
from db.words.families.outbox import OutboxKind, OutboxState, ReceiptKind

_OUT = Governance(Reach.PERSON, Category.CASE)


class OutboxMessage(Row, table=True):
    """A message to another system, ready to be sent: one defendant's results of one hearing.

    `digest` is the SHA-256 of the body: the same results are not written twice. `made_by_id` shared them.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("defendant_case_id", "hearing_id", "digest"),
        Index("ix_outbox_message_state", "state", "made_at"),
    )
    governance: ClassVar[Governance] = _OUT
    agency_id: UUID = key_to("agency.id")
    person_id: UUID = key_to("person.id")
    case_id: UUID = key_to("court_case.id")
    defendant_case_id: UUID = key_to("defendant_case.id")
    hearing_id: UUID = key_to("hearing.id")
    kind: OutboxKind = word(OutboxKind)
    body: bytes
    digest: bytes
    made_at: datetime = moment()
    made_by_id: UUID = key_to("user_account.id", index=False)
    state: OutboxState = word(OutboxState)
    sent_at: datetime | None = moment(default=None, nullable=True)
    tries: int = Field(default=0)


class Receipt(Row, table=True):
    """What was noted of a message, in order: sent, acknowledged, refused, to be sent again."""

    governance: ClassVar[Governance] = _OUT
    message_id: UUID = key_to("outbox_message.id")
    person_id: UUID = key_to("person.id")
    kind: ReceiptKind = word(ReceiptKind)
    noted_at: datetime = moment()
    noted_by_id: UUID = key_to("user_account.id", index=False)
    text: str = ""
