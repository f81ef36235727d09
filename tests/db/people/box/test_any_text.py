"""Whatever is typed is answered: as literal text, in any order, within a part of a frame, and open to correction."""

from __future__ import annotations

import statistics
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.cards.asked import Part, PartKind
from db.people.box.births import MONTHS
from db.people.box.names import NAME_KINDS, TITLES
from db.people.box.reading import LONGEST, normalised, parse
from tests.db.people.box.test_find_page import EXAMPLES

TODAY = date(2026, 11, 22)
TYPICAL = (
    "kayl",
    "kayl shorn",
    "shornessy kayl",
    "smi 3/4/81",
    "SMITH, John",
    "mr john smith ~43",
    "3rd April 1981 smith",
    "PNC 81/34U",
    "2011/0204786T Achebe",
    "GMP 4471",
    "smith today room 2",
    "07700 900123",
    "juan de la cruz m14",
)
NAMES = st.lists(st.sampled_from("smith kayleigh jones obrien okafor lee nowak".split()), max_size=3, unique=True)
OTHERS = st.lists(
    st.sampled_from(
        ["3/4/81", "3 apr 1981", "81/34U", "A1234BC", "4471", "m14 5ab", "07700 900123", "room 2", "today", "mine"]
    ),
    max_size=5,
    unique=True,
).filter(lambda parts: not {"3/4/81", "3 apr 1981"} <= set(parts))


@given(st.data(), NAMES, OTHERS)
def test_the_order_of_words_does_not_matter(data: st.DataObject, names: list[str], others: list[str]) -> None:
    units = [*names, *others]
    one, other = (parse(" ".join(data.draw(st.permutations(units))), today=TODAY) for _ in range(2))
    assert normalised(one) == normalised(other)
    assert sorted(part.says for part in one.parts) == sorted(part.says for part in other.parts)
    assert len(one.parts) == len(units)
    assert set(one.names) == set(names)


PIECES = st.one_of(
    st.characters(),
    st.sampled_from("0123456789/.-:,\"'~+()?% *_b"),
    st.sampled_from(["room ", "court:", "dob ", "pnc ", "tel:", "name:", "aged ", " ", " ", *sorted(MONTHS)]),
)
SIGNS = st.lists(PIECES, max_size=40).map("".join)
KINDS = st.sampled_from(list(PartKind))


@settings(max_examples=300)
@given(SIGNS, st.dictionaries(SIGNS, KINDS, max_size=2), st.lists(KINDS, min_size=12, max_size=12))
def test_no_text_and_no_correction_is_an_error(text: str, loose: dict[str, PartKind], kinds: list[PartKind]) -> None:
    query = parse(text, today=TODAY)
    told = loose | dict(zip((part.text for part in query.parts), kinds, strict=False))
    corrected = parse(text, today=TODAY, corrections=told)
    for one in (query, corrected):
        assert all(part.says for part in one.parts)
        assert len(one.names) == len(one.sides) == sum(len(unit) for unit in one.units)
        assert normalised(one)
        assert one.asks or all(part.kind in {PartKind.UNREAD, PartKind.TITLE} for part in one.parts)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("smith*", ("smith",)),
        ("smith OR 1=1", ("smith", "or")),
        ("sm%th _ smith", ("sm", "th", "smith")),
        ("NEAR(smith jones)", ("near", "smith", "jones")),
        ('"smith', ("smith",)),
        ('""', ()),
        ("'; DROP TABLE person --", ("drop", "table", "person")),
        ("smith\x00\x07 \x1b[31m", ("smith",)),
        ("\u202esmith\u200b", ("smith",)),
        ("smith 😀", ("smith",)),
        ("Иванов 李", ("иванов", "李")),
        ("محمد", ("محمد",)),
        ("[b]smith[/b]", ("b", "smith", "b")),
    ],
)
def test_hostile_text_is_literal(typed: str, names: tuple[str, ...]) -> None:
    assert parse(typed, today=TODAY).names[: len(names)] == names


def test_a_very_long_text_is_cut_and_that_is_said() -> None:
    query = parse("smith " * 2000, today=TODAY)
    assert f"only the first {LONGEST} signs are read" in query.words
    assert len(query.text) <= LONGEST


@pytest.mark.parametrize("typed", sorted({typed for typed, _ in EXAMPLES} | set(TYPICAL)))
def test_every_reading_that_is_offered_can_be_had(typed: str) -> None:
    for part in parse(typed, today=TODAY).parts:
        for option in part.options:
            corrected = parse(typed, today=TODAY, corrections={part.text: option})
            assert _is_now(part, option, corrected.parts), (part, option)


def _is_now(part: Part, option: PartKind, parts: tuple[Part, ...]) -> bool:
    """Of several words that become a name, those with a figure are read on their own."""
    if any(one.kind is option and one.text.startswith(part.text) for one in parts):
        return True
    first = part.text.split()[0]
    return option in NAME_KINDS and " " in part.text and any(one.kind is option and one.text == first for one in parts)


def test_a_correction_of_words_that_are_gone_changes_nothing() -> None:
    told = {"april 81": PartKind.NAME, "smith": PartKind.NUMBER}
    assert parse("smith 3/4/81", today=TODAY, corrections=told) == parse("smith 3/4/81", today=TODAY)


def test_a_part_can_be_left_out() -> None:
    query = parse("smith 4471", today=TODAY, corrections={"4471": PartKind.UNREAD})
    assert (query.names, query.numbers) == (("smith",), ())
    assert "4471: left out" in query.words


def test_a_title_is_never_a_month() -> None:
    assert not TITLES & set(MONTHS)


def test_reading_takes_a_small_part_of_a_frame() -> None:
    spent = []
    for text in TYPICAL:
        for end in range(1, len(text) + 1):
            began = time.perf_counter_ns()
            parse(text[:end], today=TODAY)
            spent.append(time.perf_counter_ns() - began)
    assert statistics.median(spent) < 200_000
