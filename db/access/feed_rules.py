"""Who says which feeds are expected, and who is told how they stand. Pure."""

from __future__ import annotations

from uuid import UUID

from db.access.rules import Decision, loads_feeds
from db.words.actor import Actor, Role
from db.words.families.access import Outcome


def expects(actor: Actor) -> Decision:
    """Whether the actor says which feeds are expected and when."""
    if actor.has(Role.ADMINISTRATOR):
        return Decision(Outcome.FULL, "you are an administrator")
    return Decision(Outcome.ABSENT, "Only an administrator says which feeds are expected.")


def looks_at(actor: Actor) -> Decision:
    """Whether the actor is told how any feed stands: whoever takes in files at all."""
    if loads_feeds(actor, actor.agency_id).allowed:
        return Decision(Outcome.FULL, "you take in files")
    return Decision(Outcome.ABSENT, "How feeds stand is told to those who take in files.")


def looks_at_one(actor: Actor, agency_id: UUID) -> bool:
    """Whether the actor is told how a feed of this agency stands: whoever takes in its files."""
    return loads_feeds(actor, agency_id).allowed
