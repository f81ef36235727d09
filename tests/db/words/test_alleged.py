"""When and where an offence is alleged, in the words of the shared code."""

from __future__ import annotations

from datetime import date

import pytest

from db.words.alleged import alleged_words
from db.words.dates import short

FIRST, LAST = date(2026, 2, 11), date(2026, 2, 12)


@pytest.mark.parametrize(
    ("code", "word"),
    [("1", "on"), ("2", "before"), ("3", "after"), ("4", "on"), ("5", "on or about"), ("6", "on or before")],
)
def test_one_day_is_told_by_its_code(code: str, word: str) -> None:
    assert alleged_words(FIRST, None, code, "") == f"{word} {short(FIRST)}"
    assert alleged_words(FIRST, FIRST, code, "Quay Street") == f"{word} {short(FIRST)}, Quay Street"


def test_two_days_are_between_whatever_the_code() -> None:
    assert alleged_words(FIRST, LAST, "4", "") == f"between {short(FIRST)} and {short(LAST)}"
    assert alleged_words(FIRST, LAST, "", "Quay Street") == f"between {short(FIRST)} and {short(LAST)}, Quay Street"


def test_a_place_alone_is_told_and_a_day_alone_is_not_repeated() -> None:
    assert alleged_words(None, None, "", "Quay Street") == "Quay Street"
    assert alleged_words(None, None, "1", "") == ""
    assert alleged_words(FIRST, None, "", "") == ""
    assert alleged_words(FIRST, None, "9", "") == ""
