"""The lists that ship with Tracker hold courts and forces, and say which courts have closed."""

from __future__ import annotations

from db.reference.courts import (
    check_court,
    check_lja,
    closed_codes,
    court_by_code,
    current_codes,
    listed_courts,
    lja_codes,
)
from db.reference.forces import check_force, force_names
from db.words.families.court import Jurisdiction


def test_every_listed_court_reads_as_its_own_code() -> None:
    for code, court in listed_courts().items():
        assert court.code == code
        assert court.name
        assert check_court(code).valid is court.sits
    assert current_codes()
    assert closed_codes()
    assert not current_codes() & closed_codes()


def test_a_room_or_a_short_code_finds_its_court() -> None:
    bexley = court_by_code("B01BH02")
    assert bexley is not None
    assert bexley is court_by_code("b01bh")
    assert bexley.jurisdiction is Jurisdiction.MAGISTRATES
    assert bexley.lja is not None
    assert check_lja(bexley.lja).valid
    assert court_by_code("Z99ZZ00") is None


def test_a_closed_court_is_known_and_refused_by_name() -> None:
    acton = court_by_code("B01AF00")
    assert acton is not None
    assert not acton.sits
    assert check_court("B01AF00").reason == "right shape, but this court has closed"


def test_area_and_force_codes_are_asked_of_the_list() -> None:
    assert all(len(code) == 4 for code in lja_codes())
    assert not check_lja("9999").valid
    assert check_force("06").valid
    assert not check_force("49").valid
    assert force_names()["62"] == "South Wales"
