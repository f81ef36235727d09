"""A case without a hearing id and the day's list are about one hearing, whichever of them comes first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from db.tables.hearings import Hearing, HearingDay, Listing
from tests.support.feeds import CourtList, Inbox, Row


def a_case(*, start: str = "09:30", day: str = "2026-03-02", hearing: str = "", court: str = "B99ZZ") -> dict[str, Any]:
    """A single case of the defendant of `Row()`; without a hearing id unless one is given."""
    case: dict[str, Any] = {
        "caseId": 9001,
        "caseNo": "2600000001",
        "name": {"title": "Mr", "forename1": "Aled", "surname": "QUARMBY"},
        "defendantDob": "03/04/1985",
        "sessionStartTime": f"{day}T{start}:00",
        "courtCode": court,
        "courtRoom": "01",
    }
    return {**case, "hearingId": hearing} if hearing else case


def again(feed: Inbox, content: CourtList | dict[str, Any]) -> None:
    """The same content in other bytes changes nothing."""
    before = feed.rows(Hearing), feed.rows(HearingDay), feed.counts(Listing)
    text = content.xml() if isinstance(content, CourtList) else json.dumps(content)
    outcome = feed.take(text + "\n" * (feed.made + 1))
    assert (outcome.new, outcome.changed, outcome.vacated) == (0, 0, 0)
    after = feed.rows(Hearing), feed.rows(HearingDay), feed.counts(Listing)
    assert [row.external_id for row in after[0]] == [row.external_id for row in before[0]]
    assert (len(after[1]), after[2]) == (len(before[1]), before[2])


@pytest.mark.parametrize("h_id", ["7001", ""])
def test_a_case_without_a_hearing_id_belongs_to_the_hearing_that_is_listed(feed: Inbox, h_id: str) -> None:
    feed.take(CourtList((Row(h_id=h_id),)))
    (listed,) = feed.rows(Listing)
    outcome = feed.take(a_case())
    assert outcome.new == 0
    assert feed.counts(Hearing, HearingDay, Listing) == (1, 1, 1)
    (after,) = feed.rows(Listing)
    assert (after.starts_at, after.list_no, after.state) == (listed.starts_at, listed.list_no, listed.state)
    again(feed, a_case())
    again(feed, CourtList((Row(h_id=h_id),)))
    again(feed, a_case())


@pytest.mark.parametrize("h_id", ["7001", ""])
def test_a_list_takes_over_the_hearing_that_a_case_began(feed: Inbox, h_id: str) -> None:
    feed.take(a_case())
    (before,) = feed.rows(Hearing)
    outcome = feed.take(CourtList((Row(h_id=h_id),)))
    assert (outcome.new, outcome.vacated) == (0, 0)
    assert feed.counts(Hearing, HearingDay, Listing) == (1, 1, 1)
    (hearing,), (row,) = feed.rows(Hearing), feed.rows(Listing)
    assert hearing.id == before.id
    assert hearing.external_id == f"B99ZZ/{h_id or '2026-03-02/10:00'}/2600000001"
    assert (row.starts_at.isoformat(), row.state) == ("10:00:00", "listed")
    again(feed, CourtList((Row(h_id=h_id),)))
    again(feed, a_case())
    assert feed.take(CourtList((), printed="02/03/2026")).vacated == 1


def test_a_case_that_comes_later_with_its_hearing_id_is_the_same_hearing(feed: Inbox) -> None:
    feed.take(a_case())
    feed.take(a_case(hearing="7001"))
    assert [row.external_id for row in feed.rows(Hearing)] == ["B99ZZ/7001/2600000001"]
    again(feed, a_case(hearing="7001"))
    again(feed, a_case())
    feed.take(CourtList())
    assert feed.counts(Hearing, HearingDay, Listing) == (1, 1, 1)


def test_a_case_that_sits_twice_in_a_day_keeps_two_hearings(feed: Inbox) -> None:
    twice = CourtList((Row(), Row(h_id="7002", start="14:00")))
    feed.take(a_case())
    feed.take(twice)
    assert feed.counts(Hearing, HearingDay, Listing) == (2, 2, 2)
    again(feed, twice)
    for start in ("09:30", "13:45", "16:00"):
        feed.take(a_case(start=start))
        assert feed.counts(Hearing, HearingDay, Listing) == (2, 2, 2)
        again(feed, a_case(start=start))
    again(feed, twice)


def test_another_day_or_court_is_another_hearing(feed: Inbox) -> None:
    feed.take(CourtList())
    feed.take(a_case(day="2026-03-03"))
    feed.take(a_case(court="B98YY"))
    assert feed.counts(Hearing, HearingDay, Listing) == (3, 3, 3)


def test_cases_and_their_list_in_one_dry_run_meet_what_is_on_record(feed: Inbox) -> None:
    feed.take(CourtList())
    outcome = feed.take(a_case(), dry_run=True)
    assert outcome.new == 0
    assert feed.counts(Hearing, HearingDay, Listing) == (1, 1, 1)
