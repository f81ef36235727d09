"""A defendant added overnight and the next list: one row, one file, with the note and the mark (T54)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.cards.adding import NewDefendant
from db.cards.day import ListScope
from db.court.adding import AddingService
from db.court.attendance import AttendanceService
from db.court.cases import CaseService
from db.court.day import DayService
from db.tables.hearings import Listing
from db.tables.people import Person
from db.tables.places import Court, CourtRoom
from db.words.families.court import AttendanceState, ListingState
from db.words.names import NameParts
from tests.support.feeds import CourtList, Inbox, Row

BORN = date(1985, 4, 3)


@pytest.fixture
def scope(feed: Inbox) -> ListScope:
    """The court as the feed made it, on a day whose list has not come yet."""
    today = feed.units.clock.today()
    first = CourtList(rows=(Row(caseno="2600000009", h_id="1", c_id="1", family="OTHER"),), on=f"{today:%d/%m/%Y}")
    feed.take(first)
    court = feed.rows(Court)[0]
    return ListScope(court.id, today + timedelta(days=1), feed.rows(CourtRoom)[0].id)


def tomorrow(feed: Inbox, *rows: Row) -> CourtList:
    """The next day's list."""
    return CourtList(rows=rows, on=f"{feed.units.clock.today() + timedelta(days=1):%d/%m/%Y}")


def wanted(scope: ListScope, **more: str) -> NewDefendant:
    assert scope.room_id is not None
    return NewDefendant(
        court_id=scope.court_id, room_id=scope.room_id, day=scope.day, charges=("Theft",),
        name=NameParts(given="Aled", family="Quarmby"), born=BORN, case_no=more.get("case_no", ""),
    )  # fmt: skip


def test_the_overnight_row_and_the_lists_row_become_one_file(feed: Inbox, scope: ListScope) -> None:
    day = DayService(feed.units, feed.clerk)
    added = AddingService(feed.units, feed.clerk).add(wanted(scope))
    AttendanceService(feed.units, feed.clerk).mark(added.row.listing_id, AttendanceState.VIDEO, seen=None)
    outcome = feed.take(tomorrow(feed, Row()))
    assert outcome.new == 1
    (row,) = day.page(scope).items
    assert (row.name, row.case_no, row.added_by) == ("QUARMBY, Aled", "2600000001", "")
    assert row.mark is not None
    assert row.mark.state is AttendanceState.VIDEO
    (left,) = feed.rows(Listing, state=ListingState.JOINED.value)
    assert left.id == added.row.listing_id
    (merged,) = feed.rows(Person, id=added.row.person_id)
    assert merged.merged_into_id == row.person_id
    card = CaseService(feed.units, feed.clerk).read(row.case_id)
    assert [one.person_id for one in card.defendants] == [row.person_id]


def test_a_repeat_of_the_list_changes_nothing_and_joins_nothing(feed: Inbox, scope: ListScope) -> None:
    AddingService(feed.units, feed.clerk).add(wanted(scope))
    same = tomorrow(feed, Row())
    feed.take(same)
    before = feed.counts(Person, Listing)
    again = feed.again(same)
    assert (again.new, again.changed) == (0, 0)
    assert feed.counts(Person, Listing) == before
    assert DayService(feed.units, feed.clerk).page(scope).total == 1


def test_a_list_without_the_defendant_does_not_vacate_the_row_by_hand(feed: Inbox, scope: ListScope) -> None:
    added = AddingService(feed.units, feed.clerk).add(wanted(scope))
    feed.take(tomorrow(feed, Row(caseno="2600000077", h_id="77", c_id="77", family="SOMEBODY")))
    rows = DayService(feed.units, feed.clerk).page(scope).items
    assert {row.state for row in rows} == {ListingState.LISTED}
    assert added.row.listing_id in {row.listing_id for row in rows}


def test_the_case_number_joins_what_is_spelt_otherwise(feed: Inbox, scope: ListScope) -> None:
    AddingService(feed.units, feed.clerk).add(wanted(scope, case_no="2600000001"))
    feed.take(tomorrow(feed, Row(given="Alyd", family="QUARMBEY", born="04/04/1985")))
    rows = DayService(feed.units, feed.clerk).page(scope).items
    assert [row.name for row in rows] == ["QUARMBEY, Alyd"]


def test_the_person_the_clerk_had_found_has_both_cases_in_one_file_also_after_a_repeat(
    feed: Inbox, scope: ListScope
) -> None:
    today = feed.units.clock.today()
    feed.take(CourtList(rows=(Row(caseno="2600000005", h_id="5", c_id="5"),), on=f"{today:%d/%m/%Y}", room="02"))
    first = AddingService(feed.units, feed.clerk).candidates(wanted(scope)).known
    found = next(one for one in first if one.name == "QUARMBY, Aled")
    AddingService(feed.units, feed.clerk).add(replace(wanted(scope), person_id=found.person_id))
    same = tomorrow(feed, Row())
    feed.take(same)
    (row,) = DayService(feed.units, feed.clerk).page(scope).items
    assert row.person_id == found.person_id
    card = CaseService(feed.units, feed.clerk).read(row.case_id)
    assert [(one.name, one.other_cases) for one in card.defendants] == [("QUARMBY, Aled", 1)]
    again = feed.again(same)
    assert (again.new, again.changed) == (0, 0)
    assert DayService(feed.units, feed.clerk).page(scope).items[0].person_id == found.person_id
