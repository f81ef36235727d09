"""Attendance: further rows, undone by the same sign-in, and two clerks on one row lose nothing."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.court.attendance import AttendanceService
from db.tables.hearings import Attendance
from db.words.actor import Role
from db.words.errors import Conflict, NotFound, Refused
from db.words.families.court import AttendanceState, ListingState
from db.words.keys import uuid7
from tests.support.court_day import Court

TABLE: sa.Table = Attendance.__table__  # type: ignore[attr-defined]
PRESENT, VIDEO, ABSENT = AttendanceState.PRESENT, AttendanceState.VIDEO, AttendanceState.ABSENT


def kept(court: Court) -> list[tuple[AttendanceState, bool]]:
    """Every entry in order, with whether it counts."""
    with court.record.units.raw("keeper") as connection:
        rows = connection.execute(sa.select(TABLE.c.state, TABLE.c.undone_at).order_by(TABLE.c.id)).all()
    return [(row.state, row.undone_at is None) for row in rows]


def test_a_change_is_a_further_entry_and_the_newest_counts(court: Court) -> None:
    listing = court.put("SMITH")[2].listing
    service = AttendanceService(court.record.units, court.clerk)
    first = service.mark(listing, PRESENT, seen=None)
    service.mark(listing, VIDEO, seen=first.id)
    mark = court.service.row(listing).mark
    assert mark is not None
    assert (mark.state, mark.by, mark.own) == (VIDEO, "P.Hale", True)
    assert kept(court) == [(PRESENT, True), (VIDEO, True)]


def test_undo_takes_back_the_newest_and_what_counted_before_counts_again(court: Court) -> None:
    listing = court.put("SMITH")[2].listing
    service = AttendanceService(court.record.units, court.clerk)
    first = service.mark(listing, PRESENT, seen=None)
    service.mark(listing, ABSENT, seen=first.id)
    left = service.undo(listing)
    assert left is not None
    assert left.state is PRESENT
    assert service.undo(listing) is None
    assert kept(court) == [(PRESENT, False), (ABSENT, False)]
    with pytest.raises(Refused):
        service.undo(listing)


def test_a_mark_of_another_sign_in_is_not_undone(court: Court) -> None:
    listing = court.put("SMITH")[2].listing
    AttendanceService(court.record.units, court.clerk).mark(listing, PRESENT, seen=None)
    later = AttendanceService(court.record.units, replace(court.clerk, audit_session=uuid7()))
    with pytest.raises(Refused):
        later.undo(listing)
    assert court.service.row(listing).mark is not None


def test_two_clerks_who_mark_otherwise_are_told_and_both_entries_are_kept(court: Court) -> None:
    listing = court.put("SMITH")[2].listing
    ward = court.record.user("h.ward", court.agency, Role.CLERK, courts=[court.id])
    hers = AttendanceService(court.record.units, ward)
    his = AttendanceService(court.record.units, court.clerk)
    first = hers.mark(listing, ABSENT, seen=None)
    with pytest.raises(Conflict, match=r"H\.Ward marked this defendant 'did not attend'") as told:
        his.mark(listing, PRESENT, seen=None)
    assert "kept beside it" in told.value.sentence
    assert kept(court) == [(ABSENT, True), (PRESENT, False)]
    his.mark(listing, PRESENT, seen=first.id)
    mark = court.service.row(listing).mark
    assert mark is not None
    assert mark.state is PRESENT


def test_two_clerks_at_the_same_moment_both_stay_in_the_record(court: Court) -> None:
    listing = court.put("SMITH")[2].listing
    ward = court.record.user("h.ward", court.agency, Role.CLERK, courts=[court.id])
    told: list[Conflict] = []
    start = threading.Barrier(2)

    def mark(service: AttendanceService, state: AttendanceState) -> None:
        start.wait(5)
        try:
            service.mark(listing, state, seen=None)
        except Conflict as conflict:
            told.append(conflict)

    pair = (
        threading.Thread(target=mark, args=(AttendanceService(court.record.units, ward), ABSENT)),
        threading.Thread(target=mark, args=(AttendanceService(court.record.units, court.clerk), PRESENT)),
    )
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join(20)
    assert len(told) == 1
    assert sorted(counts for _, counts in kept(court)) == [False, True]


def test_the_same_mark_by_two_clerks_is_no_conflict(court: Court) -> None:
    listing = court.put("SMITH")[2].listing
    ward = court.record.user("h.ward", court.agency, Role.CLERK, courts=[court.id])
    AttendanceService(court.record.units, ward).mark(listing, PRESENT, seen=None)
    AttendanceService(court.record.units, court.clerk).mark(listing, PRESENT, seen=None)
    assert kept(court) == [(PRESENT, True), (PRESENT, True)]


def test_a_row_that_is_gone_or_not_mine_takes_no_mark(court: Court) -> None:
    listing = court.put("SMITH")[2].listing
    court.change(listing, state=ListingState.VACATED)
    service = AttendanceService(court.record.units, court.clerk)
    with pytest.raises(Refused, match="vacated"):
        service.mark(listing, PRESENT, seen=None)
    with pytest.raises(NotFound):
        service.mark(UUID(int=1), PRESENT, seen=None)
    assert kept(court) == []


def test_an_usher_is_refused_and_nothing_is_written(court: Court) -> None:
    listing = court.put("SMITH")[2].listing
    usher = court.record.user("u.sher", court.agency, Role.USHER, courts=[court.id])
    with pytest.raises(Refused, match="reads only"):
        AttendanceService(court.record.units, usher).mark(listing, PRESENT, seen=None)
    assert kept(court) == []


def test_marking_is_told_live_and_audited(court: Court) -> None:
    listing = court.put("SMITH")[2].listing
    AttendanceService(court.record.units, court.clerk).mark(listing, PRESENT, seen=None)
    with court.record.units.raw("keeper") as connection:
        kinds = {row.kind for row in connection.execute(sa.text("select kind from change"))}
        acts = [row.action for row in connection.execute(sa.text("select action from audit_event"))]
    assert "attendance" in kinds
    assert acts == ["attendance.mark"]
