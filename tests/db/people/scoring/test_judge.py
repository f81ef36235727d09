"""The verdict on one person: reasons, bands and warnings, and what may never happen to them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.cards.find import Band
from db.people.box.reading import parse
from db.people.scoring.asked import Asked
from db.people.scoring.identity import Identity, KnownBirth, Near, Verdict
from db.people.scoring.judge import judge
from db.words.families.people import IdentifierKind, NameKind
from tests.support.identities import known, person

TODAY = date(2026, 11, 22)
BORN = date(1986, 3, 14)
FAMILIES = st.sampled_from(["Smith", "Hesketh", "O'Brien", "McGarrigle", "Fairclough-Moss", "Khan", "Shaughnessy"])
GIVENS = st.sampled_from(["Stephen", "Ste", "Mohammed", "Siobhan", "Kayleigh", "Anthony", "Lee"])
MIDDLES = st.sampled_from(["", "Paul", "Mary", "Declan James"])
PLACEHOLDER = date(1970, 1, 1)
DAYS = st.dates(date(1930, 1, 2), date(2008, 12, 31)).filter(lambda day: day != PLACEHOLDER)
TYPED = st.sampled_from(
    [
        "Smith",
        "Ste Hesketh",
        "obrien siobhan",
        "moss kayleigh",
        "lee k",
        "KHAN, Mohamed",
        "mc garigle",
        "shornessy kaylee",
    ]
)
PEOPLE = st.builds(
    lambda family, given_name, born, middle: person(family, given_name, born, middle=middle, pnc="1979/0163001B"),
    FAMILIES, GIVENS, DAYS, MIDDLES,
)  # fmt: skip


def ask(text: str, who: Identity, *near: Near) -> Verdict:
    return judge(Asked.of(parse(text, today=TODAY)), who, near)


@pytest.mark.parametrize(
    ("text", "who", "reasons"),
    [
        ("kaylee shornessy", person("Shaughnessy", "Kayleigh"), {"name variant SHORNESSY = SHAUGHNESSY"}),
        ("ste rimmer", person("Rimmer", "Stephen", BORN), {"surname exact", "nickname Ste = Stephen"}),
        ("kelly james", person("Kelly", "James"), {"surname and forename exact", "names swapped"}),
        ("moss danielle", person("Fairclough-Moss", "Danielle"), {"part of surname FAIRCLOUGH-MOSS"}),
        ("declan hennessy", person("Hennessy", "Patrick", middle="Declan"), {"middle name used: Declan"}),
        ("a lomax 14/3/86", person("Lomax", "Anthony", BORN), {"initial A = Anthony", "date of birth exact"}),
        ("mc garrigle ciaran", person("McGarrigle", "Ciaran"), {"surname exact but for spacing"}),
        ("3/14/1986", person("Lomax", "Anthony", BORN), {"day and month swapped"}),
        ("pritchard 8/4/79", person("Pritchard", "Gareth", date(1979, 8, 4)), {"day and month swapped"}),
        ("lomax 1986", person("Lomax", "Anthony", BORN), {"year of birth 1986"}),
        ("lomax l13 4ab", person("Lomax", postcode="L13 4AB"), {"postcode exact"}),
    ],
)
def test_the_reasons_are_said_in_words(text: str, who: Identity, reasons: set[str]) -> None:
    assert reasons <= set(ask(text, who).reasons)


def test_an_alias_answers_with_its_own_date_of_birth_and_says_so() -> None:
    who = Identity(
        names=(known("Radulescu", "Ionut"), known("Popa", "Marian", kind=NameKind.ALIAS)),
        births=(KnownBirth(date(1990, 2, 12)), KnownBirth(date(1992, 5, 5), 1)),
    )
    whole = ask("marian popa 5/5/1992", who)
    assert {"alias POPA, Marian", "alias date of birth exact"} <= set(whole.reasons)
    assert (whole.band, whole.name) == (Band.STRONG, 1)
    mixed = ask("marian popa 12/2/1990", who)
    assert mixed.weight == pytest.approx(whole.weight - 4)
    assert "date of birth exact, given with another name" in mixed.reasons


def test_a_conflict_of_numbers_is_said_and_never_strong() -> None:
    who = person("Scully", "Kevin", BORN, pnc="2007/0331190V")
    verdict = ask("scully kevin 14/3/86 03/15427N", who)
    assert "PNC conflict" in verdict.warnings
    assert verdict.band is not Band.STRONG


def test_a_wrong_check_letter_is_told_and_never_called_exact() -> None:
    verdict = ask("2011/0204786T achebe", person("Achebe", "Marlon", pnc="2011/0204586T"))
    assert "PNC one character different" in verdict.reasons
    assert any("check letter is wrong" in says for says in verdict.warnings)
    assert not any("PNC exact" in says for says in verdict.reasons)


def test_a_number_alone_is_enough_and_another_name_beside_it_a_warning() -> None:
    who = person("Scully", "Kevin", BORN, pnc="2003/0015427N")
    alone, other = ask("03/15427N", who), ask("03/15427N Obadiah Zephaniah", who)
    assert (alone.band, alone.warnings) == (Band.STRONG, ())
    assert alone.reasons == ("PNC exact (short form)",)
    assert "another name" in other.warnings


def test_a_piece_of_a_number_finds_it() -> None:
    verdict = ask("scully 15427", person("Scully", "Kevin", pnc="2003/0015427N"))
    assert "PNC has 15427" in verdict.reasons


def test_another_forename_is_never_strong() -> None:
    assert ask("ste rimmer 14/3/86", person("Rimmer", "Stuart", BORN)).band is not Band.STRONG


def test_quoted_words_are_meant_just_so() -> None:
    quoted, free = ask('"ste" rimmer', person("Rimmer", "Stephen")), ask("ste rimmer", person("Rimmer", "Stephen"))
    assert quoted.weight <= free.weight
    assert "nickname Ste = Stephen" not in quoted.reasons


def test_a_merged_record_says_where_it_went() -> None:
    who = Identity(names=(known("Lomax", "Anthony"),), merged_into="P-1042")
    assert ask("lomax", who).warnings == ("merged into P-1042",)


@given(TYPED, PEOPLE)
def test_being_near_changes_the_order_alone(text: str, who: Identity) -> None:
    plain, near = ask(text, who), ask(text, who, Near("room", "listed today, Room 2"))
    assert (near.band, near.weight) == (plain.band, plain.weight)
    assert near.order > plain.order
    assert near.reasons == (*plain.reasons, "listed today, Room 2")


@given(TYPED, PEOPLE)
def test_evidence_that_agrees_never_lowers(text: str, who: Identity) -> None:
    base = ask(text, who).weight
    born = who.births[0].day
    assert ask(f"{text} {born:%d/%m/%Y}", who).weight > base
    assert ask(f"{text} {born.year}", who).weight > base
    assert ask(f"{text} 79/163001B", who).weight > base


@given(TYPED, PEOPLE, DAYS)
def test_a_date_that_agrees_better_is_worth_more(text: str, who: Identity, other: date) -> None:
    born = who.births[0].day
    right, wrong = ask(f"{text} {born:%d/%m/%Y}", who), ask(f"{text} {other:%d/%m/%Y}", who)
    assert right.weight >= wrong.weight


@given(FAMILIES, GIVENS, MIDDLES, FAMILIES, GIVENS, DAYS)
def test_the_order_of_words_costs_less_than_a_bit(
    family: str, first: str, middle: str, other: str, called: str, born: date
) -> None:
    who = person(other, called, born)
    units = [family, first, *middle.split()[:1]]
    weights = [ask(" ".join(words), who).weight for words in permutations(units)]
    best = max(weights)
    straight = [ask(f"{first} {family}", who).weight, ask(f"{family} {first}", who).weight]
    assert abs(straight[0] - straight[1]) <= 0.7 + 1e-9
    assert all(best - weight < 12 for weight in weights)


# 99/78Q is a PNC and a CRO.
@example(person("Smith", "Stephen", date(2000, 1, 2), pnc="1979/0163001B"), date(2000, 1, 1), 78)
@given(PEOPLE, DAYS, st.integers(1, 9_999_999))
def test_a_conflict_is_never_strong_without_a_warning(who: Identity, born: date, serial: int) -> None:
    from db.words.identifiers.parsed import check_letter

    typed = f"99/{serial}{check_letter(f'99{serial:07}')}"
    name = who.names[0]
    for text in (
        f"{name.family} {name.given} {who.births[0].day:%d/%m/%Y} {typed}",
        f"{name.family} {typed} {born.year}",
    ):
        verdict = ask(text, who)
        assert verdict.band is not Band.STRONG or verdict.warnings


def test_dates_beside_one_another_stay_apart_from_the_day_itself() -> None:
    who = person("Hesketh", "Thomas", BORN)
    day = ask("hesketh thomas 14/3/1986", who)
    beside = ask(f"hesketh thomas {BORN + timedelta(days=1):%d/%m/%Y}", who)
    assert day.weight > beside.weight > ask("hesketh thomas 2/11/1951", who).weight


def test_the_number_of_a_second_kind_counts_less_than_the_first() -> None:
    who = Identity(
        names=(known("Lomax", "Anthony"),),
        numbers=((IdentifierKind.PNC, "2003/0015427N"), (IdentifierKind.NOMS, "A1234BC")),
    )
    one, both = ask("03/15427N", who), ask("03/15427N A1234BC", who)
    assert one.weight < both.weight < one.weight + 21
