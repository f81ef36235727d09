"""Two records decided: the weight, the reasons field by field in words, what forbids a link, the outcome."""

from __future__ import annotations

from dataclasses import dataclass

from db.cards.find import Band
from db.people.matching.guards import guards_of
from db.people.matching.known import Known
from db.people.matching.reasons import Reason, reasons_of
from db.people.scoring.pairs import Compared, PairComparer, compare
from db.people.scoring.weights import weights
from db.words.families.matching import Guard, Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about two records, and why.

    `weight` is in bits, log2 odds with the prior. `reasons` have the strongest for or against first. `guards` are
    what forbids a link without a person. `version` is that of the weights.
    """

    weight: float
    band: Band
    reasons: tuple[Reason, ...]
    guards: tuple[Guard, ...]
    outcome: Outcome
    version: str


def decide(one: Known, other: Known, *, comparer: PairComparer | None = None, apart: bool = False) -> Decision:
    """Whether two records are of one person; which is which does not matter.

    `apart` says that somebody decided that they are two people. Pass one `comparer` for a whole batch.
    """
    return judged(compare(one.identity, other.identity, comparer), one, other, apart=apart)


def judged(pair: Compared, one: Known, other: Known, *, apart: bool = False) -> Decision:
    """The decision about two records that were compared already."""
    known = weights()
    strong, possible = known.match
    band = Band.STRONG if pair.weight >= strong else Band.POSSIBLE if pair.weight >= possible else Band.WEAK
    guards = guards_of(pair, one, other, apart=apart)
    return Decision(pair.weight, band, reasons_of(pair), guards, outcome_of(pair.weight, guards), known.version)


def outcome_of(weight: float, guards: tuple[Guard, ...]) -> Outcome:
    """Linked only with enough weight and nothing that forbids it; somebody decides where it is not clear.

    Two whom somebody has decided to be two people are not asked about again.
    """
    known = weights()
    if Guard.KEPT_APART in guards or weight < known.review:
        return Outcome.NONE
    return Outcome.AUTO if weight >= known.match[0] and not guards else Outcome.REVIEW
