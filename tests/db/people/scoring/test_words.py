"""The levels of a word: each kind of hearing or typing error has its own, in the order of how sure it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance.OSA import distance

from db.people.scoring.weights import weights
from db.people.scoring.words import compare_words
from db.words.heard.variants import Side

BITS = weights().bits


@pytest.mark.parametrize(
    ("typed", "known", "side", "level", "says"),
    [
        ("shaughnessy", "shaughnessy", "family", "exact", "surname exact"),
        ("shornesy", "shaughnessy", "family", "sounds", "surname sounds like SHAUGHNESSY"),
        ("hetherinton", "hetherington", "family", "one_edit", "surname close to HETHERINGTON"),
        ("wlikinson", "wilkinson", "family", "one_edit", "surname close to WILKINSON"),
        ("rhomas", "thomas", "given", "one_edit", "forename close to Thomas"),
        ("ste", "stephen", "given", "nickname", "nickname Ste = Stephen"),
        ("stephen", "ste", "given", "nickname", "nickname Ste = Stephen"),
        ("muhammed", "mohammed", "given", "spelling", "name variant Muhammed = Mohammed"),
        ("a", "anthony", "given", "initial", "initial A = Anthony"),
        ("pend", "pendlebury", "family", "prefix", "surname begins PEND"),
        ("pemdle", "pendlebury", "family", "prefix_slip", "surname begins nearly like PENDLEBURY"),
        ("shorn", "shaughnessy", "family", "prefix_variant", "surname begins SHORNESSY = SHAUGHNESSY"),
        ("pendlebury", "pendle", "family", "cut_off", "surname recorded as PENDLE"),
        ("wolferstan", "wilferstam", "family", "two_edits", "surname close to WILFERSTAM"),
        ("smith", "patel", "family", "differs", ""),
        ("b", "anthony", "given", "differs", ""),
    ],
)
def test_a_word_answers_at_its_level_and_says_so(typed: str, known: str, side: Side, level: str, says: str) -> None:
    found = compare_words(typed, known, side, BITS, lookup=True)
    assert (found.level, found.says) == (level, says)


def test_the_surer_the_level_the_more_it_is_worth() -> None:
    order = [
        ("pendlebury", "pendlebury"),  # the name
        ("pendelbury", "pendlebury"),  # a known spelling
        ("pendlebory", "pendlebury"),  # sounds the same
        ("pendlexury", "pendlebury"),  # one slip
        ("pemdlexury", "pendlebury"),  # two
        ("smith", "pendlebury"),
    ]
    bits = [compare_words(typed, known, "family", BITS, lookup=True).bits for typed, known in order]
    assert bits == sorted(bits, reverse=True)
    assert len(set(bits)) == len(bits)


@given(st.text(alphabet="abcdehikmnorsty", min_size=1, max_size=9), st.data())
def test_each_letter_typed_of_a_name_lowers_nothing(name: str, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, len(name)))
    part = compare_words(name[:length], name, "family", BITS, lookup=True)
    assert part.bits > 0
    assert part.bits <= compare_words(name, name, "family", BITS, lookup=True).bits or length == 1


@given(
    st.text(alphabet="abcdehikmnorst", min_size=1, max_size=9),
    st.text(alphabet="abcdehikmnorst", min_size=1, max_size=9),
    st.sampled_from(["family", "given"]),
)
def test_between_two_records_the_order_does_not_matter(one: str, other: str, side: Side) -> None:
    here = compare_words(one, other, side, BITS, lookup=False)
    there = compare_words(other, one, side, BITS, lookup=False)
    assert (here.bits, here.level) == (there.bits, there.level)


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_no_word_is_worth_more_than_the_name_itself(typed: str, known: str) -> None:
    found = compare_words(typed, known, "given", BITS, lookup=True)
    assert found.bits <= max(compare_words(typed, typed, "given", BITS, lookup=True).bits, BITS["initial"])


@given(st.text("abc", min_size=4, max_size=8), st.text("abc", min_size=2, max_size=10))
def test_a_beginning_with_a_slip_is_any_that_one_slip_makes_of_some_beginning(typed: str, known: str) -> None:
    begins = {known[:size] for size in range(len(typed) - 1, len(typed) + 2)}
    one_slip = len(typed) < len(known) and any(distance(typed, some) <= 1 for some in begins)
    found = compare_words(typed, known, "family", BITS, lookup=True)
    if found.level == "prefix_slip":
        assert one_slip
    elif found.level == "differs":
        assert not one_slip or not (known[0] in typed[:2] or known[1] in typed[1:3])
