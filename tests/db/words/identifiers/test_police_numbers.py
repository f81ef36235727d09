"""Police numbers hold by their check letters, in every form in which they are written."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.words.identifiers.parsed import check_letter
from db.words.identifiers.police import (
    parse_asn,
    parse_ccr,
    parse_cro,
    parse_pnc,
    pnc_candidates,
    pnc_short,
)

YEARS = st.integers(0, 99).map(lambda year: f"{year:02}")
SERIALS = st.integers(1, 9_999_999)
TEXT = st.text(max_size=30)


@given(YEARS, SERIALS)
def test_every_way_of_writing_a_pnc_means_the_same(year: str, serial: int) -> None:
    letter = check_letter(f"{year}{serial:07}")
    canonical = parse_pnc(f"{year}/{serial}{letter}").canonical
    assert canonical is not None
    ways = [
        f"{year}{serial:07}{letter}",
        canonical,
        canonical.replace("/", ""),
        f" {year} / {serial:07}{letter.lower()}",
    ]
    for way in ways:
        assert parse_pnc(way).canonical == canonical
    assert parse_pnc(pnc_short(canonical)).canonical == canonical
    assert canonical in pnc_candidates(f"{year}/{serial}{letter}")


@given(YEARS, SERIALS, st.sampled_from("ABCDEFGHJKLMNPQRTUVWXYZIOS"))
def test_any_other_letter_is_refused_and_the_raw_number_kept(year: str, serial: int, letter: str) -> None:
    assume(letter != check_letter(f"{year}{serial:07}"))
    parsed = parse_pnc(f"{year}/{serial}{letter}")
    assert not parsed.valid
    assert parsed.wrong_letter
    assert parsed.raw == f"{year}/{serial}{letter}"


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("85/12X", "1985/0000012X"),
        ("39/5V", "1939/0000005V"),
        ("38/5Q", "2038/0000005Q"),
        ("26/77M", "2026/0000077M"),
    ],
)
def test_the_century_turns_at_a_fixed_year(raw: str, canonical: str) -> None:
    year, _, rest = raw.partition("/")
    letter = check_letter(f"{year}{int(rest[:-1]):07}")
    assert parse_pnc(f"{raw[:-1]}{letter}").canonical == f"{canonical[:-1]}{letter}"


def test_both_centuries_are_offered_where_systems_differ() -> None:
    letter = check_letter("300000042")
    assert pnc_candidates(f"30/42{letter}") == (f"2030/0000042{letter}", f"1930/0000042{letter}")
    assert pnc_candidates(f"1930/42{letter}") == (f"1930/0000042{letter}",)
    assert pnc_candidates("30/42") == ()


@pytest.mark.parametrize("raw", ["", "A", "0000/0000000Z", "00/0Z", "1823/1234567A", "81/12345678A", "٨١/٣٤U"])
def test_a_pnc_of_another_shape_or_of_nobody_is_refused(raw: str) -> None:
    assert not parse_pnc(raw).valid


@given(YEARS, st.integers(1, 999_999))
def test_a_cro_number_is_padded_and_a_file_number_is_not(year: str, serial: int) -> None:
    letter = check_letter(f"{year}{serial:06}")
    assert parse_cro(f"{serial}/{year}{letter.lower()}").canonical == f"{serial:06}/{year}{letter}"
    file_letter = check_letter(f"{year}{serial}")
    assert parse_cro(f"SF{year}/{serial}{file_letter}").canonical == f"SF{year}/{serial}{file_letter}"


def test_the_placeholder_cro_links_nobody() -> None:
    assert not parse_cro("000000/00Z").valid


@given(YEARS, st.from_regex(r"[0-9A-Z]{2}", fullmatch=True), st.integers(1, 10**11 - 1))
def test_an_asn_is_read_with_and_without_padding_and_slashes(year: str, force: str, serial: int) -> None:
    digits = (force if force.isdecimal() else "") + "01" + year + f"{serial:011}"
    letter = check_letter(digits)
    canonical = f"{year}{force}QX01{serial:011}{letter}"
    assert parse_asn(canonical).canonical == canonical
    assert parse_asn(f"{year}/{force}QX/01/{serial}{letter}").canonical == canonical


def test_a_made_up_asn_is_valid_but_marked_as_nobodys() -> None:
    letter = check_letter("00" + "01" + "24" + "00000000003")
    parsed = parse_asn(f"2400NP0100000000003{letter}")
    assert parsed.valid
    assert parsed.placeholder
    assert not parse_asn(f"24 00 QX 01 00000000003{letter}").placeholder


@given(YEARS, st.integers(0, 9999), st.integers(1, 999_999))
def test_a_court_case_reference_is_padded(year: str, court: int, serial: int) -> None:
    letter = check_letter(f"{year}{court:04}{serial:06}")
    assert parse_ccr(f"{year}/{court:04}/{serial}{letter}").canonical == f"{year}/{court:04}/{serial:06}{letter}"


@given(TEXT)
def test_no_text_breaks_a_parser_and_canonical_forms_read_as_themselves(raw: str) -> None:
    for parser in (parse_pnc, parse_cro, parse_asn, parse_ccr):
        parsed = parser(raw)
        assert parsed.raw == raw
        assert (parsed.reason is None) is parsed.valid
        if parsed.canonical is not None:
            assert parser(parsed.canonical).canonical == parsed.canonical
