"""Postcodes whole and begun, telephones, rooms and courts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.cards.find import Query
from db.people.box.places import lives
from db.people.box.reading import normalised, parse

TODAY = date(2026, 11, 22)


def read(text: str) -> Query:
    return parse(text, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "postcode", "outward"),
    [
        ("M14 5AB", "M14 5AB", ""),
        ("m145ab", "M14 5AB", ""),
        ("sw1a 1aa", "SW1A 1AA", ""),
        ("postcode: L5 3AB", "L5 3AB", ""),
        ("M14", "", "M14"),
        ("l5 3", "", "L5 3"),
        ("sw1a", "", "SW1A"),
        ("zz3", "", "ZZ3"),
        ("b81", "", "B81"),
    ],
)
def test_a_postcode_is_read_whole_or_as_its_beginning(typed: str, postcode: str, outward: str) -> None:
    for text in (typed, f"smith {typed}", f"{typed} smith", f"{typed} 3 apr 81", f"{typed} 3/4/81"):
        query = read(text)
        assert (query.postcode, query.outward) == (postcode, outward), text
        assert not query.numbers


def test_what_has_no_such_area_is_no_postcode() -> None:
    assert not read("x12").outward
    assert not read("B05").outward


SECTORS = st.sampled_from(["M1 4", "M14 5", "L5 3", "SW1A 1", "B8 1", "B81 1"])
UNITS = st.sampled_from(["AB", "XY"])


@given(sector=SECTORS, unit=UNITS, asked=SECTORS, spaced=st.booleans())
def test_somebody_lives_where_the_whole_word_agrees(sector: str, unit: str, asked: str, *, spaced: bool) -> None:
    recorded = f"{sector}{unit}" if spaced else f"{sector}{unit}".replace(" ", "")
    assert lives(recorded, asked) == (sector == asked)
    assert lives(recorded, asked.split(maxsplit=1)[0]) == (sector.split(maxsplit=1)[0] == asked.split(maxsplit=1)[0])
    assert lives(recorded, f"{asked}{unit}") == (sector == asked)


@pytest.mark.parametrize(
    ("typed", "telephone"),
    [
        ("07700900123", "07700900123"),
        ("07700 900123", "07700900123"),
        ("07700 900 123", "07700900123"),
        ("+447700900123", "07700900123"),
        ("+44 7700 900 123", "07700900123"),
        ("+44(0)7700900123", "07700900123"),
        ("0044 7700 900123", "07700900123"),
        ("0151 496 0000", "01514960000"),
        ("(0151) 496 0000", "01514960000"),
        ("020 7946 0000", "02079460000"),
        ("+48 600 123 456", "+48600123456"),
        ("tel 900123", "900123"),
        ("tel: 07700 900123", "07700900123"),
        ("mob:07700900123", "07700900123"),
    ],
)
def test_a_telephone_is_read_in_every_form(typed: str, telephone: str) -> None:
    for text in (typed, f"smith {typed}", f"{typed} smith", f"{typed} 3/4/81"):
        query = read(text)
        assert query.telephone == telephone, text
        assert not query.numbers


@pytest.mark.parametrize("typed", ["room 2", "r2", "room2", "rm 2", "room:2", "court 2", "courtroom 2", "ROOM 2"])
def test_a_room_narrows_a_list(typed: str) -> None:
    query = read(f"smith {typed} today")
    assert (query.room, query.day, query.names) == ("2", TODAY, ("smith",))


@pytest.mark.parametrize(
    ("typed", "court"),
    [
        ("court:B05", "B05"),
        ("court:liverpool", "liverpool"),
        ('court:"St Helens"', "St Helens"),
        ("B01LY00", "B01LY00"),
    ],
)
def test_a_court_is_kept_as_it_was_typed(typed: str, court: str) -> None:
    query = read(f"{typed} lee")
    assert (query.court, query.names, query.numbers) == (court, ("lee",), ())


def test_mine_and_places_are_part_of_the_question() -> None:
    asked = [
        read(text) for text in ("lee", "lee mine", "lee r2", "lee court:b05", "lee m14", "lee tel 900123", "lee 3/4")
    ]
    assert asked[1].mine
    assert len({normalised(query) for query in asked}) == len(asked)
    assert all(read(text).asks for text in ("mine", "r2", "court:b05", "m14", "tel 900123", "3/4"))


def test_one_of_each_and_the_second_is_said() -> None:
    for typed in ("m14 l5", "m14 5ab l5 3ab", "r2 r3", "today tomorrow", "07700900123 07700900124"):
        assert "only one" in read(typed).words
