"""Words of a name: order-free, with titles left out, particles kept together and sides where they are known."""

from __future__ import annotations

from datetime import date

import pytest

from db.cards.asked import NameSide, PartKind
from db.cards.find import Query
from db.people.box.reading import normalised, parse

TODAY = date(2026, 11, 22)
EITHER, FAMILY, GIVEN = NameSide.EITHER, NameSide.FAMILY, NameSide.GIVEN


def read(text: str, **corrections: PartKind) -> Query:
    return parse(text, today=TODAY, corrections=corrections)


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("john smith", (("john",), ("smith",))),
        ("smith-jones jo", (("smith", "jones"), ("jo",))),
        ("mc garrigle kieran", (("mc", "garrigle"), ("kieran",))),
        ("kieran mcgarrigle", (("kieran",), ("mcgarrigle",))),
        ("o brien", (("o", "brien"),)),
        ("o'brien", (("obrien",),)),
        ("o\u2019brien", (("obrien",),)),
        ("juan de la cruz", (("juan",), ("de", "la", "cruz"))),
        ("van der berg, jan", (("van", "der", "berg"), ("jan",))),
        ("al-hassan omar", (("al", "hassan"), ("omar",))),
        ("al hassan omar", (("al", "hassan"), ("omar",))),
        ("al smith", (("al",), ("smith",))),
        ("st john amy", (("st", "john"), ("amy",))),
        ("Zoë Müller", (("zoe",), ("muller",))),
        ("smith o", (("smith",), ("o",))),
        ('"mary jane" lee', (("mary", "jane"), ("lee",))),
    ],
)
def test_words_of_a_name_that_belong_together_are_one_unit(typed: str, units: tuple[tuple[str, ...], ...]) -> None:
    query = read(typed)
    assert query.units == units
    assert query.names == tuple(word for unit in units for word in unit)
    assert len(query.sides) == len(query.names)
    assert len(query.parts) == len(units)


@pytest.mark.parametrize(
    "typed", ["mr john smith", "Mr. John Smith", "john smith mr", "MRS john smith", "dr john smith"]
)
def test_a_title_is_left_out_and_said(typed: str) -> None:
    query = read(typed)
    assert query.names == ("john", "smith")
    assert PartKind.TITLE in query.kinds
    assert "left out" in query.words


def test_a_title_alone_is_a_name_and_one_that_is_a_name_can_be_said_to_be() -> None:
    assert read("dr").names == ("dr",)
    assert read("mr smith", mr=PartKind.NAME).names == ("mr", "smith")
    assert read('"mr" smith').names == ("mr", "smith")
    assert read("smith john", john=PartKind.TITLE).names == ("smith",)


@pytest.mark.parametrize(
    ("typed", "corrections", "names", "sides", "first"),
    [
        ("smith, john", {}, ("smith", "john"), (FAMILY, GIVEN), 1),
        ("smith jones, mr john", {}, ("smith", "jones", "john"), (FAMILY, FAMILY, GIVEN), 2),
        ("john smith", {"smith": PartKind.FAMILY}, ("smith", "john"), (FAMILY, GIVEN), 1),
        ("john smith", {"john": PartKind.GIVEN}, ("smith", "john"), (FAMILY, GIVEN), 1),
        ("John SMITH", {"smith": PartKind.FAMILY}, ("smith", "john"), (FAMILY, GIVEN), 1),
        ("smith, john", {"john": PartKind.FAMILY}, ("smith", "john"), (FAMILY, FAMILY), 0),
        ("smith", {"smith": PartKind.FAMILY}, ("smith",), (FAMILY,), 0),
        ("a b c", {"b": PartKind.GIVEN}, ("a", "b", "c"), (EITHER, GIVEN, EITHER), 0),
        ("surname:lee kay", {}, ("lee", "kay"), (FAMILY, GIVEN), 1),
        ("forename:lee", {}, ("lee",), (GIVEN,), 0),
        ("smith,", {}, ("smith",), (EITHER,), 0),
        (", smith john", {}, ("smith", "john"), (EITHER, EITHER), 0),
        ("john smith, 3/4/81", {}, ("john", "smith"), (EITHER, EITHER), 0),
    ],
)
def test_a_comma_a_label_or_a_correction_fixes_the_side(
    typed: str, corrections: dict[str, PartKind], names: tuple[str, ...], sides: tuple[NameSide, ...], first: int
) -> None:
    query = parse(typed, today=TODAY, corrections=corrections)
    assert (query.names, query.sides, query.family_first) == (names, sides, first)


def test_quoted_words_are_names_whatever_else_they_could_be() -> None:
    query = read('"may" "1981" lee')
    assert query.names == ("may", "1981", "lee")
    assert query.quoted == {"may", "1981"}
    assert not query.births


def test_other_names_are_asked_for_like_the_main_one() -> None:
    assert normalised(read("kev aka shaughnessy")) == normalised(read("shaughnessy kev"))


def test_more_than_eight_words_of_a_name_are_said() -> None:
    query = read("aa bb cc dd ee ff gg hh ii")
    assert len(query.names) == 8
    assert "ii: more than 8 words" in query.words
