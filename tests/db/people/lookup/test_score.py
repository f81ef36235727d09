"""One score: whole words before beginnings, either order, and only what is certain is called strong."""

from __future__ import annotations

from datetime import date, time
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from db.cards.find import Band, NextHearing
from db.people.box.reading import parse
from db.people.lookup.score import Facts, NameFact, judge, match_name
from db.words.families.people import NameKind
from db.words.text import fold

TODAY = date(2026, 11, 22)
BORN = date(1980, 3, 12)
LISTED = NextHearing(uuid4(), uuid4(), uuid4(), "Northtown", "01", TODAY, time(10))


def name(family: str, given: str, middle: str = "", kind: NameKind = NameKind.PRIMARY) -> NameFact:
    return NameFact(kind, family, given, middle, fold(family), fold(given))


def facts(*names: NameFact, listed: bool = False, born: date | None = BORN) -> Facts:
    return Facts(uuid4(), names, births=(born,) if born else (), listed_today=LISTED if listed else None)


JOHN = name("Smith", "John", "Paul")


def score(text: str, *names: NameFact) -> int:
    return judge(parse(text, today=TODAY), facts(*names)).score


def test_whole_words_come_before_beginnings_and_these_before_initials() -> None:
    assert score("smith john", JOHN) > score("smith jo", JOHN) > score("smith j", JOHN) > score("smith", JOHN)


def test_the_order_of_words_does_not_matter_without_a_comma() -> None:
    assert score("john smith", JOHN) == score("smith john", JOHN) == score("smith, john", JOHN)
    assert match_name(parse("john, smith", today=TODAY), "smith", "john") is None


def test_a_middle_name_answers_too_but_less() -> None:
    assert 0 < score("paul smith", JOHN) < score("john smith", JOHN)


def test_an_alias_counts_a_little_less_and_is_said() -> None:
    alias = name("Lee", "K", kind=NameKind.ALIAS)
    verdict = judge(parse("lee k", today=TODAY), facts(JOHN, alias))
    assert verdict.name == alias
    assert verdict.why[0].startswith("also known as LEE, K")
    assert verdict.score == score("lee k", name("Lee", "K")) - 3


def test_strong_needs_name_and_birth_or_a_place_on_todays_list() -> None:
    def band(text: str, *, listed: bool = False) -> Band:
        return judge(parse(text, today=TODAY), facts(JOHN, listed=listed)).band

    assert band("john smith 12/3/80") is Band.STRONG
    assert band("john smith", listed=True) is Band.STRONG
    assert band("12/3/80", listed=True) is Band.STRONG
    assert band("john smith") is Band.POSSIBLE
    assert band("12/3/80") is Band.POSSIBLE
    assert band("smi 1980", listed=True) is not Band.STRONG
    assert band("jo smi", listed=True) is not Band.STRONG
    assert band("s j") is Band.WEAK


def test_what_speaks_against_is_said() -> None:
    verdict = judge(parse("john smith 13/3/80", today=TODAY), facts(JOHN))
    assert verdict.warnings == ("born another day",)
    assert not verdict.answers
    assert judge(parse("john smith 13/3/80", today=TODAY), facts(JOHN, born=None)).warnings == (
        "date of birth not known",
    )


WORD = st.from_regex(r"[a-z]{2,8}", fullmatch=True)


@given(WORD, WORD, st.integers(1, 8), st.integers(1, 8), st.booleans())
def test_any_beginnings_in_any_order_match(family: str, forename: str, one: int, other: int, turned: bool) -> None:
    words = [family[:one], forename[:other]]
    typed = " ".join(reversed(words) if turned else words)
    assert match_name(parse(typed, today=TODAY), family, forename) is not None or typed in {"today", "tomorrow"}
