"""The same set of files in any order gives the same record: Common Platform's events, prison, probation, police."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest

from db.tables.base import Row
from db.tables.care import CustodyEpisode, CustodySnapshot, Marker
from db.tables.cases import Bail, Case, Charge, Plea, ReportingRestriction, Result, Verdict
from db.tables.hearings import HearingDay, Listing
from db.tables.past import PastAppearance, PastCharge, Remand
from db.tables.people import Address, ContactPoint, Identifier, PersonDetail, PersonName, SourceRecord
from tests.support.feeds import SAMPLES, Inbox, event

Json = dict[str, Any]
_SHOWN: dict[type[Row], tuple[str, ...]] = {
    PersonName: ("kind", "given", "family"),
    PersonDetail: ("kind", "value"),
    Identifier: ("kind", "raw"),
    Address: ("kind", "lines"),
    ContactPoint: ("kind", "value"),
    Marker: ("kind", "text"),
    CustodyEpisode: ("establishment", "status", "since", "until"),
    CustodySnapshot: ("status", "establishment_code", "release_on", "moved_on"),
    Charge: ("natural_key", "code", "title", "concluded"),
    Plea: ("raw", "pleaded_on"),
    Verdict: ("code", "given_on"),
    Result: ("external_id", "label", "text"),
    Bail: ("raw", "conditions"),
    ReportingRestriction: ("kind", "text"),
    PastCharge: ("case_ref", "code", "verdict_raw", "sentenced_on", "results"),
    PastAppearance: ("case_ref", "appeared_on"),
    Remand: ("raw", "remanded_on"),
}


def stands(feed: Inbox) -> dict[str, list[str]]:
    """What is on record now, without keys, moments and history."""
    found = {
        model.__name__: sorted(str([getattr(row, name) for name in names]) for row in feed.rows(model, ended_at=None))
        for model, names in _SHOWN.items()
    }
    days = {row.id: row for row in feed.rows(HearingDay)}
    found["Listing"] = sorted(
        str((row.sitting_on, row.starts_at, row.state, days[row.hearing_day_id].cancelled))
        for row in feed.rows(Listing)
    )
    found["Case"] = sorted(str((row.urn, row.case_no, row.status)) for row in feed.rows(Case))
    found["SourceRecord"] = sorted(str((row.system, row.external_id)) for row in feed.rows(SourceRecord))
    return found


@pytest.fixture(scope="module")
def stood() -> dict[str, Any]:
    """How the record stood after the first order, by set of files."""
    return {}


def in_order(feed: Inbox, stood: dict[str, Any], name: str, files: Sequence[str]) -> None:
    """Take them in, and compare with the first order of the same set."""
    for text in files:
        feed.take(text + "\n" * feed.made)
    now = stands(feed)
    assert stood.setdefault(name, now) == now


def _told(name: str, at: str) -> str:
    """An event of a hearing; each carries the same fields, as those of one hearing do."""
    message = event(name)
    message["hearing"]["prosecutionCases"][0]["defendants"][0]["pncId"] = "2004/0012345U"
    return json.dumps({**message, "sharedTime": at})


EVENTS = (
    _told("hearing_confirmed.json", "2026-02-20T10:00:00Z"),
    _told("hearing_resulted.json", "2026-03-02T16:00:00Z"),
    _told("hearing_reshared.json", "2026-03-03T16:00:00Z"),
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_events_of_one_hearing(feed: Inbox, stood: dict[str, Any], order: tuple[int, ...]) -> None:
    in_order(feed, stood, "events", [EVENTS[place] for place in order])


def _second_hearing(at: str) -> str:
    """A later hearing of the same case at another day, with another plea and address."""
    message = event()
    message["hearing"]["id"] = "10000000-0000-4000-8000-000000000777"
    message["hearing"]["hearingDays"] = [{"sittingDay": "2026-08-03T09:00:00.000Z", "listedDurationMinutes": 20}]
    defendant = message["hearing"]["prosecutionCases"][0]["defendants"][0]
    defendant["offences"][0]["proceedingsConcluded"] = True
    defendant["personDefendant"]["personDetails"]["address"] = {"address1": "9 New Street", "postcode": "ZZ1 1QY"}
    return json.dumps({**message, "sharedTime": at})


HEARINGS = (
    _told("hearing_confirmed.json", "2026-02-20T10:00:00Z"),
    _told("hearing_resulted.json", "2026-03-02T16:00:00Z"),
    _second_hearing("2026-03-04T10:00:00Z"),
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_events_of_two_hearings_of_one_case(feed: Inbox, stood: dict[str, Any], order: tuple[int, ...]) -> None:
    in_order(feed, stood, "hearings", [HEARINGS[place] for place in order])
    assert "9 New Street" in str(stands(feed)["Address"])


def _prisoner(at: str, **leaves: object) -> str:
    base = {"prisonerNumber": "A4417QK", "firstName": "JOWAN", "lastName": "TREMELLEN", "dateOfBirth": "1988-11-09"}
    inside = {"status": "ACTIVE IN", "prisonId": "LEI", "prisonName": "Leeds (HMP)", "inOutStatus": "IN"}
    return json.dumps({"extractedAt": at, "content": [{**base, **inside, **leaves}]})


PRISON = (
    _prisoner("2026-03-01T01:00:00Z", receptionDate="2026-02-20", lastMovementDate="2026-02-20"),
    _prisoner("2026-03-08T01:00:00Z", receptionDate="2026-02-20", conditionalReleaseDate="2027-01-31"),
    _prisoner("2026-03-15T01:00:00Z", prisonId="OUT", prisonName="Outside", status="INACTIVE OUT", inOutStatus="OUT"),
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_weekly_records_of_a_prisoner(feed: Inbox, stood: dict[str, Any], order: tuple[int, ...]) -> None:
    in_order(feed, stood, "prison", [PRISON[place] for place in order])


def _police(**later: object) -> str:
    charge = {
        "arrestSummonsReference": "26/0000/00/100002557C", "cjsOffenceCode": "TH68010", "courtCaseChargeNumber": 1,
        "startDate": "2025-11-28", "results": [], **later,
    }  # fmt: skip
    case = {
        "courtCaseReference": "26/2576/000608M", "convictionDate": "2026-01-12", "charges": [charge],
        "court": {"courtCode": "2576", "courtIdentityType": "code"},
    }  # fmt: skip
    return json.dumps({"disposals": [case], "remands": []})


def _sentenced() -> str:
    record = json.loads(_police(adjudication="Guilty"))
    record["disposals"][0]["subsequentAppearances"] = [
        {
            "sentenceDate": "2026-02-16", "court": {"courtCode": "2576", "courtIdentityType": "code"},
            "charges": [{"courtCaseChargeNumber": 1, "results": [{"disposalCode": "1015", "disposalText": "Fined"}]}],
        }
    ]  # fmt: skip
    return json.dumps(record)


POLICE = (_police(), _sentenced())


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_states_of_a_police_record(feed: Inbox, stood: dict[str, Any], order: tuple[int, ...]) -> None:
    in_order(feed, stood, "police", [POLICE[place] for place in order])
    assert "1015" in str(stands(feed)["PastCharge"])


PROBATION = tuple(
    (SAMPLES / "ndelius" / f"{name}.json").read_text("utf-8") for name in ("offender", "convictions", "contacts")
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_answers_of_probation(feed: Inbox, stood: dict[str, Any], order: tuple[int, ...]) -> None:
    in_order(feed, stood, "probation", [PROBATION[place] for place in order])
