"""Who shares results with other agencies, who sends what waits, and from when a message is late. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from db.access.rules import COURT_STAFF, Decision, keeps_lists, writes
from db.words.actor import Actor, Role
from db.words.families.access import Outcome
from db.words.families.outbox import OutboxState

SEND_WITHIN: Final = timedelta(hours=1)
ANSWER_WITHIN: Final = timedelta(days=1)


def shares_results(actor: Actor, court_id: UUID) -> Decision:
    """Whoever keeps the list of the court tells other agencies what the court decided."""
    return keeps_lists(actor, court_id)


def looks_after(actor: Actor) -> Decision:
    """Whether the actor sends messages and notes their receipts: administrators and services, and court staff."""
    if actor.has(Role.ADMINISTRATOR, Role.SERVICE):
        return Decision(Outcome.FULL, "you look after feeds")
    if actor.has(*COURT_STAFF) and writes(actor).allowed:
        return Decision(Outcome.FULL, "you are of the court's staff")
    return Decision(Outcome.ABSENT, "What goes out is looked after by administrators and court staff.")


def of_every_agency(actor: Actor) -> bool:
    """Whether the actor looks after the messages of every agency, and not of the own alone."""
    return actor.has(Role.ADMINISTRATOR, Role.SERVICE)


def is_late(state: OutboxState, *, made_at: datetime, sent_at: datetime | None, now: datetime) -> bool:
    """A message that waits for more than an hour, or for its receipt for more than a day, or that was refused."""
    if state is OutboxState.REFUSED:
        return True
    if state is OutboxState.WAITING:
        return now - made_at > SEND_WITHIN
    return state is OutboxState.SENT and sent_at is not None and now - sent_at > ANSWER_WITHIN
