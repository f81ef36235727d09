"""Messages to other systems as lists show them: ids, states and days, and nothing of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.words.families.outbox import OutboxKind, OutboxState, ReceiptKind


@dataclass(frozen=True, slots=True)
class ReceiptCard:
    """What was noted of a message, by whom."""

    kind: ReceiptKind
    noted_at: datetime
    noted_by: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class MessageCard:
    """One message; `late` says that it has waited too long for its sending or its receipt."""

    id: UUID
    kind: OutboxKind
    state: OutboxState
    agency: str
    made_at: datetime
    sent_at: datetime | None
    tries: int
    late: bool
    receipts: tuple[ReceiptCard, ...] = ()

    @property
    def short(self) -> str:
        """The end of its id, which a command takes."""
        return str(self.id)[-8:]


@dataclass(frozen=True, slots=True)
class OutboxCount:
    """How many messages stand where, and how long the oldest of each kind of waiting has stood."""

    waiting: int
    sent: int
    refused: int
    late: int
    oldest: datetime | None
