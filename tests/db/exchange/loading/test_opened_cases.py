"""Cases that a prosecutor opens: with or without a first hearing, met again by Common Platform's own events."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from db.tables.care import Marker
from db.tables.cases import Bail, Case, CaseLink, Charge, DefendantCase, Plea
from db.tables.hearings import Hearing, HearingDay, Listing
from db.tables.people import Address, ContactPoint, Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.places import Court
from db.tables.system import Relevance
from db.words.families.access import Scope
from db.words.families.court import CaseStatus, Jurisdiction, ListingState
from db.words.families.people import IdentifierKind, NameKind
from tests.support.feeds import SAMPLES, Inbox, event
from tests.support.record import Record

CASE = "5b1de2a4-3c07-4d51-9f5e-6a0c1f2b7e01"
PERSON = "8f0a7c11-52d9-4a3e-8d67-0b9e4c5a1101"
CHARGE = "c2d80a34-9b1f-4f0e-a77c-5e1b3d9f0001"
ALL = (Case, Charge, DefendantCase, Person, PersonName, Identifier, Hearing, HearingDay, Listing, Bail, Marker, Plea)


def sample(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def path(name: str) -> Path:
    return SAMPLES / name


def hearing_of_the_case() -> dict[str, Any]:
    """Common Platform's event about the first hearing of the sample's person."""
    message = event()
    hearing = message["hearing"]
    hearing["hearingDays"] = [{"sittingDay": "2026-03-02T10:30:00.000Z", "listedDurationMinutes": 20}]
    hearing["courtCentre"] |= {"code": "B99ZZ00", "roomName": "Courtroom 03"}
    case = hearing["prosecutionCases"][0]
    case["id"] = CASE
    case["prosecutionCaseIdentifier"] = {"caseURN": "61QT0048126"}
    del case["defendants"][1:]
    one = case["defendants"][0]
    one |= {"id": PERSON, "masterDefendantId": PERSON}
    one["offences"] = [{"id": CHARGE, "offenceTitle": "Common assault", "orderIndex": 1}]
    one["personDefendant"]["personDetails"] |= {"firstName": "Tobias", "lastName": "Wexcombe"}
    return message


def test_an_opened_case_becomes_files_and_rows_of_the_list(feed: Inbox) -> None:
    outcome = feed.take(path("casefile/prosecution.json"))
    assert (outcome.read, outcome.new, outcome.quarantined) == (2, 2, 0)
    (case,) = feed.rows(Case)
    assert (case.natural_key, case.case_no, case.initiation) == (f"common-platform:{CASE}", "61QT0048126", "C")
    assert (case.status, case.jurisdiction) == (CaseStatus.ACTIVE, Jurisdiction.MAGISTRATES)
    assert feed.counts(DefendantCase, Hearing, Listing, Charge) == (2, 2, 2, 2)
    assert {row.external_id for row in feed.rows(SourceRecord)} == {PERSON, "8f0a7c11-52d9-4a3e-8d67-0b9e4c5a1102"}
    names = {(row.kind, row.family) for row in feed.rows(PersonName)}
    assert (NameKind.ALIAS, "Weks") in names
    assert (NameKind.PRIMARY, "Brindle & Sawtry Haulage Ltd") in names
    assert {row.text for row in feed.rows(Marker)} == {"Domestic abuse", "XQ"}
    valid = {row.kind: row.valid for row in feed.rows(Identifier)}
    assert valid[IdentifierKind.PNC]
    assert valid[IdentifierKind.ASN]


def test_what_the_prosecutor_says_of_the_offence_and_of_the_past_is_kept(feed: Inbox) -> None:
    feed.take(path("casefile/prosecution.json"))
    charge = next(row for row in feed.rows(Charge) if row.natural_key == CHARGE)
    assert (charge.date_code, charge.place) == ("4", "Mill Lane, Overstoke")
    assert [row.previous_convictions for row in feed.rows(DefendantCase)] == [4, None]


def test_the_same_case_again_changes_nothing(feed: Inbox) -> None:
    feed.take(path("casefile/prosecution.json"))
    before = feed.counts(*ALL)
    again = feed.again(path("casefile/prosecution.json"))
    assert (again.unchanged, again.changed, again.new) == (2, 0, 0)
    assert feed.counts(*ALL) == before


def test_a_second_opening_adds_a_defendant_and_changes_nobody(feed: Inbox) -> None:
    feed.take(path("casefile/prosecution.json"))
    second = sample("casefile/prosecution")
    second["defendants"][0]["individual"]["personalInformation"]["lastName"] = "Somebodyelse"
    added = json.loads(json.dumps(second["defendants"][0]))
    added["id"] = "8f0a7c11-52d9-4a3e-8d67-0b9e4c5a1103"
    added["individual"]["personalInformation"] = {"firstName": "Carys", "lastName": "Newcombe"}
    second["defendants"].append(added)
    feed.take(second)
    families = {row.family for row in feed.rows(PersonName, kind=NameKind.PRIMARY)}
    assert families == {"Wexcombe", "Brindle & Sawtry Haulage Ltd", "Newcombe"}
    assert feed.counts(Case, DefendantCase) == (1, 3)


def test_the_event_of_the_same_case_goes_on_with_it(feed: Inbox) -> None:
    feed.take(path("casefile/prosecution.json"))
    feed.take(hearing_of_the_case())
    (case,) = feed.rows(Case)
    assert case.case_no == "61QT0048126"
    (person,) = (row for row in feed.rows(SourceRecord) if row.external_id == PERSON)
    live = list(feed.rows(PersonName, source_record_id=person.id, kind=NameKind.PRIMARY, ended_at=None))
    assert [row.given for row in live] == ["Tobias"]
    charge = next(row for row in feed.rows(Charge) if row.natural_key.startswith("c2d80a34"))
    assert (charge.title, charge.wording[:7]) == ("Common assault", "Between")


def test_an_opening_that_comes_late_only_adds(feed: Inbox) -> None:
    feed.take(hearing_of_the_case())
    feed.take(path("casefile/prosecution.json"))
    (person,) = (row for row in feed.rows(SourceRecord) if row.external_id == PERSON)
    live = list(feed.rows(PersonName, source_record_id=person.id, kind=NameKind.PRIMARY, ended_at=None))
    assert [row.given for row in live] == ["Tobias"]
    charge = next(row for row in feed.rows(Charge) if row.natural_key.startswith("c2d80a34"))
    assert (charge.title, charge.wording[:7]) == ("Common assault", "Between")
    assert {row.text for row in feed.rows(Marker, ended_at=None)} >= {"Domestic abuse"}


@pytest.mark.parametrize("late", [False, True])
def test_nobody_stands_twice_on_the_day_whichever_message_comes_first(feed: Inbox, *, late: bool) -> None:
    opening, of_the_court = path("casefile/prosecution.json"), hearing_of_the_case()
    for message in (of_the_court, opening) if late else (opening, of_the_court):
        feed.take(message)
    records = {row.person_id: row.external_id for row in feed.rows(SourceRecord)}
    rows = feed.rows(Listing, state=ListingState.LISTED)
    mine = [str(row.starts_at) for row in rows if records[row.person_id] == PERSON]
    assert mine == ["10:30:00"]


def test_the_members_of_a_group_are_linked_with_its_first_case(feed: Inbox) -> None:
    outcome = feed.take(path("casefile/group.json"))
    assert (outcome.read, outcome.new) == (2, 2)
    master, member = feed.rows(Case)
    (link,) = feed.rows(CaseLink)
    assert (link.case_id, link.other_id) == (member.id, master.id)


def test_a_case_without_a_hearing_matters_to_its_own_agency_alone(feed: Inbox, record: Record) -> None:
    outcome = feed.take(path("sjp/case_received.json"))
    assert (outcome.read, outcome.new) == (1, 1)
    (case,) = feed.rows(Case)
    assert (case.court_id, case.initiation, case.case_no) == (None, "J", "OVT26009X41")
    assert feed.counts(Hearing, Listing, Court) == (0, 0, 0)
    assert {row.scope for row in feed.rows(Relevance)} == {Scope.AGENCY}
    again = feed.again(path("sjp/case_received.json"))
    assert (again.unchanged, again.new) == (1, 0)


def test_a_case_gets_its_court_with_its_first_hearing(feed: Inbox) -> None:
    opened = sample("casefile/prosecution")
    for one in opened["defendants"]:
        del one["initialHearing"]
    feed.take(opened)
    assert [row.court_id for row in feed.rows(Case)] == [None]
    feed.take(hearing_of_the_case())
    assert [row.court_id for row in feed.rows(Case)] == [feed.rows(Court)[0].id]
    assert Scope.COURT in {row.scope for row in feed.rows(Relevance)}


def test_old_crown_cases_have_their_court_and_are_met_again(feed: Inbox) -> None:
    outcome = feed.take(path("legal_aid/crown_cases.csv"))
    assert (outcome.read, outcome.new, outcome.quarantined) == (5, 2, 3)
    (case,) = feed.rows(Case)
    (court,) = feed.rows(Court)
    assert (case.court_id, case.jurisdiction, case.urn) == (court.id, Jurisdiction.CROWN, "61QT0077726")
    assert court.name == "Overstoke Crown Court"
    assert feed.counts(DefendantCase, Hearing) == (2, 0)
    again = feed.again(path("legal_aid/crown_cases.csv"))
    assert (again.unchanged, again.quarantined, again.new) == (2, 3, 0)


def test_what_legal_aid_finds_is_a_case_of_its_own_and_later_amended(feed: Inbox) -> None:
    feed.take(path("legal_aid/search.json"))
    (case,) = feed.rows(Case)
    assert (case.system, case.natural_key) == ("legal-aid", "legal-aid:61QT0099926")
    assert feed.counts(Charge, Plea, Hearing) == (1, 1, 0)
    later = sample("legal_aid/search")
    later["cases"][0]["defendantSummary"][0]["offenceSummary"][0]["plea"].append(
        {"pleaDate": "2026-02-20", "pleaValue": "NOT_GUILTY"}
    )
    outcome = feed.take(later)
    assert outcome.changed == 1
    assert [row.raw for row in feed.rows(Plea, ended_at=None)] == ["NOT_GUILTY"]


def test_what_is_no_source_of_facts_leaves_nothing_but_itself(feed: Inbox) -> None:
    for name in sorted((SAMPLES / "no_facts").iterdir()):
        outcome = feed.take(name)
        assert (outcome.quarantined, outcome.new) == (outcome.read, 0)
    assert feed.counts(Person, Case, Court) == (0, 0, 0)


def amended(message: dict[str, Any]) -> dict[str, Any]:
    """The same event, shared an hour later with another spelling and a plea."""
    later: dict[str, Any] = json.loads(json.dumps(message))
    later["sharedTime"] = "2026-02-28T11:00:00Z"
    one = later["hearing"]["prosecutionCases"][0]["defendants"][0]
    one["personDefendant"]["personDetails"]["lastName"] = "Wexcomb"
    one["offences"][0]["plea"] = {"pleaValue": "GUILTY", "pleaDate": "2026-02-27"}
    return later


def without_nulls(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Common Platform leaves out what is not there; a null that ended nothing yet leaves no trace to be remembered."""
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def as_it_stands(feed: Inbox) -> dict[str, list[str]]:
    """What is on record now, without keys and moments."""
    shown = {
        PersonName: ("kind", "title", "given", "middle", "family"),
        PersonDetail: ("kind", "value"),
        Identifier: ("kind", "raw", "valid"),
        Address: ("lines", "postcode"),
        ContactPoint: ("kind", "value"),
        Marker: ("kind", "text"),
        Bail: ("raw", "conditions"),
        Plea: ("raw", "pleaded_on"),
        Charge: ("natural_key", "code", "title", "wording", "place", "date_code", "offence_from", "charged_on"),
    }
    found = {
        model.__name__: sorted(str([getattr(row, name) for name in names]) for row in feed.rows(model, ended_at=None))
        for model, names in shown.items()
    }
    cases = (str((row.case_no, row.urn, row.initiation, row.authority_code)) for row in feed.rows(Case))
    return found | {"Case": sorted(cases)}


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=lambda order: "".join(map(str, order)))
def test_in_whatever_order_they_come_the_record_is_the_same(
    feed: Inbox, order: tuple[int, ...], stood: dict[str, Any]
) -> None:
    first = without_nulls(hearing_of_the_case() | {"sharedTime": "2026-02-28T10:00:00Z"})
    files = (sample("casefile/prosecution"), first, amended(first), sample("sjp/case_received"))
    for place in order:
        feed.take(files[place])
    now = as_it_stands(feed)
    assert "Wexcomb'" in str(now["PersonName"])
    assert stood.setdefault("record", now) == now


@pytest.fixture(scope="module")
def stood() -> dict[str, Any]:
    """How the record stood after the first order."""
    return {}
