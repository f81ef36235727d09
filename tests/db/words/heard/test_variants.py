"""Nicknames and spellings: who stands for whom, either way round."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words.heard.variants import Side, full_form, relation, squash, variants
from db.words.text import fold


@pytest.mark.parametrize(
    ("one", "other", "side", "wanted"),
    [
        ("ste", "stephen", "given", "nickname"),
        ("ste", "steven", "given", "nickname"),
        ("ged", "gerard", "given", "nickname"),
        ("mo", "mohammed", "given", "nickname"),
        ("deano", "dean", "given", "nickname"),
        ("shaun", "sean", "given", "spelling"),
        ("shawn", "sean", "given", "spelling"),
        ("muhammed", "mohammad", "given", "spelling"),
        ("shivaun", "siobhan", "given", "spelling"),
        ("kieran", "ciaran", "given", "spelling"),
        ("neve", "niamh", "given", "spelling"),
        ("owen", "eoghan", "given", "spelling"),
        ("stevie", "stefan", "given", "related"),
        ("macgarrigle", "mcgarrigle", "family", "spelling"),
        ("stjohn", "saintjohn", "family", "spelling"),
        ("brien", "obrien", "family", "spelling"),
        ("chumley", "cholmondeley", "family", "spelling"),
        ("smyth", "smith", "family", "spelling"),
        ("kowalska", "kowalski", "family", "spelling"),
        ("macdonnelly", "mcdonnelly", "family", "spelling"),
        ("stone", "saintone", "family", ""),
        ("smith", "jones", "family", ""),
        ("stephen", "smith", "given", ""),
    ],
)
def test_two_names_stand_for_one_another_either_way(one: str, other: str, side: Side, wanted: str) -> None:
    assert relation(one, other, side) == relation(other, one, side) == wanted
    assert (other in variants(one, side)) is bool(wanted)


def test_variants_are_asked_for_as_a_clerk_types_them() -> None:
    assert "mcgarrigle" in variants("Mac Garrigle", "family")
    assert "obrien" in variants("O\u2019Brien", "family") or "brien" in variants("O\u2019Brien", "family")
    assert "stephen" in variants("STE", "given")


def test_the_full_name_is_the_one_that_the_other_is_short_for() -> None:
    assert full_form("ste", "stephen") == full_form("stephen", "ste") == "stephen"
    assert full_form("sean", "shaun") == ""


@given(st.text(max_size=30), st.sampled_from(["given", "family"]))
def test_no_name_is_a_variant_of_itself_and_all_are_mutual(text: str, side: Side) -> None:
    found = variants(text, side)
    assert squash(text) not in found
    assert all(squash(text) in variants(other, side) for other in found)


def test_every_listed_name_is_folded_and_the_relation_mutual() -> None:
    text = files("db.words.heard").joinpath("variants.csv").read_text("utf-8")
    rows = [line.split(",") for line in text.splitlines() if not line.startswith(("#", "kind,"))]
    assert {(kind, part) for kind, part, _ in rows} == {("N", "F"), ("V", "F"), ("V", "S")}
    for _, part, listed in rows:
        words = listed.split("|")
        side: Side = "given" if part == "F" else "family"
        assert len(words) > 1, listed
        for word in words:
            assert word == fold(word).replace(" ", ""), listed
            assert all(word in variants(other, side) for other in variants(word, side)), word
