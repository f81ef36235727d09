"""The release date by the prison service's own rule: precedence, ties, never, and why there is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.custody.release import ReleaseDates, release_of, why_none
from db.words.families.bail import CustodyStatus, ReleaseKind

FIELDS = tuple(ReleaseDates.__slots__)
LATEST = (
    ("automatic", ReleaseKind.AUTOMATIC),
    ("conditional", ReleaseKind.CONDITIONAL),
    ("non_parole", ReleaseKind.NON_PAROLE),
    ("post_recall", ReleaseKind.POST_RECALL),
    ("mid_term", ReleaseKind.MID_TERM),
)
# Few days, so that ties are met often; one of them means never.
days = st.sampled_from([date(2027, 1, day) for day in (1, 2, 3)] + [date(2129, 9, 14)])
some_dates = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, days))


def oracle(given_days: dict[str, date]) -> tuple[date, ReleaseKind] | None:
    """The same, the slow way."""
    real = {name: day for name, day in given_days.items() if day.year < 2100}
    if "confirmed" in real:
        return real["confirmed"], ReleaseKind.CONFIRMED
    if "parole" in real:
        return real["parole"], ReleaseKind.PAROLE
    if "curfew" in real:
        return real["curfew"], ReleaseKind.CURFEW
    several = [(real[name], -place, kind) for place, (name, kind) in enumerate(LATEST) if name in real]
    if several:
        day, _, kind = max(several)
        return day, kind
    return (real["given"], ReleaseKind.GIVEN) if "given" in real else None


@given(some_dates)
def test_the_release_date_is_that_of_the_rule(chosen: dict[str, date]) -> None:
    assert release_of(ReleaseDates(**chosen)) == oracle(chosen)


@given(days)
def test_of_equal_days_automatic_release_speaks_first(day: date) -> None:
    alike = ReleaseDates(automatic=day, conditional=day, non_parole=day, post_recall=day, mid_term=day)
    assert release_of(alike) == (None if day.year > 2100 else (day, ReleaseKind.AUTOMATIC))


def test_a_later_conditional_date_stands_before_an_earlier_automatic_one() -> None:
    dates = ReleaseDates(automatic=date(2027, 3, 1), conditional=date(2027, 5, 1), mid_term=date(2027, 4, 1))
    assert release_of(dates) == (date(2027, 5, 1), ReleaseKind.CONDITIONAL)


def test_a_later_mid_term_day_stands_before_the_rest_but_not_before_a_confirmed_one() -> None:
    later = ReleaseDates(conditional=date(2027, 5, 1), mid_term=date(2027, 6, 1))
    assert release_of(later) == (date(2027, 6, 1), ReleaseKind.MID_TERM)
    confirmed = ReleaseDates(conditional=date(2027, 5, 1), mid_term=date(2027, 6, 1), confirmed=date(2027, 2, 1))
    assert release_of(confirmed) == (date(2027, 2, 1), ReleaseKind.CONFIRMED)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (CustodyStatus.REMAND, "no release date: on remand"),
        (CustodyStatus.CONVICTED_UNSENTENCED, "no release date: not yet sentenced"),
        (CustodyStatus.SENTENCED, "no release date: the record gives none"),
        (CustodyStatus.RELEASED, ""),
    ],
)
def test_where_there_is_no_release_date_the_reason_is_said(status: CustodyStatus, words: str) -> None:
    assert why_none(status) == words


def test_an_indeterminate_sentence_has_no_release_date_but_a_tariff() -> None:
    status = CustodyStatus.INDETERMINATE
    assert why_none(status) == "no release date: indeterminate sentence"
    tariff = why_none(status, tariff=date(2031, 2, 3))
    assert tariff == "no release date: indeterminate sentence, tariff 3 Feb 2031"
    assert why_none(status, tariff=date(2129, 9, 14)) == "no release date: indeterminate sentence"
