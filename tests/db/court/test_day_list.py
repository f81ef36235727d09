"""The list of a court's day: order, pages, filter, signs, changes since the last look, the next defendant."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.cards.day import ListScope
from db.court.day import DayService
from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import Bail, Charge, Plea, ReportingRestriction, Result, Warrant
from db.tables.people import PersonDetail
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import NotFound
from db.words.families.bail import BailStatus, CustodyStatus, WarrantKind
from db.words.families.charges import PleaKind
from db.words.families.court import ListingChange, ListingState, MarkerKind, RestrictionKind
from db.words.families.people import DetailKind
from db.words.families.results import ResultLevel, ResultState
from tests.support.court_day import Court

AUDIT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]


def test_rows_stand_by_room_time_and_number_and_vacated_ones_last(court: Court) -> None:
    court.put("THIRD", at=time(14), number=1)
    court.put("SECOND", number=2)
    court.put("OTHER", room="02")
    gone = court.put("GONE", number=1)[2]
    court.put("FIRST", number=1)
    court.change(gone.listing, state=ListingState.VACATED)
    assert court.names() == ["FIRST, Jo", "SECOND, Jo", "THIRD, Jo", "OTHER, Jo", "GONE, Jo"]
    one_room = ListScope(court.id, court.day, court.record.room(court.id, "02"))
    assert court.names(one_room) == ["OTHER, Jo"]


def test_pages_follow_one_another_without_gap_or_repeat(court: Court) -> None:
    for number in range(7):
        court.put(f"NAME{number}", number=number // 2)
    seen: list[str] = []
    after: UUID | None = None
    while True:
        page = court.service.page(court.scope, after=after, limit=3)
        assert page.total == 7
        seen += [row.name for row in page.items]
        if page.after is None:
            break
        after = UUID(page.after)
    assert seen == [f"NAME{number}, Jo" for number in range(7)]


def test_the_filter_takes_beginnings_of_any_name_and_parts_of_case_numbers(court: Court) -> None:
    known = court.record.person(court.agency, "Smith", "John", aliases=[("Kay", "Lee")])
    court.put("", known=known, case_no="2600012345", number=1)
    court.put("SMYTHE-JONES", "Anna", number=2, case_no="2600099999")
    assert court.names(typed="sm jo") == ["SMITH, John", "SMYTHE-JONES, Anna"]
    assert court.names(typed="kay") == ["SMITH, John"]
    assert court.names(typed="12345") == ["SMITH, John"]
    assert court.names(typed="jones") == ["SMYTHE-JONES, Anna"]
    assert court.names(typed="%") == court.names()
    assert court.names(typed="zz") == []


def test_a_clerk_of_another_court_sees_an_empty_list(court: Court) -> None:
    court.put("SMITH")
    elsewhere = court.record.court("B98XX", "Southtown Magistrates' Court")
    other = court.record.user("a.other", court.record.agency("OTHER"), Role.CLERK, courts=[elsewhere])
    page = DayService(court.record.units, other).page(court.scope)
    assert (page.items, page.total) == ((), 0)


def test_signs_charges_and_the_last_event_stand_on_the_row(court: Court) -> None:
    born = court.day.replace(year=court.day.year - 17)
    known, tried, listed = court.put("YOUNG", born=born)
    now = court.record.clock.now()
    common = {"person_id": known.person, "source_record_id": known.record, "recorded_at": now}
    court.record.put(
        Bail(defendant_case_id=tried.defendant, status=BailStatus.CONDITIONAL, **common),
        Marker(kind=MarkerKind.VIOLENCE, **common),
        Marker(kind=MarkerKind.CASE, case_id=tried.case, **common),
        PersonDetail(kind=DetailKind.INTERPRETER, value="Polish", **common),
        ReportingRestriction(kind=RestrictionKind.YOUTH, case_id=tried.case, **common),
        Warrant(kind=WarrantKind.FAILED_TO_APPEAR, **common),
        Plea(charge_id=tried.charges[0], kind=PleaKind.NOT_GUILTY, **common),
    )
    row = court.service.row(listed.listing)
    assert row.age == 17
    assert row.signs.letters == "!YBWIR"
    assert row.signs.warnings == ("violence",)
    assert (row.charges, row.last) == (("Theft",), "NG")
    court.record.put(
        CustodyEpisode(establishment="HMP Northtown", status=CustodyStatus.REMAND, **common),
        Result(
            defendant_case_id=tried.defendant, external_id="r1", level=ResultLevel.CHARGE, state=ResultState.SHARED,
            label="Adjourned", **common,
        ),
    )  # fmt: skip
    row = court.service.row(listed.listing)
    assert (row.signs.letters, row.last) == ("!YCWIR", "Adjourned")


def test_a_replaced_charge_is_not_shown(court: Court) -> None:
    known, tried, listed = court.put("SMITH")
    now = court.record.clock.now()
    court.record.put(
        Charge(
            person_id=known.person, source_record_id=known.record, recorded_at=now, ended_at=now,
            defendant_case_id=tried.defendant, natural_key="old", title="Burglary",
        )
    )  # fmt: skip
    assert court.service.row(listed.listing).charges == ("Theft",)


def test_only_what_changed_since_the_last_look_is_marked(court: Court) -> None:
    stays, moves, goes = (court.put(name, number=n)[2] for n, name in enumerate(("STAYS", "MOVES", "GOES")))
    first = court.service.open(court.scope)
    assert first.looked_before is None
    assert {row.change for row in first.page.items} == {None}
    later = court.record.clock.now() + timedelta(seconds=1)
    court.change(moves.listing, state=ListingState.MOVED, change="moved", changed_at=later)
    court.change(goes.listing, state=ListingState.VACATED, change="removed", changed_at=later)
    came = court.put("CAME", number=9)[2]
    court.change(came.listing, change="added", changed_at=later)
    again = court.service.open(court.scope)
    assert {row.listing_id: row.change for row in again.page.items} == {
        stays.listing: None,
        moves.listing: ListingChange.MOVED,
        goes.listing: ListingChange.REMOVED,
        came.listing: ListingChange.ADDED,
    }
    still = court.service.page(court.scope, looked_before=again.looked_before)
    assert [row.change for row in still.items] == [row.change for row in again.page.items]


def test_opening_a_list_is_one_consultation_and_reading_on_is_none(court: Court) -> None:
    court.put("SMITH")
    court.service.open(court.scope)
    court.service.page(court.scope)
    with court.record.units.raw("keeper") as connection:
        rows = connection.execute(sa.select(AUDIT.c.action, AUDIT.c.object_id, AUDIT.c.rows)).all()
    assert [tuple(row) for row in rows] == [("list.open", court.id, 1)]


def test_the_strip_counts_standing_rows_six_days_either_side(court: Court) -> None:
    court.put("TODAY")
    for days, name in ((1, "A"), (1, "B"), (-6, "C"), (7, "TOO LATE")):
        court.put(name, day=court.day + timedelta(days=days))
    gone = court.put("GONE", day=court.day + timedelta(days=1))[2]
    court.change(gone.listing, state=ListingState.VACATED)
    strip = {each.day: each.count for each in court.service.strip(court.scope)}
    assert len(strip) == 13
    assert strip == {day: strip[day] for day in strip}
    assert sum(strip.values()) == 4
    assert strip[court.day] == 1
    assert strip[court.day + timedelta(days=1)] == 2
    assert strip[court.day - timedelta(days=6)] == 1


def test_next_goes_by_the_room_skips_vacated_rows_and_other_cases_of_the_same_person(court: Court) -> None:
    known, _, first = court.put("FIRST", number=1)
    court.put("FIRST", number=2, known=known)
    gone = court.put("GONE", number=3)[2]
    court.change(gone.listing, state=ListingState.VACATED)
    court.put("ELSEWHERE", number=4, room="02")
    person, tried, last = court.put("LAST", number=5)
    called = court.service.next_after(first.listing)
    assert called is not None
    assert (called.listing_id, called.person_id, called.case_id) == (last.listing, person.person, tried.case)
    assert (called.place, called.of) == (3, 3)
    assert court.service.next_after(last.listing) is None
    back = court.service.previous_before(last.listing)
    assert back is not None
    assert back.person_id == known.person
    assert court.service.previous_before(first.listing) is None
    assert court.service.next_after(gone.listing) is None


def test_a_list_starts_at_the_terminals_court_then_where_one_looked_last_then_at_the_first_own_one(
    court: Court,
) -> None:
    second = court.record.court("A11XX", "Aldtown Magistrates' Court")
    both = replace(court.clerk, courts=frozenset({court.id, second}))
    service = DayService(court.record.units, both)
    assert service.start() == ListScope(second, court.day)
    service.open(court.scope)
    assert service.start() == court.scope
    room = court.record.room(second, "01")
    terminal = DayService(court.record.units, both, court="A11XX", room="01")
    assert terminal.start() == ListScope(second, court.day, room)
    nobody: Actor = court.record.user("n.body", court.agency, Role.CLERK)
    assert DayService(court.record.units, nobody).start() is None


def test_a_room_of_another_court_is_not_found(court: Court) -> None:
    other = court.record.court("A11XX", "Aldtown Magistrates' Court")
    with pytest.raises(NotFound):
        court.service.open(ListScope(court.id, court.day, court.record.room(other)))


def test_ushers_and_clerks_of_other_courts_are_told_why_they_may_not_mark(units: Units, court: Court) -> None:
    usher = court.record.user("u.sher", court.agency, Role.USHER, courts=[court.id])
    assert DayService(units, usher).refusal(court.id) == "Your role reads only."
    other = court.record.user("o.ther", court.agency, Role.CLERK)
    assert DayService(units, other).refusal(court.id) == "You are not posted to this court."
    assert court.service.refusal(court.id) == ""
