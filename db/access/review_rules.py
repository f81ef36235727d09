"""Who decides whether two records are of one person, and what of a record they are shown for that; pure.

A question is for whoever may see one of the people in it. Of the others they get who it is, as the owner shares
identity, without the person having to matter to them: nobody could compare otherwise. Whom access is limited to,
they get as a line without a name, and a seal hides a case as everywhere.
"""

from __future__ import annotations

from uuid import UUID

from db.access.decisions import RecordFact, level
from db.access.grants import Met
from db.access.rules import Decision, sees_cases, writes
from db.access.standing import Standing
from db.words.actor import Actor, Role
from db.words.families.access import Category, Outcome

_LOOKS_AFTER = (Role.ADMINISTRATOR, Role.SERVICE)


def reviews(actor: Actor) -> Decision:
    """Whether the actor's roles decide about people: whoever reads and writes case data."""
    if not sees_cases(actor):
        return Decision(Outcome.ABSENT, "your role sees no case data")
    return writes(actor)


def runs_matching(actor: Actor) -> Decision:
    """Whether the actor holds the whole record against itself: who looks after feeds, and sees counts alone."""
    if actor.has(*_LOOKS_AFTER):
        return Decision(Outcome.FULL, "you look after feeds")
    return Decision(Outcome.ABSENT, "only an administrator or a service runs the matching of the whole record")


def oversees(actor: Actor) -> Decision:
    """Whether the actor looks at who decided what, and checks what rules linked: a supervisor who reads files."""
    if not actor.has(Role.SUPERVISOR, Role.COURT_MANAGER):
        return Decision(Outcome.ABSENT, "a supervisor or court manager looks at who decided what")
    return reviews(actor)


def compared(standing: Standing, owner: UUID, *, limited: bool) -> Outcome:
    """What the reader gets of another person's record beside one they may see: FULL, SUMMARY, or MASKED."""
    if limited:
        return Outcome.MASKED
    decided = level(standing, RecordFact(Category.IDENTITY, owner=owner), Met())
    return decided.outcome if decided.allowed else Outcome.MASKED
