"""Emergency access (rule B): who opens it, for how long, how often, and who reviews it; pure."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from db.access.matrix import Column
from db.access.rules import Decision, sees_cases
from db.access.standing import Standing
from db.words.actor import Actor, Role
from db.words.families.access import Outcome

LASTS: Final = timedelta(minutes=15)
SHORTEST, LONGEST = 10, 250
"""Characters of a reason."""
MOST_TRIES: Final = 10
WITHIN: Final = timedelta(hours=1)
"""So many tries are allowed in this time, whatever came of them."""
REVIEW_DAYS: Final = 5
"""Working days until an access is to be reviewed."""
TOLD_FOR: Final = timedelta(days=30)
"""So long an access stands in the inbox of the owners' sharing leads."""


def opens(standing: Standing) -> Decision:
    """Whether the reader may open emergency access at all."""
    if standing.refusal:
        return Decision(Outcome.ABSENT, standing.refusal)
    if not sees_cases(standing.actor):
        return Decision(Outcome.ABSENT, "Your role sees no case data.")
    if standing.columns == frozenset({Column.DEFENCE}):
        return Decision(Outcome.ABSENT, "The defence sees its own clients only.")
    return Decision(Outcome.FULL, "you work with defendants")


def looks_at_reviews(actor: Actor) -> Decision:
    """Whether the actor reviews what others opened."""
    if actor.has(Role.SUPERVISOR, Role.COURT_MANAGER):
        return Decision(Outcome.FULL, "you review emergency access")
    return Decision(Outcome.ABSENT, "A supervisor or court manager reviews emergency access.")


def reviews(actor: Actor, user_id: UUID) -> Decision:
    """Whether the actor reviews the access that this user opened: never the own one."""
    if user_id == actor.user_id:
        return Decision(Outcome.ABSENT, "Your own emergency access is reviewed by somebody else.")
    return looks_at_reviews(actor)
