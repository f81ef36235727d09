"""A typed search that says a thing twice, or against itself, is refused at the word; signs are never wild cards."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.cards.searching import Criterion, People
from db.search.engine import insist
from db.search.text import read
from db.words.errors import BadInput
from db.words.text import fold

TODAY = date(2024, 2, 29)
WORDS = (
    "area:MER", "area:LPL", "age:18", "age:18-30", "in-custody", "at-liberty", "ppo", "not-ppo", "on-order", "no-order",
    "offence:theft", "type:theft>=2", "offence:burglary>=2", "not:robbery", "not:theft", "mode:any", "mode:all",
    "since:3m", "months:6", "include:alleged", "name:smith", "court:B01", "agency:POL", "release:28d", "bail:any",
    "marker:violence", "need:housing", "hearing:14d", "as-of:today",
)  # fmt: skip
NAMED = "name:smith"
ONCE = {"area", "age", "mode", "months", "include", "court", "agency", "release", "hearing", "as-of"}


@pytest.mark.parametrize(
    ("text", "word", "why"),
    [
        ("people area:MER area:LPL", "area:LPL", "'area:LPL': 'area:MER' says it already."),
        ("release area:MER area:MER", "area:MER", "'area:MER': 'area:MER' says it already."),
        ("area:MER age:18 age:30", "age:30", "'age:30': 'age:18' says it already."),
        ("area:MER offence:theft since:3m months:6", "months:6", "'months:6': 'since:3m' says it already."),
        ("area:MER in-custody at-liberty", "at-liberty", "'at-liberty': it cannot be together with 'in-custody'."),
        ("area:MER in-custody IN-CUSTODY", "IN-CUSTODY", "'IN-CUSTODY': 'in-custody' says it already."),
        ("area:LPL not-ppo", "not-ppo", "whoever is registered in an area is a PPO."),
        ("at-liberty area:LPL release:28d", "release:28d", "who is at liberty is not in prison to be released."),
        ("area:MER offence:theft type:THEFT>=2", "type:THEFT>=2", "theft is asked for already."),
        ("area:MER offence:theft not:theft", "not:theft", "theft is asked for, and barred by not:."),
        ("area:MER not:theft offence:theft", "offence:theft", "theft is barred by not:, and asked for."),
        ("area:MER marker:violence marker:violence", "marker:violence", "it is asked for already."),
        ("area:MER since:3m", "since:3m", "is about offences: say which, offence:TYPE or not:TYPE."),
        ("area:MER offence:theft>=99999999999999999999", "offence:theft>=99999999999999999999", "from 1 to 9999"),
        ("area:MER offence:theft>=0", "offence:theft>=0", "from 1 to 9999, as in burglary>=2."),
        ("area:MER offence:theft>=", "offence:theft>=", "from 1 to 9999"),
        ("area:MER age:old", "age:old", "an age is written as 18, 18-25 or 18+."),
        ("area:MER name:%", "name:%", "a name has no %."),
        ("area:MER name:_", "name:_", "a name has letters."),
        ("area:MER name:smith,*", "name:smith,*", "a name has no *."),
        ("name:s%", "name:s%", "a name has no %."),
        ("area:MER need:%", "need:%", "a need has no %."),
        ("area:MER need:_", "need:_", "a need has letters."),
    ],
)  # fmt: skip
def test_it_is_refused_at_the_word_in_one_sentence(text: str, word: str, why: str) -> None:
    reading = read(text, TODAY)
    assert reading.query is None
    fault = reading.faults[0]
    assert text[fault.start : fault.end] == word
    assert text.rindex(word) == fault.start
    assert fault.words.endswith(why) or (why in fault.words and fault.words.endswith("."))
    assert fault.words.count(". ") == 0


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
def test_a_question_is_read_only_where_every_word_of_it_counts(words: list[str]) -> None:
    reading = read(" ".join(words), TODAY)
    names = [{"since": "months"}.get(word.partition(":")[0], word.partition(":")[0]) for word in words]
    twice = any(names.count(name) > 1 for name in ONCE) or any(words.count(one) > 1 for one in words if one != NAMED)
    against = any({one, other} <= set(words) for one, other in (
        ("in-custody", "at-liberty"), ("ppo", "not-ppo"), ("on-order", "no-order"), ("offence:theft", "not:theft"),
        ("type:theft>=2", "not:theft"), ("offence:theft", "type:theft>=2"),
    ))  # fmt: skip
    if reading.query is not None:
        assert not twice
        assert not against
        said = read(" ".join(reversed(words)), TODAY).query
        assert said is not None
    for fault in reading.faults:
        assert 0 <= fault.start <= fault.end <= len(reading.text)
        assert fault.words.endswith(".")


@given(st.text(st.characters(blacklist_categories=("L", "N", "M", "Z", "C")), min_size=1, max_size=5))
def test_a_name_of_signs_alone_is_nobodys_name(signs: str) -> None:
    assert fold(signs) == "" or any(sign.isalnum() for sign in fold(signs))
    for text in (f"area:MER name:{signs}", f"name:{signs}", f"area:MER need:{signs}"):
        reading = read(text, TODAY)
        assert reading.query is None, text


def test_a_question_made_without_text_is_held_to_the_same() -> None:
    for query in (
        People(area="MER", wanted=(Criterion("theft"), Criterion("theft", 2))),
        People(area="MER", wanted=(Criterion("theft"),), without=("theft",)),
    ):
        with pytest.raises(BadInput):
            insist(query)
