"""A rule that never counts names the one that does: the same recipient gets less by it, whenever both speak."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from db.agencies.sharing.overruled import marked
from db.cards.sharing import RuleCard, RuleTerms
from db.words.families.access import Category, Level, Purpose, Recipient
from db.words.families.sharing import RuleState
from db.words.keys import uuid7


def _rule(
    level: Level, *, purpose: Purpose = Purpose.ANY, word: str = "clerk", state: RuleState = RuleState.IN_FORCE
) -> RuleCard:
    terms = RuleTerms(Category.RISK, level, Recipient.ROLE, word=word, purpose=purpose)
    return RuleCard(uuid7(), terms, f"every {word}", "C. Drury", datetime(2026, 3, 1, tzinfo=UTC), state)


@pytest.mark.parametrize(
    ("loser", "other", "told"),
    [
        (_rule(Level.FULL), _rule(Level.SUMMARY), "every clerk: summary"),
        (_rule(Level.FULL, purpose=Purpose.SENTENCING), _rule(Level.NONE), "every clerk: nothing"),
        (_rule(Level.SUMMARY), _rule(Level.FULL), ""),
        (_rule(Level.SUMMARY), _rule(Level.SUMMARY), ""),
        (_rule(Level.FULL), _rule(Level.SUMMARY, purpose=Purpose.SENTENCING), ""),
        (_rule(Level.FULL), _rule(Level.SUMMARY, word="judge"), ""),
        (_rule(Level.FULL), _rule(Level.SUMMARY, state=RuleState.LATER), ""),
        (_rule(Level.FULL, state=RuleState.ENDED), _rule(Level.SUMMARY), ""),
    ],
)
def test_a_rule_loses_only_to_less_for_the_same_recipient_each_time_it_speaks(
    loser: RuleCard, other: RuleCard, told: str
) -> None:
    (card,) = marked([loser], [loser, other])
    assert card.loses_to == told
    assert card.state_words == (f"in force, but '{told}' wins" if told else loser.state.label)


def test_of_several_the_one_that_gives_least_is_named() -> None:
    rules = [_rule(Level.FULL), _rule(Level.SUMMARY), _rule(Level.NONE)]
    assert [one.loses_to for one in marked(rules, rules)] == ["every clerk: nothing"] * 2 + [""]
