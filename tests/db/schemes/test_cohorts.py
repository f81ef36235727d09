"""Cohorts: only registered people, fixed once locked; nobody who is deregistered later leaves the count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from db.cards.cohorts import NewCohort
from db.cards.schemes import Deregistration
from db.tables.schemes import Cohort, CohortMember
from db.words.actor import Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from tests.support.schemes import Schemes

DAY = timedelta(days=1)


def new(at: Schemes) -> NewCohort:
    """A year before and a year after."""
    return NewCohort("laa1", "Burglary agreement", "lpl", at.ago(400), at.ago(201), at.ago(200), at.ago(1), target=3)


def test_only_people_with_a_registration_are_put_into_a_cohort(at: Schemes) -> None:
    addy, irving = at.person("ADDY"), at.person("IRVING")
    at.registered(addy, "LPL")
    cohorts = at.desk().cohorts
    assert cohorts.make(new(at)).code == "LAA1"
    with pytest.raises(Refused, match="Only people with a registration"):
        cohorts.add("laa1", irving.person)
    assert [one.name for one in cohorts.add("laa1", addy.person, dry_run=True)] == ["ADDY, Carl"]
    assert at.count(CohortMember) == 0
    assert [one.registered for one in cohorts.add("laa1", addy.person)] == [True]
    with pytest.raises(Conflict, match="already"):
        cohorts.add("laa1", addy.person)
    card, people = cohorts.show("laa1")
    assert (card.members, [one.name for one in people]) == (1, ["ADDY, Carl"])


def test_who_was_registered_once_may_be_put_into_a_cohort(at: Schemes) -> None:
    addy = at.person("ADDY")
    at.registered(addy, "LPL", since=300, deregistered_on=at.ago(20))
    cohorts = at.desk().cohorts
    cohorts.make(new(at))
    assert [one.registered for one in cohorts.add("LAA1", addy.person)] == [False]


def test_all_are_put_into_a_cohort_or_nobody_and_so_they_leave_it(at: Schemes) -> None:
    addy, baines, irving = at.person("ADDY"), at.person("BAINES"), at.person("IRVING")
    for known in (addy, baines):
        at.registered(known, "LPL")
    cohorts = at.desk().cohorts
    cohorts.make(new(at))
    with pytest.raises(Refused, match=r"P-[A-Z0-9]+ has none"):
        cohorts.add("LAA1", addy.person, irving.person)
    assert at.count(CohortMember) == 0
    assert len(cohorts.add("LAA1", addy.person, baines.person, addy.person)) == 2
    with pytest.raises(NotFound, match=r"P-[A-Z0-9]+ is not in the cohort"):
        cohorts.remove("LAA1", addy.person, irving.person)
    assert cohorts.show("LAA1")[0].members == 2
    cohorts.remove("LAA1", addy.person, baines.person)
    assert cohorts.show("LAA1")[0].members == 0


def test_who_is_registered_in_another_area_is_not_put_into_a_cohort(at: Schemes) -> None:
    addy, elsewhere = at.person("ADDY"), at.person("ELSEWHERE")
    at.registered(addy, "LPL")
    at.registered(elsewhere, "MER")
    cohorts = at.desk().cohorts
    cohorts.make(new(at))
    with pytest.raises(Refused, match="no registration in LPL, whose cohort this is"):
        cohorts.add("LAA1", elsewhere.person)
    assert at.count(CohortMember) == 0


def test_a_locked_cohort_keeps_its_people_whatever_becomes_of_them(at: Schemes) -> None:
    addy, baines = at.person("ADDY"), at.person("BAINES")
    desk = at.desk()
    for known in (addy, baines):
        desk.registering.register(at.new(known))
    desk.cohorts.make(new(at))
    with pytest.raises(Refused, match="empty"):
        desk.cohorts.lock("LAA1")
    desk.cohorts.add("LAA1", addy.person)
    desk.cohorts.add("LAA1", baines.person)
    desk.cohorts.remove("LAA1", baines.person)
    with pytest.raises(NotFound, match="not in the cohort"):
        desk.cohorts.remove("LAA1", baines.person)
    assert desk.cohorts.lock("LAA1", dry_run=True).locked_on is None
    assert desk.cohorts.lock("LAA1").locked_on == at.today
    for act in (desk.cohorts.add, desk.cohorts.remove):
        for known in (addy, baines):
            with pytest.raises(Refused, match="is locked"):
                act("LAA1", known.person)
    with pytest.raises(Refused, match="is locked"):
        desk.cohorts.lock("LAA1")
    agreed = dict.fromkeys(("police", "probation", "partnership"), at.today)
    desk.registering.deregister(addy.person, Deregistration(at.today, "Quiet", "None needed.", **agreed))
    (row,) = desk.cohort_figures.count("LAA1").rows
    assert (row.member.name, row.member.registered) == ("ADDY, Carl", False)


def test_a_cohort_is_its_agencys(at: Schemes) -> None:
    at.desk().cohorts.make(new(at))
    assert at.desk(at.probation).cohorts.list() == ()
    with pytest.raises(NotFound, match="no cohort LAA1"):
        at.desk(at.probation).cohorts.show("LAA1")
    with pytest.raises(Refused, match="kept by police"):
        at.desk(at.user("s.v", "CPS", Role.PROSECUTOR)).cohorts.make(new(at))
    with pytest.raises(Refused, match="not one of yours"):
        at.desk(at.other).cohorts.make(new(at))
    with pytest.raises(Conflict, match="already"):
        at.desk().cohorts.make(new(at))


def test_what_is_no_cohort_is_refused(at: Schemes) -> None:
    good = new(at)
    for wrong, said in (
        (replace(good, code="!"), "a code of"), (replace(good, name=" "), "needs a name"),
        (replace(good, baseline_to=good.baseline_from - DAY), "end before"),
        (replace(good, follow_to=good.follow_from - DAY), "end before"),
        (replace(good, follow_from=good.baseline_to), "after the baseline"), (replace(good, target=-1), "a number"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=said):
            at.desk().cohorts.make(wrong)
    assert at.desk().cohorts.make(good, dry_run=True).code == "LAA1"
    assert at.count(Cohort) == 0
