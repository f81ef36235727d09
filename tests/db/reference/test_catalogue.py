"""Every code list is there, has codes of its own, and names each of them."""

from __future__ import annotations

import pytest

from db.reference.catalogue import entries, entry, every_list
from db.words.errors import BadInput, NotFound

KINDS = [each.kind for each in every_list()]


def test_the_lists_say_what_they_hold_and_how_much() -> None:
    assert {"offences", "courts", "forces", "prisons", "pleas", "verdicts", "results", "ethnicity"} <= set(KINDS)
    for each in every_list():
        assert each.holds
        assert each.source
        assert each.entries == len(entries(each.kind)) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_no_code_stands_twice_and_each_is_found_again(kind: str) -> None:
    listed = entries(kind)
    assert len({each.code for each in listed}) == len(listed)
    for each in (listed[0], listed[len(listed) // 2], listed[-1]):
        assert each.code
        assert entry(kind, each.code.lower()) == each


def test_a_code_is_told_with_what_the_list_says_of_it() -> None:
    assert entry("pleas", "g").details == (("spi", "1 6"),)
    assert entry("verdicts", "NC").name == "No Conviction"
    assert dict(entry("courts", "B01BH02").details)["tier"] == "magistrates' court"
    assert dict(entry("offences", "th68010").details)["group"] == "Theft and handling"
    assert entry("bank-holidays", "2026-12-25").name == "Friday"


def test_what_is_not_listed_is_refused_with_what_is() -> None:
    with pytest.raises(BadInput, match="offences"):
        entries("offence")
    with pytest.raises(NotFound, match="tracker reference list prisons"):
        entry("prisons", "ZZZ")
