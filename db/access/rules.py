"""What a role may do at all (rule U3); pure. What it may see of a record is decided in `db.access.decisions`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from db.words.actor import Actor, Role
from db.words.families.access import Outcome
from db.words.families.notes import NoteKind

CASE_BLIND = frozenset(
    {
        Role.ADMINISTRATOR,
        Role.TRAINER,
        Role.AUDITOR,
        Role.PROGRAMME_VIEWER,
        Role.BOARD_ANALYST,
        Role.SERVICE,
        Role.AUTHORISER,
        Role.SHARING_LEAD,
        Role.SUPERVISOR,
        Role.YOUTH,
        Role.SEALED_READ,
    }
)
READ_ONLY = frozenset({Role.USHER, Role.BOARD_ANALYST, Role.PROGRAMME_VIEWER, Role.AUDITOR, Role.TRAINER})
COURT_STAFF = frozenset({Role.CLERK, Role.LEGAL_ADVISER, Role.COURT_MANAGER, Role.LISTING_OFFICER, Role.USHER})
IN_COURT = COURT_STAFF | {Role.JUDGE}


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome and the rule that made it, in words for the "why?" key."""

    outcome: Outcome
    reason: str

    @property
    def allowed(self) -> bool:
        """Whether anything of the record may be shown."""
        return self.outcome in (Outcome.FULL, Outcome.SUMMARY)


def sees_cases(actor: Actor) -> bool:
    """Whether any role of the actor reads case data at all (roles outside the matrix do not)."""
    return bool(actor.roles - CASE_BLIND)


def writes(actor: Actor) -> Decision:
    """Whether the actor's roles may change case data."""
    if actor.roles - CASE_BLIND - READ_ONLY:
        return Decision(Outcome.FULL, "your role may write")
    return Decision(Outcome.ABSENT, "your role reads only")


def keeps_lists(actor: Actor, court_id: UUID | None = None) -> Decision:
    """Whether the actor marks attendance and adds defendants (at this court): court staff and judges."""
    if not writes(actor).allowed:
        return writes(actor)
    if not actor.has(*IN_COURT):
        return Decision(Outcome.ABSENT, "only court staff keep the list")
    if court_id is not None and not actor.every_court and court_id not in actor.courts:
        return Decision(Outcome.ABSENT, "you are not posted to this court")
    return Decision(Outcome.FULL, "you keep the list of your court")


def loads_feeds(actor: Actor, agency_id: UUID) -> Decision:
    """Whether the actor takes in files of other systems as records of this agency.

    Administrators and services for every agency, because they look after feeds; court staff too, because a
    court takes in what is sent to it for others; anybody else who writes for the own agency alone.
    """
    if actor.has(Role.ADMINISTRATOR, Role.SERVICE):
        return Decision(Outcome.FULL, "you look after feeds")
    if not writes(actor).allowed:
        return writes(actor)
    if agency_id == actor.agency_id or actor.has(*COURT_STAFF):
        return Decision(Outcome.FULL, "you take in files for this agency")
    return Decision(Outcome.ABSENT, "another agency's records")


def administers(actor: Actor) -> Decision:
    """Whether the actor sets up courts, agencies and accounts."""
    if actor.has(Role.ADMINISTRATOR):
        return Decision(Outcome.FULL, "you are an administrator")
    return Decision(Outcome.ABSENT, "Only an administrator changes courts, agencies and accounts.")


def writable_note_kinds(actor: Actor) -> tuple[NoteKind, ...]:
    """Kinds the actor may write, the likeliest first."""
    if not writes(actor).allowed:
        return ()
    kinds: list[NoteKind] = []
    if actor.has(Role.JUDGE):
        kinds.append(NoteKind.JUDGE_PERSONAL)
    if actor.has(*IN_COURT):
        kinds.append(NoteKind.HEARING)
    return (*kinds, NoteKind.AGENCY, NoteKind.SHARED)
