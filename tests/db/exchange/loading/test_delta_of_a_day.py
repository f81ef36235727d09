"""What an event leaves out of a day that is known: absent is not null."""

from __future__ import annotations

from db.tables.hearings import HearingDay, Listing
from tests.support.feeds import CourtList, Inbox, Row, event


def test_a_single_case_moves_no_row_to_the_start_of_the_session(feed: Inbox) -> None:
    feed.take(CourtList((Row(),)))
    (row,), (day,) = feed.rows(Listing), feed.rows(HearingDay)
    case = {
        "caseId": 9001,
        "hearingId": "7001",
        "caseNo": "2600000001",
        "name": {"title": "Mr", "forename1": "Aled", "surname": "QUARMBY"},
        "defendantDob": "03/04/1985",
        "sessionStartTime": "2026-03-02T09:30:00",
        "courtCode": "B99ZZ",
        "courtRoom": "01",
        "urn": "11AA0000126",
    }
    outcome = feed.take(case)
    assert (outcome.new, outcome.changed) == (0, 1)
    (after,), (day_after,) = feed.rows(Listing), feed.rows(HearingDay)
    assert (after.starts_at, after.change, after.list_no) == (row.starts_at, "added", row.list_no)
    assert (day_after.starts_at, day_after.ends_at) == (day.starts_at, day.ends_at)
    assert row.starts_at is not None
    assert row.starts_at.isoformat() == "10:00:00"


def test_minutes_that_an_event_leaves_out_stay(feed: Inbox) -> None:
    feed.take(event())
    before = [row.minutes for row in feed.rows(HearingDay)]
    assert any(before)
    later = event()
    for day in later["hearing"]["hearingDays"]:
        day.pop("listedDurationMinutes", None)
    feed.take(later)
    assert [row.minutes for row in feed.rows(HearingDay)] == before
