"""Values that several sources gave: each text once, the best first, none lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.cards.person import SourceCard, ValueCard
from db.file.choose import distinct, field_of
from db.words.text import fold

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TEXTS = st.sampled_from(["Smith", "SMITH", "smith", "Smyth", "O'Brien", "OBrien", "", "·", "Ó Briain"])


@st.composite
def values(draw: st.DrawFn) -> list[ValueCard]:
    """Some values of one field in the order of the rule."""
    return [
        ValueCard(text, SourceCard(f"agency {index}", "libra"), NOW - timedelta(days=index))
        for index, text in enumerate(draw(st.lists(TEXTS, max_size=12)))
    ]


@given(values())
def test_the_best_stays_first_and_every_source_is_counted(given_values: list[ValueCard]) -> None:
    found = distinct(given_values)
    assert sum(one.same + 1 for one in found) == len(given_values)
    assert [one.text for one in found[:1]] == [one.text for one in given_values[:1]]
    keys = [fold(one.text) or one.text for one in found]
    assert len(keys) == len(set(keys))


@given(values())
def test_doing_it_again_changes_nothing(given_values: list[ValueCard]) -> None:
    once = distinct(given_values)
    assert [one.text for one in distinct(once)] == [one.text for one in once]


@given(values(), st.integers(0, 9))
def test_a_field_shows_the_first_and_keeps_the_others(given_values: list[ValueCard], earlier: int) -> None:
    made = field_of("detail:sex", "sex", values=given_values, earlier=earlier)
    assert made.earlier == earlier
    assert (made.best is None) == (not given_values)
    assert made.values == (*((made.best,) if made.best else ()), *made.others)
