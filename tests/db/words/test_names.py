"""Names come apart as LIBRA prints them, and one defendant has one key however the name came."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.words.names import NameParts, display, from_elements, match_key, split_libra_name
from db.words.text import clean

GIVEN = st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True)
FAMILY = st.from_regex(r"[A-Z]{3,9}(-[A-Z]{3,9})?", fullmatch=True)
TITLES = st.sampled_from(["", "Mr", "Mrs", "Miss", "Ms", "Dr"])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mr Tobias LARKWOOD", ("Mr", "Tobias", "", "LARKWOOD")),
        ("Mrs. Ina May PELL", ("Mrs", "Ina", "May", "PELL")),
        ("LARKWOOD", ("", "", "", "LARKWOOD")),
        ("Mr LARKWOOD", ("Mr", "", "", "LARKWOOD")),
        ("MR TOBIAS JOHN LARKWOOD", ("MR", "TOBIAS", "JOHN", "LARKWOOD")),
        ("TOBIAS John Paul LARKWOOD", ("", "TOBIAS", "John Paul", "LARKWOOD")),
        ("Tobias Larkwood", ("", "Tobias", "", "Larkwood")),
        ("Mr Tobias J LARKWOOD", ("Mr", "Tobias", "J", "LARKWOOD")),
        ("Mr Tobias VAN DER LARK", ("Mr", "Tobias", "", "VAN DER LARK")),
        ("Ms Ina van der LARK", ("Ms", "Ina", "", "van der LARK")),
        ("Mr van der LARK", ("Mr", "", "", "van der LARK")),
        ("Mr Al LARKWOOD", ("Mr", "Al", "", "LARKWOOD")),
        ("MR JEAN DE LA LARK", ("MR", "JEAN", "", "DE LA LARK")),
        ("Mr Ian McTARN", ("Mr", "Ian", "", "McTARN")),
        ("Mr Ian MacTARN", ("Mr", "Ian", "", "MacTARN")),
        ("Mr Ian MC TARN", ("Mr", "Ian", "", "MC TARN")),
        ("Ms Una O'TARN", ("Ms", "Una", "", "O'TARN")),
        ("Ms Una O TARN", ("Ms", "Una", "", "O TARN")),
        ("Ms Una PELL-TARN", ("Ms", "Una", "", "PELL-TARN")),
        ("LARKWOOD, Mr Tobias John", ("Mr", "Tobias", "John", "LARKWOOD")),
        ("Émile ÅRNSEN", ("", "Émile", "", "ÅRNSEN")),
        ("Mr Test Larkwood 3", ("Mr", "Test", "", "Larkwood 3")),
        ("  Mr\tTobias \n LARKWOOD\x1b ", ("Mr", "Tobias", "", "LARKWOOD")),
        ("", ("", "", "", "")),
        ("Mr", ("", "", "", "Mr")),
    ],
)
def test_a_printed_name_comes_apart(text: str, parts: tuple[str, str, str, str]) -> None:
    assert split_libra_name(text) == NameParts(*parts)


@given(TITLES, GIVEN, st.lists(GIVEN, max_size=2), FAMILY)
def test_a_name_with_its_surname_in_capitals_comes_apart_exactly(
    title: str, given_name: str, middle: list[str], family: str
) -> None:
    words = [given_name, *middle]
    assume(not {word.casefold() for word in words} & {"mac", "van", "von", "der", "den", "del", "des", "dos", "les"})
    assume(not {word.casefold() for word in words} & {"bin", "ibn", "abu", "ten", "ter", "binti", "della", "das"})
    assume(title or given_name.casefold() not in {"sir", "hon", "rev", "lady", "lord", "dame", "imam", "judge"})
    text = " ".join(part for part in (title, *words, family) if part)
    parts = split_libra_name(text)
    assert parts == NameParts(title, given_name, " ".join(middle), family)
    assert match_key(parts) == match_key(from_elements(title=title, forenames=words, surname=family))


@given(st.text(max_size=60))
def test_any_text_is_a_name_and_cleaning_first_changes_nothing(text: str) -> None:
    parts = split_libra_name(text)
    assert display(parts)
    assert match_key(parts) == match_key(split_libra_name(clean(text)))


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (NameParts("Mr", "Tobias", "John", "Larkwood"), "LARKWOOD, Tobias John"),
        (NameParts("MR", "TOBIAS", "J", "LARKWOOD"), "LARKWOOD, Tobias J"),
        (NameParts("", "MARY-ANN", "", "McTARN"), "McTARN, Mary-Ann"),
        (NameParts("", "Una", "", "van der Lark"), "van der LARK, Una"),
        (NameParts("", "", "", "O'Tarn"), "O'TARN"),
        (NameParts("", "Una", "", ""), "Una"),
        (NameParts(), "Name not known"),
    ],
)
def test_a_list_shows_the_surname_first_in_capitals(parts: NameParts, shown: str) -> None:
    assert display(parts) == shown


def test_one_defendant_has_one_key_however_the_name_came() -> None:
    key = match_key(split_libra_name("Mr Ian Paul MC TARN"))
    assert key == "ian paul mctarn"
    assert key == match_key(from_elements(title="MR", forenames=["IAN", "", "PAUL"], surname="McTarn"))
    assert match_key(split_libra_name("Ms Una O TARN")) == match_key(split_libra_name("UNA O'TARN")) == "una otarn"
    assert match_key(split_libra_name("MR JEAN LARK TARN")) == match_key(
        from_elements(forenames=["Jean"], surname="Lark Tarn")
    )


_WORDS = st.sampled_from(
    ["Mr", "Al", "O", "A", "Van", "De", "Mcdonald", "Tobias", "Larkwood", "Dr", "Jr", "Fitz", "Ó", "x"]
)


@given(st.lists(_WORDS, min_size=1, max_size=3))
def test_two_plain_words_are_read_as_the_rules_would_read_them(words: list[str]) -> None:
    text = " ".join(words)
    found = split_libra_name(text)
    with patch("db.words.names._is_plain", return_value=False):
        assert split_libra_name(text) == found
