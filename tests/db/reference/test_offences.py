"""An offence code has a title, a way it is tried and a Home Office group; a charge without a title shows its code's."""

from __future__ import annotations

import pytest

from db.reference.offences import categories, charge_title, every_offence, home_office_classes, offence_by_code
from db.reference.prisons import prison_called, prison_names


def test_a_code_tells_its_title_how_it_is_tried_and_its_group() -> None:
    shop = offence_by_code("TH68010")
    assert shop is not None
    assert (shop.title, shop.category, shop.home_office) == ("Theft from a shop", "Either Way", "046/00")
    assert shop.group == "Theft and handling"
    assert offence_by_code(" th68010 ") == shop


def test_every_listed_offence_is_found_by_its_code() -> None:
    listed = every_offence()
    assert len({each.code for each in listed}) == len(listed) > 30_000
    # The first and the last, one with small letters, and some between.
    odd = [each for each in listed if each.code != each.code.upper()]
    for each in (*listed[:3], *listed[-3:], *odd, *listed[::997]):
        assert offence_by_code(each.code) == each


@pytest.mark.parametrize("code", ["", "TH6801", "TH68010ZZ", "TH68010,Theft", "code", "ZZZZZZZZ", "é", ","])
def test_no_listed_code_is_no_offence(code: str) -> None:
    assert offence_by_code(code) is None


def test_a_charge_is_called_by_its_title_then_by_its_codes_then_by_its_code() -> None:
    assert charge_title("Theft of a bicycle", "TH68010") == "Theft of a bicycle"
    assert charge_title("", "TH68010") == "Theft from a shop"
    assert charge_title("", "ZZ99999") == "ZZ99999"
    assert charge_title("", "") == ""
    untitled = next(each for each in every_offence() if not each.title)
    assert charge_title("", untitled.code) == untitled.code


def test_classes_and_ways_of_trial_are_named() -> None:
    assert home_office_classes()["001/00"] == ("Violence against the person", "Murder")
    assert categories()["CS"] == "Summary Non-motoring"


def test_a_prison_is_called_by_its_name_and_an_unlisted_one_by_its_code() -> None:
    assert prison_called("lei") == "Leeds (HMP)"
    assert prison_called("QDI") == "QDI"
    assert prison_called("") == ""
    assert all(code.isalnum() and code == code.upper() and name for code, name in prison_names().items())
