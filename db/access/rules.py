"""The one place that decides who may see and change what, and says why; pure, source: docs/sharing.

This is the small policy of the first issue: relevance and own agency, notes by kind, judge's personal
notes for their judge alone. The whole order (gate, hard rules, relevance, own agency, grants, matrix,
safety floor) grows here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.words.actor import Actor, Role
from db.words.families.access import Outcome, Scope
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
    }
)
READ_ONLY = frozenset({Role.USHER, Role.BOARD_ANALYST, Role.PROGRAMME_VIEWER, Role.AUDITOR, Role.TRAINER})
COURT_STAFF = frozenset({Role.CLERK, Role.LEGAL_ADVISER, Role.COURT_MANAGER, Role.USHER})
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


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """A person is relevant through `scope` when its id is one of `ids`; None stands for every id."""

    scope: Scope
    ids: frozenset[UUID] | None
    reason: str


@dataclass(frozen=True, slots=True)
class RelevanceFact:
    """One relevance row of a person, with the days it holds, both included."""

    scope: Scope
    scope_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class NoteFact:
    """What the rules need to know of a note; `holders` hold a key of a personal note."""

    kind: NoteKind
    author_id: UUID
    owner_agency_id: UUID
    holders: frozenset[UUID] = frozenset()


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


def scopes(actor: Actor) -> tuple[ScopeRule, ...]:
    """Through what people are relevant to the actor; empty for roles without case data."""
    if not sees_cases(actor):
        return ()
    courts = None if actor.every_court else actor.courts
    return (
        ScopeRule(Scope.COURT, courts, "R1: a case at a court you are posted to"),
        ScopeRule(Scope.AGENCY, frozenset({actor.agency_id}), "R6: your agency holds a record"),
        ScopeRule(Scope.USER, frozenset({actor.user_id}), "R2: assigned to you"),
    )


def person(actor: Actor, relevances: Iterable[RelevanceFact]) -> Decision:
    """Full when the person is relevant today, else absent, worded as not found."""
    rules = {rule.scope: rule for rule in scopes(actor)}
    for fact in relevances:
        rule = rules.get(fact.scope)
        if rule is None or not fact.starts_on <= actor.today <= fact.ends_on:
            continue
        if rule.ids is None or fact.scope_id in rule.ids:
            return Decision(Outcome.FULL, rule.reason)
    return Decision(Outcome.ABSENT, "R0: not relevant to your court or agency")


def readable_note_kinds(actor: Actor) -> frozenset[NoteKind]:
    """Kinds that the actor reads by relevance alone, whoever owns the note."""
    if not sees_cases(actor):
        return frozenset()
    kinds = {NoteKind.SHARED}
    if actor.has(*IN_COURT):
        kinds.add(NoteKind.HEARING)
    return frozenset(kinds)


def note(actor: Actor, fact: NoteFact, person_decision: Decision) -> Decision:
    """H1 first: a personal note is its judge's and its holders' alone; then kind, then own agency."""
    if fact.kind is NoteKind.JUDGE_PERSONAL:
        if actor.user_id in fact.holders and actor.has(Role.JUDGE):
            return Decision(Outcome.FULL, "H1: your own note")
        return Decision(Outcome.ABSENT, "H1: a judge's personal note")
    if not person_decision.allowed:
        return person_decision
    if fact.owner_agency_id == actor.agency_id:
        return Decision(Outcome.FULL, "O1: your own agency's note")
    if fact.kind in readable_note_kinds(actor):
        return Decision(Outcome.FULL, f"D: {fact.kind.label} note")
    return Decision(Outcome.ABSENT, "D: another agency's note")


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


def readers_of(kind: NoteKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who will see a note of this kind, and who will not, as a clerk says it (W1)."""
    match kind:
        case NoteKind.JUDGE_PERSONAL:
            return ("only you",), ("anybody else",)
        case NoteKind.HEARING:
            return ("court staff and judges of the courts of this person", "your agency"), ("other agencies",)
        case NoteKind.AGENCY:
            return ("your agency",), ("other agencies", "courts other than yours")
        case NoteKind.SHARED:
            return ("court staff", "judges", "agencies that hold a record of this person"), ()
