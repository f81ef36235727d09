"""Convictions of a cohort are counted by their day, in both periods with their first and last days, and frozen."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from db.cards.cohorts import NewCohort
from db.words.errors import Refused
from tests.support.schemes import Schemes


def _made(at: Schemes, target: int | None = 3) -> NewCohort:
    return NewCohort("LAA1", "Agreement", "LPL", at.ago(200), at.ago(101), at.ago(100), at.ago(1), target)


def test_both_bounds_of_both_periods_count_and_what_has_no_date_is_told(at: Schemes) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL", since=400)
    days = [at.ago(number) for number in (201, 200, 150, 101, 100, 50, 1, 0)]
    at.convicted(addy, *days, None)
    at.convicted(addy, at.ago(150), at.ago(50), guilty=False)
    desk = at.desk()
    desk.cohorts.make(_made(at))
    desk.cohorts.add("LAA1", addy.person)
    found = desk.cohort_figures.count("LAA1")
    assert (found.baseline, found.follow, found.undated, found.change) == (3, 3, 1, 0)
    assert (found.over, found.met) == (True, True)
    early = desk.cohort_figures.count("LAA1", as_of=at.ago(50))
    assert (early.baseline, early.follow, early.over, early.met) == (3, 2, False, None)


def test_frozen_figures_stay_whatever_is_convicted_later(at: Schemes) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL", since=400)
    at.convicted(addy, at.ago(150), at.ago(40))
    desk = at.desk()
    desk.cohorts.make(_made(at, target=1))
    desk.cohorts.add("LAA1", addy.person)
    with pytest.raises(Refused, match="not locked"):
        desk.cohort_figures.freeze("LAA1")
    desk.cohorts.lock("LAA1")
    desk.cohort_figures.freeze("LAA1", dry_run=True)
    assert desk.cohort_figures.count("LAA1").frozen == ()
    desk.cohort_figures.freeze("LAA1")
    at.convicted(addy, at.ago(30))
    found = desk.cohort_figures.count("LAA1")
    assert (found.follow, found.met) == (2, False)
    (kept,) = found.frozen
    assert (kept.members, kept.baseline, kept.follow, kept.frozen_by) == (1, 1, 1, "N.Corrie")


def test_the_figures_are_those_of_a_slow_count(at: Schemes) -> None:
    draw = Random(7)
    made = _made(at)
    told: dict[str, tuple[int, int, int]] = {}
    desk = at.desk()
    desk.cohorts.make(made)
    for number in range(6):
        known = at.person(f"P{number}")
        at.registered(known, "LPL", since=400)
        days: list[date | None] = [at.ago(draw.randrange(0, 220)) if draw.random() < 0.8 else None for _ in range(8)]
        at.convicted(known, *days)
        desk.cohorts.add("LAA1", known.person)
        before = [day for day in days if day is not None and made.baseline_from <= day <= made.baseline_to]
        after = [day for day in days if day is not None and made.follow_from <= day <= made.follow_to]
        told[f"P{number}, Carl"] = (len(before), len(after), days.count(None))
    found = desk.cohort_figures.count("LAA1")
    assert {row.member.name: (row.baseline, row.follow, row.undated) for row in found.rows} == told
    assert found.baseline == sum(one[0] for one in told.values())
