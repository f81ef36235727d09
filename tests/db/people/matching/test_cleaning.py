"""What is compared is cleaned first: placeholders of systems never match two people."""

from __future__ import annotations

from datetime import date

import pytest

from db.people.matching.cleaning import address_of, birth_of, days_of, name_of, numbers_of, postcode_of
from db.words.families.people import IdentifierKind


def test_names_are_one_however_their_parts_are_written() -> None:
    assert {name_of(family, "Sean").family for family in ("O'Brien", "O Brien", "OBRIEN")} == {"obrien"}
    assert name_of("Mc Donald", "").family == name_of("McDonald", "").family
    assert name_of("MIG_ERROR_Hesketh", "Thomas").family == "hesketh"


@pytest.mark.parametrize("text", ["1900-01-01", "1970-01-01", "", "unknown"])
def test_a_birth_that_stands_for_none_is_none(text: str) -> None:
    assert birth_of(text) == (None, "")


def test_a_birth_that_is_no_day_is_kept_sign_by_sign() -> None:
    assert birth_of("1854-25-14") == (None, "18542514")
    assert birth_of("197G-03-01") == (None, "197G0301")
    known, unclear = birth_of("1986-03-14")
    assert known is not None
    assert (known.day, unclear) == (date(1986, 3, 14), "")


def test_numbers_are_kept_apart_by_their_check() -> None:
    given = [
        (IdentifierKind.PNC, "79/163001B"),
        (IdentifierKind.PNC, "1979/0163001C"),
        (IdentifierKind.CRO, "000000/00Z"),
        (IdentifierKind.PNC, "rubbish"),
        (IdentifierKind.ASN, "1100NP0100000000001H"),
    ]
    numbers = numbers_of(given)
    assert numbers.sound == [(IdentifierKind.PNC, "1979/0163001B")]
    assert numbers.doubtful == [(IdentifierKind.PNC, "19790163001C")]


def test_homes_of_nobody_are_none() -> None:
    assert postcode_of("nf1 1nf") == postcode_of("NF1 1FA") == ""
    assert postcode_of("l13 4ab") == "L134AB"
    assert address_of("NO FIXED ABODE") == ""
    assert address_of("4, Mill Lane") == "4 mill lane"
    assert days_of(["2020-05-05", "", "2019-01-01", "2020-05-05"]) == (date(2019, 1, 1), date(2020, 5, 5))
