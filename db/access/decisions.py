"""One record, one reader: full, summary, withheld or hidden, and why; pure, in the order of the sharing definition.

U the account, H hard rules, R relevance (emergency access counts as R for its categories), O own agency,
C the safety floor, G sharing rules, D the default matrix. The guard's criteria say the same in SQL
(`db.access.criteria`), and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from db.access import matrix
from db.access.grants import Met, decided_by
from db.access.relevance import ASSIGNED
from db.access.rules import IN_COURT, Decision, sees_cases
from db.access.standing import Standing
from db.words.actor import Role
from db.words.families.access import Category, Level, Outcome, Scope
from db.words.families.notes import NoteKind
from db.words.families.places import AgencyKind

EMERGENCY: Final = frozenset(
    {Category.IDENTITY, Category.SAFETY, Category.CUSTODY, Category.BAIL, Category.NEXT_HEARING}
)
"""What emergency access opens: who it is, warnings, custody, bail and warrants, the next hearing."""
OF_CASES: Final = frozenset({Category.CASE, Category.BAIL})
"""Categories whose rows are a part of the youth court's record when they hang on a youth's case (H3)."""
_YOUTH: Final = frozenset({Role.YOUTH, Role.YOT_WORKER})
_COURT_KINDS: Final = frozenset({AgencyKind.COURT, AgencyKind.JUDICIARY})
_AREA_ROLES: Final = frozenset(
    {Role.POLICE_OFFICER, Role.POLICE_INTELLIGENCE, Role.PROBATION_OFFICER, Role.PROBATION_MANAGER,
     Role.PRISON_OFFICER, Role.YOT_WORKER, Role.PPO_OFFICER}
)  # fmt: skip
_SHARED_NOTES: Final = frozenset(
    {matrix.Column.CLERK, matrix.Column.LISTING, matrix.Column.JUDGE, matrix.Column.POLICE, matrix.Column.PROBATION,
     matrix.Column.DRUG, matrix.Column.PRISON, matrix.Column.YOT}
)  # fmt: skip
_FORCE_ONLY: Final = frozenset({Role.POLICE_OFFICER, Role.POLICE_INTELLIGENCE})
YOUTH_LINE: Final = "youth record: youth court staff"
RESTRICTED_LINE: Final = "Restricted - ask"


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """A person is relevant through `scope` when its id is one of `ids`; None stands for every id."""

    scope: Scope
    ids: frozenset[UUID] | None
    reason: str


@dataclass(frozen=True, slots=True)
class RelevanceFact:
    """One relevance row of a person, with the days it holds, both included; `sealed`: from a restricted case."""

    scope: Scope
    scope_id: UUID
    starts_on: date
    ends_on: date
    reason: str = ""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class PersonFact:
    """What the rules ask of a person: relevance rows, limited access, and a hearing today at a reader's court.

    `kept_away_by` is the agency whose limited access keeps the reader away, if any does.
    """

    id: UUID
    relevances: tuple[RelevanceFact, ...] = ()
    kept_away_by: UUID | None = None
    hearing_day: bool = False


@dataclass(frozen=True, slots=True)
class RecordFact:
    """What the rules ask of a record.

    `owner` is the agency that holds it, `sent_to` the service of a referral. `sealed_at` is the court of the seal on
    its case, `youth` that its case belongs to the youth court, `released` that the court released it to the
    defence. A note has its kind, a personal one its holders.
    """

    category: Category
    owner: UUID | None = None
    sent_to: UUID | None = None
    sealed_at: UUID | None = None
    youth: bool = False
    released: bool = False
    note: NoteKind | None = None
    holders: frozenset[UUID] = field(default_factory=frozenset)


def scopes(standing: Standing) -> tuple[ScopeRule, ...]:
    """Through what people are relevant to the reader; empty for roles without case data."""
    actor = standing.actor
    if not sees_cases(actor) or standing.refusal:
        return ()
    found = [ScopeRule(Scope.USER, frozenset({actor.user_id}), "R2: assigned to you")]
    if not _only_defends(standing):
        courts = None if actor.every_court else actor.courts
        found.insert(0, ScopeRule(Scope.COURT, courts, "R1: a case at a court you are posted to"))
        if standing.teams:
            found.append(ScopeRule(Scope.TEAM, standing.teams, "R2: supervised by your team"))
    if standing.kind not in _COURT_KINDS:
        found.append(ScopeRule(Scope.AGENCY, frozenset({actor.agency_id}), "R6: your agency holds a record"))
    if actor.has(*_AREA_ROLES) and standing.areas:
        found.append(ScopeRule(Scope.AREA, standing.areas, "R3: a registered or resident case in your area"))
    return tuple(found)


def _only_defends(standing: Standing) -> bool:
    return standing.columns == frozenset({matrix.Column.DEFENCE})


def reads_seal(standing: Standing, court: UUID) -> bool:
    """Whether the reader is of the named roles of this court that read its restricted cases (H2)."""
    actor = standing.actor
    return actor.has(Role.SEALED_READ) and (actor.every_court or court in actor.courts)


def reads_youth(standing: Standing) -> bool:
    """Whether the reader may see youth court records (H3)."""
    return standing.actor.has(*_YOUTH)


def relevance(standing: Standing, person: PersonFact) -> Decision:
    """Rule R alone: by which relevance row the person matters to the reader today."""
    for rule in scopes(standing):
        for fact in person.relevances:
            if fact.scope is rule.scope and _counts(standing, rule, fact):
                return Decision(Outcome.FULL, rule.reason)
    return Decision(Outcome.ABSENT, "R0: not relevant to your court or agency")


def _counts(standing: Standing, rule: ScopeRule, fact: RelevanceFact) -> bool:
    if not fact.starts_on <= standing.actor.today <= fact.ends_on:
        return False
    if rule.ids is not None and fact.scope_id not in rule.ids:
        return False
    return not fact.sealed or (fact.scope is Scope.COURT and reads_seal(standing, fact.scope_id))


def person(standing: Standing, fact: PersonFact) -> Decision:
    """Whether the person exists for the reader: full, withheld behind limited access, or hidden."""
    if standing.refusal:
        return Decision(Outcome.ABSENT, f"U: {standing.refusal}")
    if fact.kept_away_by is not None:
        if fact.kept_away_by == standing.actor.agency_id and sees_cases(standing.actor):
            return Decision(Outcome.MASKED, f"H4: {RESTRICTED_LINE} the sharing lead")
        return Decision(Outcome.ABSENT, "H4: limited access")
    relevant = relevance(standing, fact)
    if not relevant.allowed and fact.id in standing.emergency:
        return Decision(Outcome.FULL, "B: emergency access")
    return relevant


def record(standing: Standing, who: PersonFact, what: RecordFact) -> Decision:
    """The whole order for one record of one person."""
    if standing.refusal:
        return Decision(Outcome.ABSENT, f"U: {standing.refusal}")
    if what.note is NoteKind.JUDGE_PERSONAL:
        if standing.actor.has(Role.JUDGE) and standing.actor.user_id in what.holders:
            return Decision(Outcome.FULL, "H1: your own note")
        return Decision(Outcome.ABSENT, "H1: a judge's personal note")
    if what.sealed_at is not None and not reads_seal(standing, what.sealed_at):
        return Decision(Outcome.ABSENT, "H2: a restricted case")
    known = person(standing, who)
    if not known.allowed:
        return Decision(Outcome.ABSENT, known.reason)
    emergency = not relevance(standing, who).allowed
    if emergency and (what.category not in EMERGENCY or what.sealed_at is not None):
        return Decision(Outcome.ABSENT, "B: emergency access does not open this")
    decided = level(standing, what, _met(standing, who))
    if what.youth and what.category in OF_CASES and not reads_youth(standing) and decided.outcome is not Outcome.ABSENT:
        return Decision(Outcome.MASKED, f"H3: {YOUTH_LINE}")
    return decided


def level(standing: Standing, what: RecordFact, met: Met) -> Decision:
    """Rules O, C, G and D for a record of a person who is relevant."""
    if covers_own(standing, what.category) and standing.actor.agency_id in (what.owner, what.sent_to):
        return Decision(Outcome.FULL, "O1: your own agency's record")
    if what.note is not None:
        given = _note_level(standing, what.note)
        if given is not None:
            return given
    default = matrix.default(standing.columns, what.category)
    if what.category is Category.SAFETY and default.level.rank:
        return Decision(default.level.outcome, "C1: a safety marker is always shown")
    winner = decided_by(standing.chains.get((what.category, what.owner), ()), met) if what.owner else None
    if winner is not None:
        return Decision(winner.level.outcome, f"G: sharing rule for {winner.recipient.label}{_since(winner.set_by)}")
    if default.released and what.released:
        return Decision(Outcome.FULL, "D: released by the court")
    return Decision(default.level.outcome, f"D: default for {', '.join(sorted(standing.columns)) or 'your role'}")


def _since(set_by: str) -> str:
    return f", {set_by}" if set_by else ""


def _note_level(standing: Standing, kind: NoteKind) -> Decision | None:
    """A hearing note is the courtroom's; a shared one is for those who work with the defendant."""
    if kind is NoteKind.HEARING and standing.actor.has(*IN_COURT):
        return Decision(Outcome.FULL, "D: a hearing note")
    if kind is NoteKind.SHARED and not standing.columns.isdisjoint(_SHARED_NOTES):
        return Decision(Outcome.FULL, "D: a shared note")
    return None


