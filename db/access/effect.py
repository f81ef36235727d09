"""What rules come to for one reader: per category and owner, with a rule more or less, and which rule wins; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from db.access import decisions
from db.access.decisions import RecordFact
from db.access.grants import Chain, Grant, Met, decided_by
from db.access.matrix import Column
from db.access.standing import Standing, make_standing
from db.words.actor import Actor, Role
from db.words.families.access import Category, Outcome, Purpose
from db.words.families.places import AgencyKind

NOBODY: Final = UUID(int=0)
READERS: Final[dict[Column, tuple[Role, AgencyKind]]] = {
    Column.CLERK: (Role.CLERK, AgencyKind.COURT),
    Column.USHER: (Role.USHER, AgencyKind.COURT),
    Column.JUDGE: (Role.JUDGE, AgencyKind.JUDICIARY),
    Column.POLICE: (Role.POLICE_OFFICER, AgencyKind.POLICE),
    Column.CPS: (Role.PROSECUTOR, AgencyKind.CPS),
    Column.PROBATION: (Role.PROBATION_OFFICER, AgencyKind.PROBATION),
    Column.DRUG: (Role.DRUG_WORKER, AgencyKind.DRUG),
    Column.VOLUNTARY: (Role.VOLUNTARY_WORKER, AgencyKind.VOLUNTARY),
    Column.PRISON: (Role.PRISON_OFFICER, AgencyKind.PRISON),
    Column.YOT: (Role.YOT_WORKER, AgencyKind.YOT),
    Column.DEFENCE: (Role.DEFENCE_LAWYER, AgencyKind.DEFENCE),
}
"""For each column of the matrix somebody who reads by it; a listing officer reads as a clerk but for reports."""
KIND_OF: Final = dict(READERS.values()) | {
    Role.LEGAL_ADVISER: AgencyKind.COURT, Role.COURT_MANAGER: AgencyKind.COURT, Role.LISTING_OFFICER: AgencyKind.COURT,
    Role.POLICE_INTELLIGENCE: AgencyKind.POLICE, Role.PROBATION_MANAGER: AgencyKind.PROBATION,
    Role.PPO_OFFICER: AgencyKind.POLICE,
}  # fmt: skip
"""The kind of agency whose people hold a role."""
WHEN: Final[dict[Purpose, tuple[Met, str]]] = {
    Purpose.HEARING: (Met(hearing_day=True), "on the hearing day"),
    Purpose.SENTENCING: (Met(hearing_day=True), "on the hearing day"),
    Purpose.SUPERVISION: (Met(supervised=True), "for those whom they supervise"),
    Purpose.TRACKING: (Met(tracked=True), "for registered or resident cases in their area"),
}
"""For a purpose that asks something of day or person: what it asks, and how that is said."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader gets of an owner's category: by default or by `rule`, and `more` under a condition."""

    outcome: Outcome
    rule: Grant | None = None
    more: tuple[tuple[str, Outcome], ...] = ()


def imagined(
    role: Role, *, courts: Iterable[UUID] = (), agency: UUID = NOBODY, today: date
) -> tuple[Actor, AgencyKind]:
    """Somebody in a role who need not exist, for questions about rules."""
    actor = Actor(NOBODY, "", "", agency, frozenset({role}), frozenset(courts), today, "", NOBODY)
    return actor, KIND_OF.get(role, AgencyKind.PROGRAMME)


def given(standing: Standing, category: Category, owner: UUID) -> Given:
    """What the reader gets of the owner's records of this category, of people who matter to the reader."""
    what = RecordFact(category, owner=owner)
    plain = decisions.level(standing, what, Met()).outcome
    chain = standing.chains.get((category, owner), ())
    more: dict[str, Outcome] = {}
    for grant in (one for rank in chain for one in rank):
        if grant.purpose in WHEN:
            met, words = WHEN[grant.purpose]
            outcome = decisions.level(standing, what, met).outcome
            if outcome is not plain:
                more[words] = outcome
    return Given(plain, _ruling(standing, category, chain), tuple(more.items()))


def _ruling(standing: Standing, category: Category, chain: Chain) -> Grant | None:
    """The rule that decides where no condition holds; a safety marker is never decided by one (C1)."""
    if category is Category.SAFETY and standing.columns:
        return None
    return decided_by(chain, Met())


def changed(standing: Standing, *, without: UUID | None = None, plus: Grant | None = None) -> Standing:
    """The same reader with one rule less and one more, the new one as if it were in force today."""
    rules = [one for chain in standing.chains.values() for rank in chain for one in rank if one.id != without]
    today = standing.actor.today
    if plus is not None:
        rules.append(plus)
        today = max(today, plus.starts_on)
    return make_standing(
        standing.actor,
        standing.kind,
        grants=rules,
        areas=standing.areas,
        teams=standing.teams,
        refusal=standing.refusal,
        emergency=standing.emergency,
        seals=standing.seals,
        exclusions=standing.exclusions,
        until=standing.until,
        today=today,
    )


def weigh(chain: Chain, met: Met) -> tuple[tuple[Grant, bool, str], ...]:
    """Every rule that speaks to a reader for a category of an owner, the winner first, each with why or why not."""
    winner = decided_by(chain, met)
    found = [(grant, grant is winner, _why(grant, winner, met)) for rank in chain for grant in rank]
    return tuple(sorted(found, key=lambda each: not each[1]))


def _why(grant: Grant, winner: Grant | None, met: Met) -> str:
    if not met.holds(grant.purpose):
        return f"its purpose, {grant.purpose.label}, does not hold"
    if winner is None or grant is winner:
        return f"it wins: the most specific that holds is the one for {grant.recipient.label}"
    if grant.recipient.rank == winner.recipient.rank:
        return f"a rule for {winner.recipient.label} ranks alike and gives {_less(grant, winner)}: the least wins"
    return f"the rule for {winner.recipient.label} is more specific"


def _less(grant: Grant, winner: Grant) -> str:
    return "the same" if grant.level is winner.level else f"less ({winner.level.label})"


def never_counts(purpose: Purpose) -> str:
    """Why a rule for this purpose can never count, as a sentence; empty when it can."""
    if purpose in (Purpose.AUDIT, Purpose.TRAINING):
        return f"Nobody reads case data for {purpose.label}, so such a rule would share nothing."
    return ""
