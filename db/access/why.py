"""Why somebody gets what: the decision, the rule that made it, and of several rules which one wins; pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from db.access import decisions
from db.access.decisions import PersonFact, RecordFact
from db.access.effect import weigh
from db.access.grants import Grant, Met
from db.access.rules import Decision
from db.access.standing import Standing
from db.words.families.access import Category, Outcome


@dataclass(frozen=True, slots=True)
class Why:
    """A decision and, where a sharing rule made it, that rule; `weighed` are all that spoke, the winner first."""

    decision: Decision
    rule: Grant | None = None
    weighed: tuple[tuple[Grant, bool, str], ...] = ()

    @property
    def reason(self) -> str:
        """The reason without who set the rule, which stands beside it."""
        return self.decision.reason.partition(", set by")[0]


def why_record(standing: Standing, who: PersonFact, what: RecordFact) -> Why:
    """Why the reader gets what of one record, or of any record like it."""
    decision = decisions.record(standing, who, what)
    if not decision.reason.startswith("G:") or what.owner is None:
        return Why(decision)
    weighed = weigh(standing.chains.get((what.category, what.owner), ()), met(standing, who))
    return Why(decision, next((grant for grant, wins, _ in weighed if wins), None), weighed)


def met(standing: Standing, who: PersonFact) -> Met:
    """Which conditions of purposes hold between the reader and the person."""
    return Met(
        who.hearing_day,
        decisions.supervised(standing, who.relevances),
        decisions.tracked(standing, who.relevances),
    )


def why_category(
    standing: Standing, who: PersonFact, category: Category, owners: frozenset[UUID]
) -> tuple[tuple[UUID | None, Why], ...]:
    """What the reader gets of a category: of each owner that is not hidden, else what holds for anybody's.

    What is hidden is answered by the default alone, the same whether there is anything or nothing.
    """
    found = [(owner, why_record(standing, who, RecordFact(category, owner=owner))) for owner in sorted(owners)]
    told = [(owner, why) for owner, why in found if why.decision.outcome is not Outcome.ABSENT]
    return tuple(told) or ((None, why_record(standing, who, RecordFact(category))),)
