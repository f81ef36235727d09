"""Of two rules of an agency about the same, the one that never counts: another gives the same recipient less. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from db.cards.sharing import RuleCard, RuleTerms
from db.words.families.access import Purpose
from db.words.families.sharing import RuleState


def marked(cards: Iterable[RuleCard], among: Iterable[RuleCard]) -> tuple[RuleCard, ...]:
    """The cards; each that loses wholly to one of `among` says to which, the one that gives least."""
    counting = sorted(
        (one for one in among if one.state is RuleState.IN_FORCE), key=lambda one: (one.terms.level.rank, str(one.id))
    )
    return tuple(_marked(card, counting) for card in cards)


def _marked(card: RuleCard, counting: list[RuleCard]) -> RuleCard:
    if card.state is not RuleState.IN_FORCE:
        return card
    winner = next((one for one in counting if _beats(one.terms, card.terms)), None)
    return card if winner is None else replace(card, loses_to=f"{winner.whom}: {winner.terms.level.label}")


def _beats(winner: RuleTerms, loser: RuleTerms) -> bool:
    """Whether, each time the loser speaks, the winner speaks too, at the same rank, and gives less."""
    if winner.category is not loser.category or winner.level.rank >= loser.level.rank:
        return False
    same = (winner.recipient, winner.name, winner.word) == (loser.recipient, loser.name, loser.word)
    return same and winner.purpose in (Purpose.ANY, loser.purpose)
