"""Which of several sharing rules wins, against a plain oracle: the most specific, at equal rank the least."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from db.access.effect import changed, weigh
from db.access.effect import given as outcome_of
from db.access.grants import Grant, Met, chains, decided_by
from db.access.matrix import columns_of, default
from db.access.standing import make_standing
from db.words.actor import Actor, Role
from db.words.families.access import Category, Level, Purpose, Recipient
from db.words.families.places import AgencyKind

TODAY = date(2026, 9, 15)
USER, OTHER, COURT, FAR, AGENCY, OWNER = (UUID(int=number) for number in range(1, 7))
READER = Actor(USER, "j", "J", AGENCY, frozenset({Role.JUDGE}), frozenset({COURT}), TODAY, "t", UUID(int=99))
RANK = ("all", "agency_kind", "agency", "court", "user")
LEVELS = ("none", "exist", "summary", "full")


@st.composite
def grants(draw: st.DrawFn) -> Grant:
    """A rule for somebody, perhaps for this reader, perhaps today."""
    recipient = draw(st.sampled_from(Recipient))
    start = TODAY + timedelta(days=draw(st.integers(-2, 2)))
    return Grant(
        id=draw(st.uuids()),
        owner=OWNER,
        category=Category.RISK,
        level=draw(st.sampled_from(Level)),
        recipient=recipient,
        purpose=draw(st.sampled_from(Purpose)),
        recipient_id=draw(st.sampled_from((USER, OTHER, COURT, FAR, AGENCY))),
        recipient_word=draw(st.sampled_from(("judge", "usher", "judiciary", "court"))),
        starts_on=start,
        not_after=draw(st.one_of(st.none(), st.integers(0, 3).map(lambda days: start + timedelta(days=days)))),
    )


def _speaks(one: Grant) -> bool:
    """The definition read out once more, by hand."""
    return {
        "user": one.recipient_id == USER,
        "role_at_court": one.recipient_id == COURT and one.recipient_word == "judge",
        "court": one.recipient_id == COURT,
        "role": one.recipient_word == "judge",
        "agency": one.recipient_id == AGENCY,
        "agency_kind": one.recipient_word == "judiciary",
        "all": True,
    }[one.recipient.value]


def _holds(one: Grant, met: Met) -> bool:
    today = one.starts_on <= TODAY and (one.not_after is None or one.not_after >= TODAY)
    purpose = {
        "any": True, "hearing": met.hearing_day, "sentencing": met.hearing_day, "supervision": met.supervised,
        "tracking": met.tracked, "management": False, "audit": False, "training": False,
    }[one.purpose.value]  # fmt: skip
    return today and purpose and _speaks(one)


def _rank(one: Grant) -> float:
    """user > role at a court > court or role > agency > kind of agency > all."""
    return {"role_at_court": 3.5, "role": 3.0}.get(one.recipient.value) or float(RANK.index(one.recipient.value))


def _oracle(rules: list[Grant], met: Met) -> str | None:
    held = [one for one in rules if _holds(one, met)]
    best = max((_rank(one) for one in held), default=None)
    levels = [LEVELS.index(one.level.value) for one in held if _rank(one) == best]
    return LEVELS[min(levels)] if levels else None


METS = st.builds(Met, hearing_day=st.booleans(), supervised=st.booleans(), tracked=st.booleans())


@settings(max_examples=400)
@given(rules=st.lists(grants(), max_size=8), met=METS)
def test_the_rule_that_wins_is_the_oracles(rules: list[Grant], met: Met) -> None:
    chain = chains(rules, READER, AgencyKind.JUDICIARY, TODAY).get((Category.RISK, OWNER), ())
    winner = decided_by(chain, met)
    assert (winner.level.value if winner else None) == _oracle(rules, met)


@given(rules=st.lists(grants(), max_size=8), met=METS)
def test_of_the_rules_that_speak_one_wins_or_none_holds_and_each_has_its_reason(rules: list[Grant], met: Met) -> None:
    chain = chains(rules, READER, AgencyKind.JUDICIARY, TODAY).get((Category.RISK, OWNER), ())
    weighed = weigh(chain, met)
    assert [wins for _, wins, _ in weighed[1:]] == [False] * max(0, len(weighed) - 1)
    assert (weighed[0][1] if weighed else False) == (decided_by(chain, met) is not None)
    assert all(why for _, _, why in weighed)


@given(rules=st.lists(grants(), max_size=6), plus=grants(), category=st.sampled_from([Category.RISK, Category.SAFETY]))
def test_a_standing_with_one_rule_more_is_what_it_would_be_if_the_rule_were_there(
    rules: list[Grant], plus: Grant, category: Category
) -> None:
    before = make_standing(READER, AgencyKind.JUDICIARY, grants=rules)
    now = plus.starts_on <= TODAY
    after = changed(before, plus=plus)
    if now:
        again = make_standing(READER, AgencyKind.JUDICIARY, grants=[*rules, plus])
        assert outcome_of(after, category, OWNER).outcome is outcome_of(again, category, OWNER).outcome
        assert outcome_of(changed(after, without=plus.id), category, OWNER) == outcome_of(before, category, OWNER)
    if category is Category.SAFETY:
        cell = default(columns_of(READER.roles, AgencyKind.JUDICIARY), category)
        assert outcome_of(after, category, OWNER).outcome is cell.level.outcome, "C1: no rule hides a marker"


def test_of_two_rules_that_rank_alike_the_one_that_gives_least_wins_and_each_says_so() -> None:
    def rule(number: int, level: Level, recipient: Recipient = Recipient.ALL) -> Grant:
        return Grant(UUID(int=number), OWNER, Category.RISK, level, recipient, recipient_word="judge")

    def why(*rules: Grant) -> list[tuple[bool, str]]:
        chain = chains(rules, READER, AgencyKind.JUDICIARY, TODAY)[Category.RISK, OWNER]
        return [(wins, words) for _, wins, words in weigh(chain, Met())]

    won = (True, "it wins: the most specific that holds is the one for everybody")
    gives = "a rule for everybody ranks alike and gives"
    assert why(rule(50, Level.FULL), rule(51, Level.EXIST)) == [
        won,
        (False, f"{gives} less ({Level.EXIST.label}): the least wins"),
    ]
    assert why(rule(50, Level.FULL), rule(51, Level.FULL)) == [won, (False, f"{gives} the same: the least wins")]
    specific = why(rule(50, Level.NONE), rule(51, Level.FULL, Recipient.ROLE))
    assert specific[1] == (False, f"the rule for {Recipient.ROLE.label} is more specific")
