"""Lists of every publisher: nobody stands twice on a day, drafts undo nothing, order does not matter, masks hold."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from db.access.public_names import withheld_names
from db.exchange.loading.settling import Standing, covered
from db.tables.cases import Case, Charge, DefendantCase, ReportingRestriction, Verdict
from db.tables.hearings import Hearing, Listing, ListIssue
from db.tables.people import PersonName, SourceRecord
from db.tables.places import Court, CourtAlias, CourtRoom
from db.tables.system import FeedRecord, Relevance
from db.words.families.court import ListingState, RestrictionKind
from db.words.families.exchange import RecordOutcome
from tests.support.feeds import SAMPLES, CourtList, Inbox, Row, event

NAME = "Overstoke Magistrates' Court"


def of(name: str) -> str:
    """A sample's text."""
    return (SAMPLES / name).read_text(encoding="utf-8")


def published(
    urn: str = "2600000001", *, given: str = "Aled", family: str = "Quarmby", said: str = "2026-02-28"
) -> str:
    """A published list with one defendant, that of `Row()` unless another is named."""
    message = json.loads(of("published/standard.json"))
    message["document"]["publicationDate"] = f"{said}T17:00:00.000Z"
    sitting = message["courtLists"][0]["courtHouse"]["courtRoom"][0]["session"][0]["sittings"][0]
    hearing = sitting["hearing"][0]
    del sitting["hearing"][1:], hearing["application"]
    hearing["case"][0].update(caseUrn=urn, reportingRestriction=False)
    details = hearing["case"][0]["party"][1]["individualDetails"]
    details.update(individualForenames=given, individualSurname=family)
    return json.dumps(message)


def common_list(kind: str = "FINAL", *, said: str = "2026-02-28", hearings: bool = True) -> str:
    """Common Platform's list with two defendants and an application, or with nothing in its first room."""
    message = json.loads(of("common_platform/court_list_final.json"))
    message.update(publishCourtListType=kind, requestedTime=f"{said}T16:00:00.000Z")
    first = message["courtLists"][0]
    del first["hearings"][0]["defendants"][2]
    if not hearings:
        first["hearings"] = []
    return json.dumps(message)


def standing(feed: Inbox) -> set[tuple[str, str]]:
    """Family name and system of everybody who stands on a list."""
    names = {row.person_id: row.family for row in feed.rows(PersonName, ended_at=None)}
    systems = {row.id: row.system for row in feed.rows(Hearing)}
    rows = feed.rows(Listing, state=ListingState.LISTED)
    return {(names[row.person_id], systems[row.hearing_id]) for row in rows}


def row(number: int, rank: int, *, person: int = 0, urn: str = "1", name: str = "", born: str = "") -> Standing:
    """A row of a day's list."""
    names = frozenset({name}) if name else frozenset()
    births = frozenset({date.fromisoformat(born)}) if born else frozenset()
    return Standing(UUID(int=number), UUID(int=person or number), UUID(int=99), rank, frozenset({urn}), names, births)


@pytest.mark.parametrize(
    ("rows", "gone"),
    [
        ([row(1, 0, name="a b"), row(2, 2, name="a b")], {2}),
        ([row(1, 0, name="a b"), row(2, 2, name="a b", urn="2")], set()),
        ([row(1, 0, name="a b"), row(2, 2, name="a c")], {2}),
        ([row(1, 0, name="a b"), row(2, 0, name="x y"), row(3, 2, name="a c")], set()),
        ([row(1, 0, name="a b"), row(2, 0, name="x y"), row(3, 2, name="a b"), row(4, 2, name="name masked")], {3, 4}),
        ([row(1, 0, name="a b"), row(2, 2, name="a b"), row(3, 2, name="name masked")], {2}),
        ([row(1, 0, name="a b", born="1980-01-01"), row(2, 3, name="c d", born="1980-01-01")], {2}),
        ([row(1, 1, person=7), row(2, 0, person=7), row(3, 2, name="q")], {1, 3}),
        ([row(1, 2, name="a b"), row(2, 2, name="a b")], set()),
    ],
)
def test_the_better_row_of_the_same_case_and_defendant_stands(rows: list[Standing], gone: set[int]) -> None:
    for order in itertools.permutations(rows):
        assert covered(order) == {UUID(int=number) for number in gone}


def test_a_published_list_makes_a_case_of_its_own_and_again_changes_nothing(feed: Inbox) -> None:
    outcome = feed.take(of("published/standard.json"))
    assert (outcome.read, outcome.new, outcome.quarantined) == (3, 3, 0)
    assert feed.counts(Case, Hearing, Listing) == (3, 3, 3)
    again = feed.take(of("published/standard.json") + "\n")
    assert (again.new, again.changed, again.vacated) == (0, 0, 0)


def test_a_newer_version_of_the_day_counts_whichever_comes_first(feed: Inbox) -> None:
    feed.take(published("77OV1", family="Newer", said="2026-02-27"))
    outcome = feed.take(published("77OV2", family="Older", said="2026-02-25"))
    assert standing(feed) == {("Newer", "list")}
    assert outcome.vacated == 1
    assert feed.counts(ListIssue) == (1,)


