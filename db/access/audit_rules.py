"""Who may read the log, and how much of it (R4, A2, P38); pure."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from db.access.rules import Decision, sees_cases
from db.words.actor import Actor, Role
from db.words.families.access import Outcome

if TYPE_CHECKING:
    from uuid import UUID

ANSWERED_FOR: Final = frozenset(
    {
        *(
            "file.open",
            "bench.open",
            "file.show",
            "file.history",
            "file.why",
            "print",
            "export",
            "mail.send",
            "referral.add",
        ),
        *("emergency.open", "emergency.read"),
    }
)
"""Acts that those who may see a file are told of: that it was looked at or handed on as a whole.

Nothing of single notes, restricted cases or lookups: it would tell that there is one (H1, H2).
"""


class Told(Enum):
    """How much of who has seen a file is told."""

    NOTHING = "not for you"
    AGENCIES = "your own agency's people by name, others by their agency"
    NAMES = "everybody by name"
    LOG = "every act"


def reads_log(actor: Actor) -> Decision:
    """Whether the actor reads and exports the log: an auditor and nobody else (R4)."""
    if actor.has(Role.AUDITOR):
        return Decision(Outcome.FULL, "you are an auditor")
    return Decision(Outcome.ABSENT, "Only an auditor reads the log.")


def checks_log(actor: Actor) -> Decision:
    """Whether the actor has the log verified and sealed, which shows nothing of it but what is wrong with it."""
    if actor.has(Role.AUDITOR, Role.ADMINISTRATOR, Role.SERVICE):
        return Decision(Outcome.FULL, "you look after the installation")
    return Decision(Outcome.ABSENT, "Only an auditor, an administrator or a service checks the log.")


def told(actor: Actor, *, sees_person: bool, owns_records: bool) -> Told:
    """How much the actor is told of who has seen one person's file.

    An auditor everything; a sharing lead, of whose agency there are records, who read them; a user who may see
    the file, that it was seen: colleagues by name and others by agency.
    """
    if actor.has(Role.AUDITOR):
        return Told.LOG
    if actor.has(Role.SHARING_LEAD) and owns_records:
        return Told.NAMES
    if sees_cases(actor) and sees_person:
        return Told.AGENCIES
    return Told.NOTHING


def named(actor: Actor, how: Told, agency_id: UUID) -> bool:
    """Whether a reader of that agency is told by name."""
    return how in (Told.LOG, Told.NAMES) or (how is Told.AGENCIES and agency_id == actor.agency_id)
