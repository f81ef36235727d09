"""How rare names are: common ones have few bits, unseen ones the default."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.words.heard.frequency import UNSEEN, rarity


def test_a_common_name_is_worth_less_than_a_rare_one() -> None:
    assert rarity("smith", "family") < rarity("taylor", "family") < rarity("shaughnessy", "family")
    assert rarity("david", "given") < rarity("kieran", "given") < rarity("siobhan", "given")


def test_names_of_this_country_are_counted_as_here() -> None:
    # In the census of the United States they are rare.
    for name in ("patel", "hussain", "begum", "obrien", "davies", "mc donald"):
        assert rarity(name, "family") < 11.5, name
    assert rarity("mohammed", "given") < 8


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=20))
def test_no_name_is_rarer_than_an_unseen_one(word: str) -> None:
    assert 0 < rarity(word, "family") <= 17
    assert 0 < rarity(word, "given") <= 18


def test_sides_are_apart() -> None:
    assert rarity("kelly", "given") != rarity("kelly", "family")
    assert rarity("qqqq", "family") == UNSEEN["family"]
