"""Puts a message into the outbox, in the unit of work that makes what it tells."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from db.audit.chain import Act
from db.tables.outbox import OutboxMessage, Receipt
from db.unit import Unit
from db.words.families.access import AuditOperation
from db.words.families.outbox import OutboxKind, OutboxState, ReceiptKind


@dataclass(frozen=True, slots=True)
class About:
    """Whose results of which hearing a message tells."""

    person_id: UUID
    case_id: UUID
    defendant_case_id: UUID
    hearing_id: UUID


def put(unit: Unit, about: About, body: bytes) -> UUID | None:
    """The message's id; None where the very same has gone out last. One that still waits is replaced."""
    digest = hashlib.sha256(body).digest()
    m = OutboxMessage
    before = unit.session.exec(
        select(m)
        .where(m.defendant_case_id == about.defendant_case_id, m.hearing_id == about.hearing_id)
        .order_by(col(m.made_at).desc(), col(m.id).desc())
    ).all()
    if before and before[0].digest == digest:
        return None
    same = next((one for one in before if one.digest == digest), None)
    for one in before:
        if one.state is OutboxState.WAITING:
            one.state = OutboxState.REPLACED
            _note(unit, one, ReceiptKind.REPLACED)
    if same is not None:
        # An amendment was taken back: what was said before it is said again.
        same.state, same.made_at, same.sent_at = OutboxState.WAITING, unit.now, None
        _note(unit, same, ReceiptKind.RETRIED)
        message = same
    else:
        message = OutboxMessage(
            agency_id=unit.actor.agency_id,
            person_id=about.person_id,
            case_id=about.case_id,
            defendant_case_id=about.defendant_case_id,
            hearing_id=about.hearing_id,
            kind=OutboxKind.RESULTED_CASE,
            body=body,
            digest=digest,
            made_at=unit.now,
            made_by_id=unit.actor.user_id,
            state=OutboxState.WAITING,
        )
        unit.add(message)
    unit.audit(Act(AuditOperation.DISCLOSURE, "outbox.write", "outbox_message", message.id, about.person_id))
    return message.id


def _note(unit: Unit, message: OutboxMessage, kind: ReceiptKind) -> None:
    unit.add(
        Receipt(
            message_id=message.id,
            person_id=message.person_id,
            kind=kind,
            noted_at=unit.now,
            noted_by_id=unit.actor.user_id,
        )
    )
