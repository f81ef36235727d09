"""The worked example that was given, and one of our own: what every search finds, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.cards.searching import (
    Band,
    Changed,
    Convicted,
    Criterion,
    CrossBorder,
    InPrison,
    Mode,
    Offences,
    Release,
    Unfinalised,
)
from db.demo.keys import key
from db.words.families.places import AreaKind
from tests.support.areas_asked import OWN, WORKED, Asked, column, names, undecided
from tests.support.databases import Database

BURGLARY, THEFT = Criterion("burglary"), Criterion("THEFT")


@pytest.fixture
def worked(database: Database, shared_folder: Path) -> Iterator[Asked]:
    """The nine people of the worked example."""
    made = Asked(database, shared_folder / WORKED)
    yield made
    made.units.close()


@pytest.fixture
def dales(database: Database) -> Iterator[Asked]:
    """The eight people of our own."""
    made = Asked(database, OWN)
    yield made
    made.units.close()


@pytest.mark.shared_data
def test_the_worked_example_is_found_as_it_was_given(worked: Asked) -> None:
    one = worked.found(CrossBorder(area="MER"))
    assert (names(one), column(one, "cross_border"), column(one, "all")) == (["ADDY"], [3], [4])
    assert [line.ref for line in one.rows[0].offences] == ["103", "102", "101"]
    assert column(one, "latest") == [date(2007, 6, 25)]
    assert undecided(one) == {"CLEGG": ("place of offence 109",)}
    assert (one.registered, worked.found(CrossBorder(area="LPL")).registered) == (6, 5)
    two = worked.found(Release(area="MER"))
    assert [(row.name.partition(",")[0], row.band) for row in two.rows] == [
        ("GREEN", Band.DUE), ("BAINES", Band.POSSIBLE), ("CLEGG", Band.OVERDUE), ("ADDY", Band.NO_DATE),
    ]  # fmt: skip
    assert (column(two, "date")[0], column(two, "days_left")[0], column(two, "kind")[0]) == (
        date(2007, 10, 22), 28, "as supplied",
    )  # fmt: skip
    three = worked.found(Convicted(area="LPL"))
    assert (names(three), column(three, "offence_ref"), column(three, "convicted_on")) == (
        ["BAINES"], ["105"], [date(2007, 9, 1)],
    )  # fmt: skip
    assert undecided(three) == {"HUNT": ("conviction date of offence 116",)}


@pytest.mark.shared_data
def test_the_worked_example_by_type_and_its_weekly_lists(worked: Asked) -> None:
    four = worked.found(Offences(area="LPL", wanted=(BURGLARY, THEFT)))
    assert (names(four), column(four, "criteria_met")) == (["BAINES", "ADDY", "FYFE", "HUNT"], [2, 1, 1, 1])
    assert names(worked.found(Offences(area="LPL", wanted=(BURGLARY, THEFT), mode=Mode.ALL))) == ["BAINES"]
    robbery = worked.found(Offences(area="LPL", wanted=(Criterion("robbery"),)))
    assert (names(robbery), undecided(robbery)) == ([], {"GREEN": ("date of offence 115",)})
    prison = worked.found(InPrison(area="LPL"))
    assert list(zip(column(prison, "establishment"), names(prison), strict=True)) == [
        ("ALTCOURSE", "ADDY"), ("ALTCOURSE", "BAINES"), ("PRESTON", "HUNT"), ("STYAL", "GREEN"),
    ]  # fmt: skip
    changed = worked.found(Changed(area="LPL"))
    told = zip(names(changed), column(changed, "field"), column(changed, "old"), column(changed, "new"), strict=True)
    assert list(told) == [
        ("ADDY", "establishment", "LIVERPOOL", "ALTCOURSE"),
        ("BAINES", "HDC eligibility date", date(2007, 10, 1), date(2007, 10, 8)),
        ("HUNT", "received", None, "PRESTON"),
    ]
    pending = worked.found(Unfinalised(area="LPL"))
    assert list(zip(names(pending), column(pending, "offence_ref"), strict=True)) == [
        ("BAINES", "105"), ("ADDY", "101"), ("ADDY", "104"), ("BAINES", "107"), ("GREEN", "115"), ("HUNT", "116"),
    ]  # fmt: skip
    assert column(pending, "next_hearing")[:3] == [date(2007, 9, 27), date(2007, 10, 2), None]


def test_a_leap_day_two_registrations_and_days_of_a_range(dales: Asked) -> None:
    everybody = dales.found(CrossBorder(area="UP", threshold=1, dates=1))
    assert everybody.registered == 6  # CARDEW left that day, FROST begins the next
    assert names(everybody) == ["ASHBY", "DENBY"]
    assert column(everybody, "cross_border") == [2, 1]
    assert column(everybody, "all") == [2, 1]
    assert [line.words for line in everybody.rows[1].offences] == ["d1 Robbery, ~25 Nov 2023, MAR, sentenced"]
    assert undecided(everybody) == {"ELLWOOD": ("place of offence e1",), "GRANGE": ("place of offence g1",)}
    assert undecided(dales.found(CrossBorder(area="HIL", threshold=3))) == {"ASHBY": ("date of offence a5",)}
    two_dates = dales.found(CrossBorder(area="HIL", threshold=2, dates=2))
    assert (names(two_dates), undecided(two_dates)) == ([], {"ASHBY": ("date of offence a5",)})
    both = dales.found(CrossBorder(area="HIL", threshold=1, dates=1, border=AreaKind.PARTNERSHIP))
    assert (names(both), column(both, "home_area")) == (["ASHBY", "BRISCOE"], [("HIL",), ("HIL1", "MAR")])
    alleged = dales.found(CrossBorder(area="VAL", threshold=2, alleged=True))
    assert (names(alleged), column(alleged, "cross_border")) == (["DENBY"], [2])


def test_bands_of_release_by_the_last_accepted_download(dales: Asked) -> None:
    found = dales.found(Release(area="DAL"))
    assert found.prison_data_of == date(2024, 2, 22)
    assert [(row.name.partition(",")[0], row.band) for row in found.rows] == [
        ("DENBY", Band.DUE), ("HALLAM", Band.DUE), ("BRISCOE", Band.POSSIBLE), ("ASHBY", Band.NO_DATE),
        ("ELLWOOD", Band.NO_DATE),
    ]  # fmt: skip
    assert column(found, "days_left") == [0, 28, 63, None, None]
    assert names(dales.found(Release(area="DAL", days=27)))[:2] == ["DENBY", "BRISCOE"]
    earlier = dales.found(Release(area="HIL", as_of=date(2024, 2, 21)))
    assert (names(earlier), earlier.prison_data_of) == (["BRISCOE", "ASHBY", "GRANGE"], date(2024, 2, 15))
    assert not earlier.banner
    assert dales.found(InPrison(area="HIL", as_of=date(2024, 3, 2))).banner == "Prison data of 22 Feb 2024."
    assert dales.found(InPrison(area="HIL", as_of=date(2024, 2, 7))).banner == "No prison data has been taken in."


def test_convictions_are_those_that_stand_by_the_day_of_plea_or_verdict(dales: Asked) -> None:
    found = dales.found(Convicted(area="DAL"))
    assert (names(found), column(found, "before_nomination")) == (["DENBY"], [True])
    assert undecided(found) == {"ELLWOOD": ("conviction date of offence e1",)}
    assert undecided(dales.found(Convicted(area="DAL", month=date(2024, 1, 1)))) == {}
    before = dales.found(Convicted(area="DAL", as_of=date(2024, 2, 28)))
    assert names(before) == ["CARDEW"]


def test_criteria_by_type_with_those_that_are_barred_and_those_of_no_type(dales: Asked) -> None:
    theft = dales.found(Offences(area="DAL", wanted=(Criterion("theft", 2),)))
    assert (names(theft), undecided(theft)) == (["BRISCOE"], {})
    three = dales.found(Offences(area="DAL", wanted=(Criterion("theft", 3),)))
    assert (names(three), undecided(three)) == ([], {"BRISCOE": ("type of offence b3",)})
    barred = dales.found(Offences(area="DAL", wanted=(Criterion("theft"),), without=("robbery",)))
    assert (names(barred), undecided(barred)) == (["ELLWOOD"], {"BRISCOE": ("type of offence b3",)})
    edge = dales.found(Offences(area="DAL", wanted=(Criterion("burglary"), Criterion("robbery"))))
    assert names(edge) == ["DENBY", "GRANGE"]
    assert names(dales.found(Offences(area="DAL", wanted=(Criterion("twoc"),), alleged=True))) == ["DENBY"]
    assert names(dales.found(Offences(area="DAL", wanted=(Criterion("smuggling"),)))) == []


def test_what_changed_since_the_last_download_and_since_an_earlier_one(dales: Asked) -> None:
    found = dales.found(Changed(area="DAL"))
    told = list(zip(names(found), column(found, "field"), strict=True))
    assert told == [
        ("ASHBY", "establishment"), ("ASHBY", "HDC eligibility date"), ("DENBY", "received"),
        ("ELLWOOD", "received"), ("GRANGE", "no longer listed"), ("HALLAM", "received"),
    ]  # fmt: skip
    since = dales.found(Changed(area="DAL", since=key("fixture", "batch", "W7")))
    assert list(zip(names(since), column(since, "field"), strict=True)) == [
        ("ASHBY", "HDC eligibility date"), ("BRISCOE", "release date"), ("DENBY", "received"),
        ("GRANGE", "no longer listed"), ("HALLAM", "received"),
    ]  # fmt: skip


def test_who_is_missing_from_the_download_is_not_taken_to_be_released(dales: Asked) -> None:
    found = dales.found(InPrison(area="HIL"))
    assert [(row.name.partition(",")[0], row.band) for row in found.rows] == [
        ("ASHBY", None), ("BRISCOE", None), ("GRANGE", Band.MISSED),
    ]  # fmt: skip
    assert column(found, "status")[2] == "serving an indeterminate sentence"
    assert column(found, "born")[0] == date(1980, 5, 1)


def test_charges_that_are_not_final_of_those_in_custody(dales: Asked) -> None:
    found = dales.found(Unfinalised(area="DAL"))
    rows = zip(
        column(found, "offence_ref"), column(found, "next_hearing"), column(found, "needs_production"), strict=True
    )
    assert list(rows) == [
        ("d3", date(2024, 2, 29), True), ("a1", date(2024, 3, 14), True), ("b2", date(2024, 3, 15), False),
        ("a2", None, False), ("a3", None, False), ("a5", None, False), ("b1", None, False), ("b3", None, False),
        ("e1", None, False),
    ]  # fmt: skip
    assert column(found, "days_since_charge")[1] == 355
