"""Two records are linked with enough evidence and nothing that forbids it; every guard has its case."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given as for_all

from db.people.matching.deciding import decide
from db.people.matching.known import Known
from db.words.families.matching import Guard, Outcome
from tests.support.records_of_people import BORN, CRO, OTHER_PNC, PNC, RECORDS, held

HOME = "L13 4AB"


@for_all(RECORDS, RECORDS)
def test_which_record_is_which_does_not_matter(one: Known, other: Known) -> None:
    here, there = decide(one, other), decide(other, one)
    assert abs(here.weight - there.weight) < 1e-9
    assert (set(here.guards), here.outcome) == (set(there.guards), there.outcome)


@for_all(RECORDS, RECORDS)
def test_nobody_is_linked_against_a_guard_or_below_the_threshold(one: Known, other: Known) -> None:
    decision = decide(one, other)
    if decision.outcome is Outcome.AUTO:
        assert decision.weight >= 20
        assert decision.guards == ()


@for_all(RECORDS, RECORDS)
def test_the_fields_sum_up_to_the_weight(one: Known, other: Known) -> None:
    decision = decide(one, other)
    assert abs(-21.8 + sum(reason.bits for reason in decision.reasons) - decision.weight) < 1e-6
    assert all(reason.says for reason in decision.reasons)


def test_name_birth_and_home_link_and_say_why() -> None:
    decision = decide(held("A", postcode=HOME), held("B", postcode=HOME))
    assert (decision.outcome, decision.guards) == (Outcome.AUTO, ())
    said = {reason.field: reason.says for reason in decision.reasons}
    assert said["home"] == "postcode exact"
    assert said["date of birth"] == "date of birth exact"
    assert decision.reasons[0].text == "date of birth exact +13.9"


@pytest.mark.parametrize(
    ("one", "other", "guard"),
    [
        (held(pnc=PNC, postcode=HOME), held(pnc=OTHER_PNC, postcode=HOME), Guard.PNC_CONFLICT),
        (held(cro=CRO, postcode=HOME), held(cro="SF83/50058Z", postcode=HOME), Guard.CRO_CONFLICT),
        (
            held(pnc=PNC),
            held(family="Popa", given="Marian", born=date(1992, 5, 5), pnc=PNC),
            Guard.SAME_NUMBER_ANOTHER_PERSON,
        ),
        (held(), held(), Guard.NAME_AND_BIRTH_ONLY),
        (held(postcode=HOME), held(given="Liam", postcode=HOME), Guard.TWIN),
        (held(given="Darren", postcode=HOME), held(given="Darryl", postcode=HOME), Guard.TWIN),
        (held(given="Jason", postcode=HOME), held(given="Jayson", postcode=HOME), Guard.TWIN),
        (held(postcode=HOME), held(given="T", postcode=HOME), Guard.PERHAPS_TWIN),
        (
            held(postcode=HOME, address="4 mill lane"),
            held(born=date(1961, 5, 2), postcode=HOME, address="4 mill lane"),
            Guard.PARENT_AND_CHILD,
        ),
        (held(postcode=HOME, cases=["32AB0001126"]), held(postcode=HOME, cases=["32AB0001126"]), Guard.CO_DEFENDANTS),
        (
            held(postcode=HOME, system="PRISON", native_id="A1234BC"),
            held(postcode=HOME, system="PRISON", native_id="A4321BC"),
            Guard.TWO_OF_ONE_SOURCE,
        ),
        (held(postcode=HOME), held(postcode=HOME, restricted=True), Guard.RESTRICTED),
    ],
)
def test_each_guard_keeps_a_pair_from_a_link(one: Known, other: Known, guard: Guard) -> None:
    decision = decide(one, other)
    assert guard in decision.guards
    assert decision.outcome is not Outcome.AUTO


def test_two_whom_somebody_has_parted_are_not_asked_about_again() -> None:
    decision = decide(held(postcode=HOME, pnc=PNC), held(postcode=HOME, pnc=PNC), apart=True)
    assert decision.weight >= 20
    assert (decision.guards, decision.outcome) == ((Guard.KEPT_APART,), Outcome.NONE)


def test_a_slip_of_the_pen_is_no_twin_and_a_shared_number_settles_it() -> None:
    typed = decide(held(given="Thomas", postcode=HOME), held(given="Thoams", postcode=HOME))
    assert (typed.outcome, typed.guards) == (Outcome.AUTO, ())
    known = decide(held(given="Darren", pnc=PNC, postcode=HOME), held(given="Darryl", pnc=PNC, postcode=HOME))
    assert known.outcome is Outcome.AUTO


def test_a_number_that_fails_its_check_links_nobody() -> None:
    sound = decide(held(pnc=PNC, born=None), held(pnc=PNC, born=None))
    wrong = decide(held(pnc="1979/0163001C", born=None), held(pnc="1979/0163001C", born=None))
    assert sound.weight - wrong.weight > 10
    assert wrong.outcome is not Outcome.AUTO
    off = decide(held(pnc=PNC, born=None), held(pnc="1979/0163002B", born=None))
    assert "PNC one character different" in [reason.says for reason in off.reasons]
    assert off.weight == wrong.weight


def test_two_numbers_that_pass_their_check_are_two_however_near() -> None:
    decision = decide(held(pnc="1979/0163001B"), held(pnc="1979/0163002C"))
    assert Guard.PNC_CONFLICT in decision.guards


def test_what_speaks_against_is_said_too() -> None:
    decision = decide(held(postcode=HOME), held(family="Popa", born=date(1950, 1, 2), postcode="M1 1AA"))
    assert {"another surname", "born more than five years apart", "another postcode"} <= {
        reason.says for reason in decision.reasons
    }


def test_a_false_identity_is_found_by_the_alias_with_its_date_of_birth() -> None:
    hidden = held("A", pnc=PNC, aliases=[("Popa", "Marian", date(1992, 5, 5))], postcode=HOME)
    decision = decide(hidden, held("B", family="Popa", given="Marian", born=date(1992, 5, 5), pnc=PNC))
    assert decision.outcome is Outcome.AUTO
    assert "by an alias" in [reason.says for reason in decision.reasons]
    assert decide(hidden, held("C", born=BORN, pnc=PNC)).outcome is Outcome.AUTO