@pytest.mark.parametrize("order", list(itertools.permutations(("libra", "list", "again"))))
def test_nobody_stands_twice_where_the_courts_own_system_lists_them(feed: Inbox, order: tuple[str, ...]) -> None:
    files = {
        "libra": CourtList((Row(), Row(caseno="2600000002", h_id="7002", c_id="9002", family="ELSEWHERE"))).xml(),
        "list": published(),
        "again": published() + "\n",
    }
    for name in order:
        feed.take(files[name])
    assert standing(feed) == {("QUARMBY", "libra"), ("ELSEWHERE", "libra")}
    assert feed.counts(SourceRecord) == (3,)


def test_whom_only_the_published_list_names_stands_on_it(feed: Inbox) -> None:
    feed.take(CourtList())
    feed.take(published("2600000001", given="Bryn", family="Codefendant"))
    feed.take(published("77OV0009999", family="Another", said="2026-02-28"))
    assert ("Another", "list") in standing(feed)
    assert ("QUARMBY", "libra") in standing(feed)


def test_a_joined_row_stays_joined_when_the_list_comes_again(feed: Inbox) -> None:
    feed.take(published())
    feed.take(CourtList())
    later = feed.take(published(said="2026-03-01"))
    assert later.changed == 0
    assert standing(feed) == {("QUARMBY", "libra")}


@pytest.mark.parametrize("order", list(itertools.permutations(("draft", "final", "draft-later"))))
def test_a_provisional_list_neither_vacates_nor_adds_to_a_final_one(feed: Inbox, order: tuple[str, ...]) -> None:
    files = {
        "draft": common_list("DRAFT", said="2026-02-26"),
        "final": common_list("FINAL", said="2026-02-27", hearings=False),
        "draft-later": common_list("DRAFT", said="2026-02-28"),
    }
    for name in order:
        feed.take(files[name])
    assert standing(feed) == set()


def test_a_draft_without_a_hearing_leaves_what_the_final_list_names(feed: Inbox) -> None:
    feed.take(common_list("FINAL", said="2026-02-26"))
    outcome = feed.take(common_list("DRAFT", said="2026-02-28", hearings=False))
    assert outcome.vacated == 0
    assert {family for family, _ in standing(feed)} == {"Inkpen", "Nogiven", "Vane"}


def test_a_final_list_takes_over_what_the_draft_named(feed: Inbox) -> None:
    feed.take(common_list("DRAFT", said="2026-02-26"))
    outcome = feed.take(common_list("FINAL", said="2026-02-27"))
    assert (outcome.new, outcome.changed, outcome.vacated) == (0, 0, 0)
    assert {row.list_scope.rpartition("|")[2] for row in feed.rows(Listing)} == {"cp:final"}
    assert feed.take(common_list("FINAL", said="2026-02-28", hearings=False)).vacated == 3


def the_hearing() -> dict[str, Any]:
    """Common Platform's own event about the first row of its list."""
    message = event()
    hearing = message["hearing"]
    hearing["hearingDays"] = [{"sittingDay": "2026-03-02T10:00:00.000Z"}]
    hearing["courtCentre"].update(
        id="c0000000-0000-4000-8000-00000000c001", roomId="c0000000-0000-4000-8000-00000000d001"
    )
    case = hearing["prosecutionCases"][0]
    case["id"] = "c0000000-0000-4000-8000-0000000000f1"
    case["prosecutionCaseIdentifier"] = {"caseURN": "77OV0006126"}
    one = case["defendants"][0]
    del case["defendants"][1:]
    one.update(id="c0000000-0000-4000-8000-0000000000e1", masterDefendantId="c0000000-0000-4000-8000-0000000000e2")
    one["personDefendant"]["personDetails"].update(firstName="Barnaby", lastName="Inkpen", dateOfBirth="1990-12-01")
    one["offences"][0]["id"] = "c0000000-0000-4000-8000-0000000000a1"
    return message


def test_an_event_teaches_what_a_lists_court_and_room_are_called(feed: Inbox) -> None:
    feed.take(the_hearing())
    assert {(row.code[-4:], row.room_code[-4:]) for row in feed.rows(CourtAlias)} == {("c001", ""), ("c001", "d001")}
    courts, rooms = feed.counts(Court, CourtRoom)
    feed.take(common_list())
    assert feed.counts(Court) == (courts,)
    own = feed.rows(Listing)
    assert len({row.court_id for row in own}) == 1
    assert len({row.room_id for row in own}) == 1
    assert feed.counts(CourtRoom) == (rooms,)


def test_a_hearing_with_an_id_stands_for_the_row_of_the_list(feed: Inbox) -> None:
    feed.take(the_hearing())
    feed.take(common_list())
    rows = feed.rows(Listing, state=ListingState.LISTED)
    keys = {row.id: row.external_id for row in feed.rows(Hearing)}
    names = {row.person_id: row.family for row in feed.rows(PersonName, ended_at=None)}
    inkpen = [keys[row.hearing_id] for row in rows if names[row.person_id] == "Inkpen"]
    assert len(inkpen) == 1
    assert not inkpen[0].startswith("list/")
    assert len([row for row in feed.rows(Case) if row.urn == "77OV0006126"]) == 1