def shared_readers(standing: Standing) -> frozenset[NoteKind]:
    """Kinds of note that the reader gets whoever owns them."""
    return frozenset(kind for kind in (NoteKind.HEARING, NoteKind.SHARED) if _note_level(standing, kind) is not None)


def covers_own(standing: Standing, category: Category) -> bool:
    """Whether the reader's role covers this category of the own agency's records (O1)."""
    actor = standing.actor
    if not sees_cases(actor) or category is Category.PERSONAL_NOTE:
        return False
    if category is Category.INTELLIGENCE:
        return actor.has(*_FORCE_ONLY)
    if standing.columns == frozenset({matrix.Column.USHER}):
        return matrix.cell(matrix.Column.USHER, category).level is Level.FULL
    return True


def _met(standing: Standing, who: PersonFact) -> Met:
    return Met(who.hearing_day, supervised(standing, who.relevances), tracked(standing, who.relevances))


def supervised(standing: Standing, relevances: Iterable[RelevanceFact]) -> bool:
    """Whether the person is assigned to the reader or the reader's team today (R2)."""
    mine = {(Scope.USER, standing.actor.user_id), *((Scope.TEAM, team) for team in standing.teams)}
    assigned = [fact for fact in relevances if (fact.scope, fact.scope_id) in mine and fact.reason == ASSIGNED]
    return any(_in(standing, fact) for fact in assigned)


def tracked(standing: Standing, relevances: Iterable[RelevanceFact]) -> bool:
    """Whether the person is a registered or resident case in an area of the reader today (R3)."""
    here = [fact for fact in relevances if fact.scope is Scope.AREA and fact.scope_id in standing.areas]
    return any(_in(standing, fact) for fact in here)


def _in(standing: Standing, fact: RelevanceFact) -> bool:
    return fact.starts_on <= standing.actor.today <= fact.ends_on and not fact.sealed
