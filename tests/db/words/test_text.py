"""Text from outside is harmless when stored and when shown, and compares the way a clerk expects."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.words.text import clean, clean_block, fold, tokens, visible

# Any text at all, lone surrogates included: that is what a broken feed delivers.
ANYTHING = st.text(st.characters(codec=None))
TERMINAL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("  Moss\t\r\n Tarn  ", "Moss Tarn"),
        ("a\x1b]52;c;eA==\x07b", "a]52;c;eA==b"),
        ("abc\x9b31mdef\x00", "abc31mdef"),
        ("ab\u202ecd\u2066e\ufefff\u200bg", "abcdefg"),
        ("x\ud800y", "xy"),
        ("Rene\u0301e", "Renée"),
        ("two\u00a0words\u2028three", "two words three"),
        ("[bold]x[/b]", "[bold]x[/b]"),
    ],
)
def test_one_line_is_cleaned(raw: str, stored: str) -> None:
    assert clean(raw) == stored


def test_a_block_keeps_its_lines_and_inner_spaces() -> None:
    assert clean_block("\r\n one  two \x1b[0m\r\n\r\n\t- three\u2029four \n\n") == " one  two [0m\n\n - three\nfour"


@given(ANYTHING)
@example("a\u200d\u0301b")
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)
    assert clean_block(clean_block(raw)) == clean_block(raw)


@given(ANYTHING)
def test_clean_text_holds_nothing_that_steers_a_terminal(raw: str) -> None:
    assert not TERMINAL.search(clean(raw))
    assert not TERMINAL.search(clean_block(raw).replace("\n", ""))
    clean_block(raw).encode("utf-8")


@given(ANYTHING)
def test_shown_text_is_as_long_as_it_was_and_safe(raw: str) -> None:
    shown = visible(raw)
    assert len(shown) == len(raw)
    assert "\t" not in shown
    assert not TERMINAL.search(shown)


@given(ANYTHING)
def test_clean_text_is_shown_as_it_is(raw: str) -> None:
    assert visible(clean(raw)) == clean(raw)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("O\u2019Brien", "obrien"),
        ("O'BRIEN", "obrien"),
        ("Smith-Jones", "smith jones"),
        ("  Zoë  ÁRNASON ", "zoe arnason"),
        ("Łukasz Møller", "lukasz moller"),
        ("Groß", "gross"),
        ("J. St. John", "j st john"),
        ("İpek", "ipek"),
        ("राम", "राम"),
    ],
)
def test_names_fold_to_what_is_compared(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(ANYTHING)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(ANYTHING)
def test_folding_does_not_care_for_cleaning(name: str) -> None:
    assert fold(clean(name)) == fold(name)


def test_tokens_are_folded_words_in_order() -> None:
    assert tokens("smi  12/3/80 O'Neil") == ("smi", "12", "3", "80", "oneil")
