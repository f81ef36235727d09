"""Record against record: the same either way round, and the published anchors of what joins and what does not."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.cards.find import Band
from db.people.matching.known import Known
from db.people.scoring.identity import Identity, KnownBirth
from db.people.scoring.pairs import compare, compare_from, match, pair_comparer
from db.words.families.people import IdentifierKind, NameKind, Sex
from tests.support.identities import known, person
from tests.support.records_of_people import RECORDS

BORN = date(1986, 3, 14)
NAMES = st.builds(
    known,
    st.sampled_from(["Smith", "Smyth", "Fairclough-Moss", "Moss", "Khan", "Kahn", "Lee", "O'Brien", ""]),
    st.sampled_from(["Stephen", "Ste", "S", "Mary Ann", "Maryann", "Lee", "Moss", ""]),
    st.sampled_from(["", "Paul", "Stephen", "P"]),
)
DAYS = st.dates(date(1985, 1, 1), date(1987, 12, 31))
PEOPLE = st.builds(
    lambda names, births, own, pnc, home, sex: Identity(
        names=tuple(names),
        births=tuple([KnownBirth(day) for day in births] + [KnownBirth(day, len(names) - 1) for day in own]),
        numbers=tuple((IdentifierKind.PNC, number) for number in pnc),
        postcodes=tuple(home),
        sex=sex,
    ),
    st.lists(NAMES, min_size=1, max_size=3),
    st.lists(DAYS, max_size=2),
    st.lists(DAYS, max_size=1),
    st.lists(st.sampled_from(["1979/0163001B", "2003/0015427N"]), max_size=1),
    st.lists(st.sampled_from(["L134AB", "L201AA", "L134AC"]), max_size=2),
    st.sampled_from([None, Sex.MALE, Sex.FEMALE]),
)


@given(PEOPLE, PEOPLE)
def test_which_record_is_which_does_not_matter(one: Identity, other: Identity) -> None:
    here, there = match(one, other), match(other, one)
    assert abs(here.weight - there.weight) < 1e-9
    assert (here.band, set(here.warnings)) == (there.band, set(there.warnings))


@given(PEOPLE, PEOPLE)
def test_nobody_is_liker_to_another_than_to_somebody_of_the_same_number_and_home(
    one: Identity, other: Identity
) -> None:
    shared = ((IdentifierKind.CRO, "065656/91H"),)
    with_number = [
        Identity(each.names, each.births, (*each.numbers, *shared), each.postcodes, each.telephones, each.sex)
        for each in (one, other)
    ]
    assert match(*with_number).weight > match(one, other).weight


def test_name_and_date_of_birth_alone_are_possible_and_a_home_makes_them_strong() -> None:
    plain = match(person("Hesketh", "Thomas", BORN), person("Hesketh", "Thomas", BORN))
    home = match(
        person("Hesketh", "Thomas", BORN, postcode="L13 4AB"), person("Hesketh", "Thomas", BORN, postcode="L13 4AB")
    )
    assert (plain.band, home.band) == (Band.POSSIBLE, Band.STRONG)


def test_a_nickname_and_swapped_days_weaken_and_do_not_part() -> None:
    nickname = match(
        person("Hesketh", "Bill", BORN, postcode="L13 4AB"), person("Hesketh", "William", BORN, postcode="L13 4AB")
    )
    assert "nickname Bill = William" in nickname.reasons
    assert nickname.band is Band.STRONG
    swapped = match(
        person("Hesketh", "Thomas", date(1986, 3, 4), pnc="1979/0163001B"),
        person("Hesketh", "Thomas", date(1986, 4, 3), pnc="1979/0163001B"),
    )
    assert "day and month swapped" in swapped.reasons
    assert swapped.band is Band.STRONG


def test_another_number_is_a_conflict_and_the_same_number_under_another_name_a_warning() -> None:
    conflict = match(
        person("Hesketh", "Thomas", BORN, pnc="1979/0163001B"), person("Hesketh", "Thomas", BORN, pnc="2003/0015427N")
    )
    assert conflict.warnings == ("PNC conflict",)
    false = match(
        person("Hesketh", "Thomas", BORN, pnc="1979/0163001B"),
        person("Popa", "Marian", date(1992, 5, 5), pnc="1979/0163001B"),
    )
    assert false.warnings == ("same number, another name and date of birth",)
    assert false.band is not Band.STRONG


def test_father_and_son_at_one_address_are_not_joined() -> None:
    pair = match(
        person("Cassidy", "Brian", date(1958, 5, 5), postcode="L4 3AB"),
        person("Cassidy", "Brian", date(1985, 5, 15), postcode="L4 3AB"),
    )
    assert pair.weight < 5
    assert pair.band is Band.POSSIBLE


def test_an_alias_is_matched_as_a_whole_identity() -> None:
    hidden = Identity(
        names=(known("Radulescu", "Ionut"), known("Popa", "Marian", kind=NameKind.ALIAS)),
        births=(KnownBirth(date(1990, 2, 12)), KnownBirth(date(1992, 5, 5), 1)),
    )
    whole = match(hidden, person("Popa", "Marian", date(1992, 5, 5)))
    mixed = match(hidden, person("Popa", "Marian", date(1990, 2, 12)))
    assert "by an alias" in whole.reasons
    assert whole.weight > mixed.weight


def test_twins_are_warned_of_and_a_shared_number_settles_it() -> None:
    twins = match(
        person("Dooley", "Conor", BORN, postcode="L6 2AB"), person("Dooley", "Christofer", BORN, postcode="L6 2AB")
    )
    assert "possible twin" in twins.warnings
    assert twins.band is not Band.STRONG
    alike = match(person("Dooley", "Darren", BORN), person("Dooley", "Darryl", BORN))
    assert "possible twin" in alike.warnings
    one = match(
        person("Dooley", "Darren", BORN, pnc="1979/0163001B"), person("Dooley", "Darryl", BORN, pnc="1979/0163001B")
    )
    assert one.warnings == ()


@given(RECORDS, RECORDS, st.floats(-60, 60))
def test_what_is_left_out_for_weighing_too_little_does_weigh_less(one: Known, other: Known, least: float) -> None:
    whole = compare(one.identity, other.identity)
    found = compare_from(one.identity, other.identity, pair_comparer(), least=least)
    if found is None:
        assert whole.weight < least
    else:
        assert found == whole
