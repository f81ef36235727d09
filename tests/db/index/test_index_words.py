"""What of a name is indexed: the whole, halves, middle names, near forms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.index.words import family_words, forms, given_words, joined, ordinal, pairs
from db.tables.lookup import NO_BIRTH, PART, WHOLE

LETTERS = st.text("abcdefgh", min_size=1, max_size=9)


def test_a_double_name_is_indexed_whole_and_by_each_half() -> None:
    assert family_words("smith jones") == (("smithjones", WHOLE), ("smith", PART), ("jones", PART))
    assert family_words("obrien") == (("obrien", WHOLE),)


def test_particles_and_single_letters_stand_for_nobody() -> None:
    assert family_words("de la cruz") == (("delacruz", WHOLE), ("cruz", PART))
    assert given_words("k", "") == (("k", WHOLE),)
    assert given_words("john p", "q") == (("johnp", WHOLE), ("john", PART))


def test_a_middle_name_is_indexed_as_if_it_were_the_first() -> None:
    assert given_words("kevin", "john paul") == (("kevin", WHOLE), ("john", PART), ("paul", PART))


def test_of_a_pair_one_at_least_is_whole() -> None:
    found = list(pairs(family_words("smith jones"), given_words("kevin", "john")))
    assert ("smithjones", "kevin", WHOLE) in found
    assert ("smith", "kevin", PART) in found
    assert ("smithjones", "john", PART) in found
    assert not any(family == "smith" and given == "john" for family, given, _ in found)


def test_a_name_of_one_word_has_a_row() -> None:
    assert list(pairs(family_words("cher"), ())) == [("cher", "", WHOLE)]
    assert list(pairs((), given_words("ali", ""))) == [("", "ali", WHOLE)]


@given(LETTERS, st.integers(0, 8), st.sampled_from("abcdefghxyz"))
def test_words_one_edit_apart_share_a_form(word: str, place: int, sign: str) -> None:
    """The plain oracle: every insertion, deletion, substitution and transposition is met."""
    place = min(place, len(word) - 1)
    edits = {
        word[:place] + sign + word[place:],
        word[:place] + sign + word[place + 1 :],
        word[:place] + word[place + 1 :],
        word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :],
    }
    for edited in edits - {""}:
        assert forms(word) & forms(edited) or len(word) == len(edited) == 1, (word, edited)


def test_a_long_word_is_looked_at_by_its_beginning() -> None:
    assert max(map(len, forms("wolfeschlegelsteinhausen"))) == 12
    assert joined("a b c") == "abc"


def test_a_date_that_is_none_has_no_number() -> None:
    assert ordinal("1981-02-30") == ordinal("") == ordinal("197G-01-01") == NO_BIRTH
    assert ordinal("0001-01-02") == 2
