"""Who takes a name that was entered by hand off a person again; pure."""

from __future__ import annotations

from uuid import UUID

from db.access.rules import Decision, writes
from db.words.actor import Actor, Role
from db.words.families.access import Outcome


def removes(actor: Actor, *, added_by: UUID | None, agency_id: UUID) -> Decision:
    """Whoever added it, and an administrator or court manager of the agency that entered it, who reads files."""
    if not writes(actor).allowed:
        return writes(actor)
    if agency_id != actor.agency_id:
        return Decision(Outcome.ABSENT, "another agency entered this name")
    if added_by is None:
        return Decision(Outcome.ABSENT, "a source sent this name: e corrects it beside what was sent")
    if added_by == actor.user_id or actor.has(Role.ADMINISTRATOR, Role.COURT_MANAGER):
        return Decision(Outcome.FULL, "you added it, or look after your agency's names")
    return Decision(Outcome.ABSENT, "only who added it, or an administrator or court manager, removes a name")
