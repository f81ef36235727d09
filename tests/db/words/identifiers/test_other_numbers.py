"""Numbers of cases, prisons, probation and courts; and what a typed text could be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words.families.people import IdentifierKind
from db.words.identifiers.cases import (
    libra_case_candidates,
    parse_crown_case,
    parse_libra_case,
    parse_pti_urn,
    parse_urn,
)
from db.words.identifiers.parsed import check_letter
from db.words.identifiers.persons import parse_crn, parse_noms
from db.words.identifiers.places import parse_court_ou, parse_force, parse_lja
from db.words.identifiers.recognise import PARSERS, candidates, parse, recognise


def kinds(text: str) -> list[IdentifierKind]:
    return [parsed.kind for parsed in recognise(text)]


def test_case_numbers_have_their_shapes() -> None:
    assert parse_urn("47QX1203326").valid
    assert not parse_urn("47qx1203326").valid
    assert not parse_urn("PARKS-1203").valid
    assert parse_pti_urn("47QX/1203326").canonical == "47QX1203326"
    assert not parse_pti_urn("47QXX203326").valid
    assert parse_libra_case("2600120033").valid
    assert not parse_libra_case("260012003").valid
    assert parse_crown_case("t2026 / 7012").canonical == "T20267012"
    assert not parse_crown_case("B20267012").valid


def test_a_case_number_that_lost_its_zeros_is_found() -> None:
    assert libra_case_candidates("60012003") == ("0060012003",)
    assert libra_case_candidates("2600120033") == ("2600120033",)
    assert libra_case_candidates("12") == ()
    assert candidates(IdentifierKind.LIBRA_CASE, "600120033") == ("0600120033",)


@pytest.mark.parametrize(
    ("raw", "valid"),
    [("K4821RT", True), ("k4821rt", False), ("K48213", False), ("48213K", False), ("", False)],
)
def test_a_prison_number_is_not_an_old_book_number(raw: str, valid: bool) -> None:
    assert parse_noms(raw).valid is valid


def test_a_probation_number_is_a_letter_and_six_digits() -> None:
    assert parse_crn(" w501122 ").canonical == "W501122"
    assert not parse_crn("W50112").valid


@pytest.mark.parametrize("raw", ["47QX00", "0470000", "G12AB00", "2570", "SHF", "B1AB00", ""])
def test_codes_of_others_are_not_courts(raw: str) -> None:
    parsed = parse_court_ou(raw)
    assert not parsed.valid
    assert parsed.reason


def test_a_court_is_asked_of_the_list_that_is_given() -> None:
    assert parse_court_ou("B99QX03").canonical == "B99QX00"
    assert parse_court_ou("B99QX03", known={"B99QX00"}).valid
    assert not parse_court_ou("B99QX03", known=set()).valid
    assert "closed" in (parse_court_ou("B99QX", known=set(), closed={"B99QX00"}).reason or "")
    assert parse_lja("1234").valid
    assert not parse_lja("1234", known={"4321"}).valid
    assert parse_force("q1", known={"Q1"}).valid


def test_what_is_typed_is_recognised_in_small_letters_too() -> None:
    letter = check_letter("810163034")
    assert kinds(f"81/163034{letter}".lower()) == [IdentifierKind.PNC]
    assert kinds("k4821rt") == [IdentifierKind.NOMS]
    assert kinds("47qx1203326") == [IdentifierKind.PTI_URN, IdentifierKind.URN]
    assert kinds("2600120033") == [IdentifierKind.LIBRA_CASE]
    assert kinds("T20267012") == [IdentifierKind.CROWN_CASE]


def test_a_short_number_may_be_of_two_kinds() -> None:
    letter = check_letter("34" + "000081")
    assert IdentifierKind.CRO in kinds(f"81/34{letter}")
    assert all(parsed.kind in {IdentifierKind.CRO, IdentifierKind.PNC} for parsed in recognise(f"81/34{letter}"))


def test_names_and_dates_are_no_identifiers() -> None:
    assert recognise("christopher") == ()
    assert recognise("smi 12/3/80") == ()
    assert recognise("12/3/80") == ()
    assert recognise("") == ()


def test_a_slip_in_the_letter_is_still_recognised_after_the_valid() -> None:
    wrong = "A" if check_letter("810163034") != "A" else "B"
    (found,) = recognise(f"81/163034{wrong}")
    assert found.wrong_letter
    assert not found.valid


@given(st.text(max_size=40))
def test_no_text_breaks_recognition(text: str) -> None:
    for parsed in recognise(text):
        assert parsed.valid or parsed.wrong_letter
        if parsed.canonical:
            assert parsed.canonical in candidates(parsed.kind, text)


def test_kinds_without_a_rule_have_no_reading() -> None:
    assert parse(IdentifierKind.LOCAL, "x") is None
    assert candidates(IdentifierKind.LOCAL, "x") == ()
    assert all(parse(kind, "?") is not None for kind in PARSERS)