@pytest.mark.parametrize("first", ["list", "event"])
def test_a_case_that_a_list_names_by_number_alone_is_that_of_the_event(feed: Inbox, first: str) -> None:
    message = json.loads(common_list())
    for one in message["courtLists"][0]["hearings"][0]["defendants"]:
        del one["prosecutionCaseId"]
    files: list[Any] = [json.dumps(message), the_hearing()]
    for each in files if first == "list" else reversed(files):
        feed.take(each)
    (case,) = (row for row in feed.rows(Case) if row.urn == "77OV0006126")
    assert case.natural_key == "common-platform:c0000000-0000-4000-8000-0000000000f1"
    assert len(feed.rows(DefendantCase, case_id=case.id)) == 2


def test_a_list_does_not_end_the_charges_that_an_event_brought(feed: Inbox) -> None:
    feed.take(the_hearing())
    before = len(feed.rows(Charge, ended_at=None))
    message = json.loads(common_list())
    message["courtLists"][0]["hearings"][0]["defendants"][0]["offences"] = []
    feed.take(json.dumps(message))
    assert len(feed.rows(Charge, ended_at=None)) == before


def test_a_restricted_row_is_loaded_and_its_name_withheld_from_the_public(feed: Inbox) -> None:
    feed.take(common_list())
    kinds = sorted(row.kind for row in feed.rows(ReportingRestriction, ended_at=None))
    assert kinds == [RestrictionKind.LIST, RestrictionKind.OTHER]
    rows = feed.rows(Listing)
    names = {row.person_id: row.family for row in feed.rows(PersonName, ended_at=None)}
    with feed.units.raw("keeper") as connection:
        withheld = withheld_names(connection, None, [row.id for row in rows])  # type: ignore[arg-type]
    assert {names[row.person_id] for row in rows if row.id in withheld} == {"Inkpen", "Nogiven"}


@pytest.mark.parametrize("name", ["crown/daily.xml", "crown/daily.json"])
def test_a_masked_name_is_in_no_table(feed: Inbox, name: str) -> None:
    feed.take(of(name))
    families = {row.family for row in feed.rows(PersonName)}
    assert "Name masked" in families
    assert not any("underhazel" in family.casefold() for family in families)
    assert not any(b"nderhazel" in row.raw.lower() for row in feed.rows(FeedRecord))
    masked = {row.person_id for row in feed.rows(PersonName, family="Name masked")}
    assert {row.person_id for row in feed.rows(ReportingRestriction)} >= masked


def test_the_twins_of_one_list_are_one(feed: Inbox) -> None:
    feed.take(of("crown/daily.json"))
    feed.take(of("crown/daily.xml"))
    assert len(feed.rows(Listing, state=ListingState.LISTED)) == 3
    assert feed.counts(Hearing, Court) == (2, 1)


def test_a_warned_week_stands_with_the_case_and_on_no_days_list(feed: Inbox) -> None:
    feed.take(of("crown/warned.xml"))
    (warned,) = (row for row in feed.rows(DefendantCase) if row.warned_for)
    assert str(warned.warned_for) == "2026-03-09"
    assert feed.counts(Listing) == (1,)
    assert {row.person_id for row in feed.rows(Relevance)} >= {warned.person_id}
    again = feed.take(of("crown/warned.xml") + "\n")
    assert (again.new, again.changed, again.vacated) == (0, 0, 0)


def test_an_earlier_week_does_not_take_back_a_later_one(feed: Inbox) -> None:
    earlier = of("crown/warned.xml").replace("2026-03-11</StartDate>", "2026-03-04</StartDate>")
    feed.take(of("crown/warned.xml"))
    feed.take(earlier)
    assert {str(row.warned_for) for row in feed.rows(DefendantCase) if row.warned_for} == {"2026-03-09"}


def test_a_verdict_alone_is_recorded_with_its_offence_and_set_aside_without_one(feed: Inbox) -> None:
    lost = feed.take(of("common_platform/verdict_updated.json"))
    assert (lost.quarantined, [each.code for each in lost.problems]) == (1, ["no-such-hearing"])
    feed.take(the_hearing())
    outcome = feed.take(of("common_platform/verdict_updated.json") + "\n")
    assert (outcome.changed, outcome.quarantined) == (1, 0)
    (verdict,) = feed.rows(Verdict, ended_at=None)
    assert (verdict.code, verdict.description) == ("N", "Jury verdict: not guilty")
    assert feed.take(of("common_platform/verdict_updated.json") + "\n\n").unchanged == 1


def test_places_and_single_justice_lists_are_kept_in_quarantine_with_the_reason(feed: Inbox) -> None:
    for name in ("published/places.csv", "published/single_justice.json", "crown/hall_page.xml"):
        outcome = feed.take(of(name))
        assert outcome.quarantined == outcome.read > 0
        assert outcome.new == 0
    assert {row.outcome for row in feed.rows(FeedRecord)} == {RecordOutcome.QUARANTINED}
