"""Who records a correction beside what an agency sent; pure. Which person and field they see is the guard's."""

from __future__ import annotations

from uuid import UUID

from db.access.rules import Decision, sees_cases, writes
from db.words.actor import Actor
from db.words.families.access import Outcome


def corrects(actor: Actor) -> Decision:
    """Whether the actor's roles record corrections: whoever reads and writes case data."""
    if not sees_cases(actor):
        return Decision(Outcome.ABSENT, "your role sees no case data")
    return writes(actor)


def ends(actor: Actor, agency_id: UUID) -> Decision:
    """Whether the actor ends or replaces a correction of this agency: the own agency's alone."""
    if not corrects(actor).allowed:
        return corrects(actor)
    if agency_id == actor.agency_id:
        return Decision(Outcome.FULL, "your agency's correction")
    return Decision(Outcome.ABSENT, "another agency's correction: that agency ends it, or you record your own")
