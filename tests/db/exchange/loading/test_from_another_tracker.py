"""The file of a person that another Tracker wrote: read back, of its own source, in any order, and never an echo."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from db.cards.output import Form, Wanted, What
from db.output.service import OutputService
from db.tables.base import Row
from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import (
    Bail,
    Case,
    Charge,
    DefendantCase,
    Plea,
    ReportingRestriction,
    Result,
    ResultPrompt,
    Verdict,
    Warrant,
)
from db.tables.hearings import Listing
from db.tables.held import AgencyRecord, Compliance
from db.tables.past import PastAppearance
from db.tables.people import Address, ContactPoint, Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.system import FeedRecord
from db.unit import Units
from db.words.families.access import Category
from db.words.families.bail import BailStatus, CustodyStatus, WarrantKind
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.court import MarkerKind, RestrictionKind
from db.words.families.exchange import FeedFormat, RecordOutcome, System
from db.words.families.held import ComplianceKind
from db.words.families.people import AddressKind, DetailKind, IdentifierKind, NameKind
from db.words.families.results import ResultCategory, ResultLevel, ResultState
from tests.support.feeds import Inbox
from tests.support.file_record import Scene, scene
from tests.support.record import Record

Json = dict[str, Any]
ELSEWHERE = "0b8a2f5e-7c1d-7f00-9a63-52c1b0e7d944"
PNC = "2008/0123457N"


@pytest.fixture
def at(record: Record) -> Scene:
    """A person of whom there is something of every kind."""
    at = scene(record)
    record.agency("TRACKER", name="This installation of Tracker")
    charge, place = at.case.charges[0], at.case.defendant
    result = at.fact(
        Result, defendant_case_id=place, charge_id=charge, external_id="r1", level=ResultLevel.CHARGE,
        state=ResultState.SHARED, category=ResultCategory.FINAL, code="1015", label="Fine", ordered_on=at.today,
    )  # fmt: skip
    record.put(
        ResultPrompt(result_id=result.id, person_id=at.person.person, sequence=1, label="End Date", value="2027-01-31")
    )
    for model, values in (
        (Identifier, {"kind": IdentifierKind.PNC, "raw": PNC, "canonical": PNC}),
        (Identifier, {"kind": IdentifierKind.CRO, "raw": "12/34", "valid": False, "problem": "wrong shape"}),
        (Address, {"kind": AddressKind.HOME, "lines": "1 High Street\nOverstoke", "postcode": "OV1 2AB"}),
        (Address, {"kind": AddressKind.BAIL, "lines": "2 Low Street", "postcode": ""}),
        (ContactPoint, {"kind": "phone", "value": "07700 900123"}),
        (PersonName, {
            "kind": NameKind.MAIDEN, "family": "STONE", "given": "John", "family_folded": "stone",
            "given_folded": "john",
        }),
        (PersonDetail, {"kind": DetailKind.NATIONALITY, "value": "British"}),
        (Marker, {"kind": MarkerKind.VIOLENCE, "level": "high", "text": "towards staff", "review_on": at.today}),
        (Warrant, {"kind": next(iter(WarrantKind)),
                   "defendant_case_id": place, "issued_on": at.today}),
        (ReportingRestriction, {"kind": RestrictionKind.ANONYMITY, "case_id": at.case.case, "text": "s.1 order"}),
        (ReportingRestriction, {"kind": RestrictionKind.YOUTH, "text": "of the person"}),
        (CustodyEpisode, {
            "establishment": "HMP Overstoke", "establishment_code": "OVI", "status": CustodyStatus.REMAND,
            "since": at.today - timedelta(days=9),
        }),
        (Bail, {"defendant_case_id": place, "status": BailStatus.CONDITIONAL, "raw": "B", "conditions": "Live there"}),
        (Plea, {"charge_id": charge, "kind": PleaKind.NOT_GUILTY, "raw": "NOT_GUILTY", "pleaded_on": at.today}),
        (Verdict, {"charge_id": charge, "category": VerdictCategory.GUILTY, "given_on": at.today}),
    ):  # fmt: skip
        at.fact(model, **values)
    record.put(
        Compliance(
            person_id=at.person.person, owner_agency_id=at.agency, recorded_at=record.clock.now(),
            kind=ComplianceKind.BREACH, happened_on=at.today, narrative="Did not come",
        )
    )  # fmt: skip
    return at


@pytest.fixture
def feed(at: Scene, units: Units, tmp_path: Path) -> Inbox:
    """An inbox of the court's clerk, on the same engine."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return Inbox(units, at.clerk, inbox)


def written(at: Scene, **changed: str) -> Json:
    """The document, from an installation elsewhere."""
    wanted = Wanted(What.DOCUMENT, Form.JSON, person_id=at.person.person)
    made: Json = json.loads(OutputService(at.record.units, at.clerk).text(wanted).text)
    made["sender"]["installation"] = ELSEWHERE
    return {**made, **changed}


def _source(feed: Inbox) -> Any:  # noqa: ANN401 - a row
    (row,) = feed.rows(SourceRecord, system=str(System.TRACKER))
    return row


def _said(feed: Inbox, model: type[Row], *names: str) -> list[tuple[Any, ...]]:
    """What the other Tracker's record says in a table, in the columns named."""
    rows = feed.rows(model, source_record_id=_source(feed).id, ended_at=None)
    return sorted(tuple(getattr(row, name) for name in names) for row in rows)


def test_everything_of_a_file_is_read_back_as_it_was_written(at: Scene, feed: Inbox) -> None:
    outcome = feed.take(written(at))
    assert outcome.format is FeedFormat.TRACKER
    assert (outcome.read, outcome.new, outcome.quarantined) == (2, 2, 0)
    # The PNC number is a good one, so that both are one person; the source stays the sending installation.
    source = _source(feed)
    assert source.external_id.startswith(f"{ELSEWHERE}/P-")
    assert source.person_id == at.person.person
    assert _said(feed, PersonName, "kind", "family", "given") == [
        (NameKind.ALIAS, "LEE", "K"), (NameKind.MAIDEN, "STONE", "John"), (NameKind.PRIMARY, "SMITH", "John"),
    ]  # fmt: skip
    assert _said(feed, PersonDetail, "kind", "value") == [
        (DetailKind.DATE_OF_BIRTH, "1980-03-12"), (DetailKind.NATIONALITY, "British"), (DetailKind.SEX, "M"),
    ]  # fmt: skip
    assert _said(feed, Identifier, "kind", "raw", "valid") == [
        (IdentifierKind.CRO, "12/34", False), (IdentifierKind.PNC, PNC, True),
    ]  # fmt: skip
    assert _said(feed, Address, "kind", "lines", "postcode") == [
        (AddressKind.BAIL, "2 Low Street", ""), (AddressKind.HOME, "1 High Street\nOverstoke", "OV1 2AB"),
    ]  # fmt: skip
    assert _said(feed, ContactPoint, "kind", "value") == [("phone", "07700 900123")]
    assert _said(feed, Marker, "kind", "level", "text", "review_on") == [
        (MarkerKind.VIOLENCE, "high", "towards staff", at.today)
    ]
    assert _said(feed, Warrant, "issued_on", "executed_on") == [(at.today, None)]
    assert _said(feed, CustodyEpisode, "establishment", "establishment_code", "status", "since") == [
        ("HMP Overstoke", "OVI", CustodyStatus.REMAND, at.today - timedelta(days=9))
    ]


def test_a_case_comes_with_charges_results_and_bail_and_on_no_list(at: Scene, feed: Inbox) -> None:
    before = feed.counts(Listing)
    feed.take(written(at))
    assert feed.counts(Listing) == before
    source = _source(feed)
    (place,) = feed.rows(DefendantCase, source_record_id=source.id)
    (case,) = [row for row in feed.rows(Case) if row.id == place.case_id]
    assert (case.case_no, case.system, case.court_id) == ("2600001", "other-tracker", at.court)
    charges = feed.rows(Charge, defendant_case_id=place.id)
    assert [(row.sequence, row.code, row.title) for row in charges] == [
        (1, "TH68001", "Theft"), (2, "CJ88001", "Assault"),
    ]  # fmt: skip
    assert _said(feed, Plea, "kind", "pleaded_on") == [(PleaKind.NOT_GUILTY, at.today)]
    assert _said(feed, Verdict, "category", "given_on") == [(VerdictCategory.GUILTY, at.today)]
    assert _said(feed, Result, "code", "label", "category", "ordered_on") == [
        ("1015", "Fine", ResultCategory.FINAL, at.today)
    ]
    (result,) = feed.rows(Result, source_record_id=source.id)
    assert [(row.label, row.value) for row in feed.rows(ResultPrompt, result_id=result.id)] == [
        ("End Date", "2027-01-31")
    ]
    assert _said(feed, Bail, "status", "conditions") == [(BailStatus.CONDITIONAL, "Live there")]
    kinds = _said(feed, ReportingRestriction, "kind")
    assert sorted(kinds) == [(RestrictionKind.ANONYMITY,), (RestrictionKind.YOUTH,)]
    held = [row for row in feed.rows(AgencyRecord) if row.source_record_id == source.id]
    assert [(row.category, row.summary.split()[0]) for row in held] == [(Category.COMPLIANCE, "breach")]
    (heard,) = feed.rows(PastAppearance, source_record_id=source.id)
    assert (heard.appeared_on, heard.case_ref) == (at.today, "2600001")


def test_the_same_file_again_changes_nothing(at: Scene, feed: Inbox) -> None:
    made = written(at)
    feed.take(made)
    again = feed.take(json.dumps(made, indent=2))
    assert (again.new, again.changed, again.unchanged) == (0, 0, again.read)


def test_of_two_files_the_later_one_counts_in_either_order(at: Scene, feed: Inbox) -> None:
    early = written(at, written_at="2026-01-05T10:00:00+00:00")
    late = written(at, written_at="2026-02-05T10:00:00+00:00")
    late["person"]["addresses"] = [one for one in late["person"]["addresses"] if one["kind"] == "home"]
    late["person"]["addresses"][0]["lines"] = ["9 New Street"]
    late["cases"][0]["charges"][0]["plea"] = "guilty"
    for order in permutations((early, late)):
        for made in order:
            made["person"]["reference"] = f"P-{'EARLY' if order[0] is early else 'LATER'}2345"
            made["cases"][0]["case"] = str(at.case.case).replace("0", "1" if order[0] is early else "2")
            feed.take(json.dumps(made))
    found = []
    for source in feed.rows(SourceRecord, system=str(System.TRACKER)):
        addresses = feed.rows(Address, source_record_id=source.id, kind=AddressKind.HOME, ended_at=None)
        pleas = feed.rows(Plea, source_record_id=source.id, ended_at=None)
        found.append(([row.lines for row in addresses], [row.kind for row in pleas]))
    assert found == [(["9 New Street"], [PleaKind.GUILTY])] * 2


def test_what_the_writer_was_not_given_ends_nothing(at: Scene, feed: Inbox) -> None:
    feed.take(written(at, written_at="2026-01-05T10:00:00+00:00"))
    before = [_said(feed, model, "id") for model in (Address, Marker, CustodyEpisode, AgencyRecord)]
    less = written(at, written_at="2026-02-05T10:00:00+00:00", custody=[], warnings=[], held=[], hearings=[])
    less["person"]["addresses"] = []
    feed.take(less)
    assert [_said(feed, model, "id") for model in (Address, Marker, CustodyEpisode, AgencyRecord)] == before


def test_its_own_file_tells_an_installation_nothing(at: Scene, feed: Inbox) -> None:
    made = OutputService(at.record.units, at.clerk).text(
        Wanted(What.DOCUMENT, Form.JSON, person_id=at.person.person)
    ).text  # fmt: skip
    outcome = feed.take(made)
    assert (outcome.format, outcome.new, outcome.unchanged) == (FeedFormat.TRACKER, 0, 2)
    assert {one.code for one in outcome.problems} == {"written-by-this-installation"}
    assert feed.rows(SourceRecord, system=str(System.TRACKER)) == []


def test_what_came_from_a_third_is_not_sent_on_as_the_second_ones_word(at: Scene, feed: Inbox) -> None:
    made = written(at)
    made["person"]["names"].append({**made["person"]["names"][0], "family": "THIRD", "text": "THIRD, John"})
    made["person"]["names"][-1]["source"] = {
        "agency": "Elsewhere",
        "system": "another Tracker 12345678",
        "relayed": True,
    }
    made["held"][0]["relayed"] = True
    feed.take(made)
    assert ("THIRD",) not in _said(feed, PersonName, "family")
    assert _said(feed, AgencyRecord, "summary") == []
    card = at.desk.file.read(at.person.person)
    theirs = [value for field in card.names for value in field.values if value.source.system.startswith("another")]
    out = written(at)
    relayed = [one["text"] for one in out["person"]["names"] if one["source"]["relayed"]]
    assert relayed == [value.text for value in theirs]
    assert f"another Tracker {ELSEWHERE[-8:]}" in {one.source.system for one in card.records}


def _restricted(made: Json) -> None:
    made["cases"][0]["restricted"] = True


def _newer(made: Json) -> None:
    made["version"] = 2


def _nobody(made: Json) -> None:
    made["sender"]["installation"] = "somewhere"


def _nameless(made: Json) -> None:
    made["person"]["names"] = []


@pytest.mark.parametrize(
    ("spoil", "reason", "kept"),
    [
        (_restricted, "a restricted case", 1),
        (_newer, "a newer Tracker", 0),
        (_nobody, "which installation", 0),
        (_nameless, "no name came", 0),
    ],
)
def test_what_cannot_be_taken_in_is_set_aside_with_the_reason(
    at: Scene, feed: Inbox, spoil: Callable[[Json], None], reason: str, kept: int
) -> None:
    made = written(at)
    spoil(made)
    outcome = feed.take(made)
    assert (outcome.quarantined, outcome.new + outcome.changed) == (1, kept)
    (aside,) = [row for row in feed.rows(FeedRecord) if row.outcome is RecordOutcome.QUARANTINED]
    assert reason in aside.problems


def test_limited_access_comes_with_the_person(at: Scene, feed: Inbox) -> None:
    made = written(at)
    made["person"] |= {"limited": True, "reference": "P-SOMEBODY2"}
    made["person"]["numbers"] = []
    made["person"]["names"] = [{**made["person"]["names"][0], "given": "Petroc", "family": "TREVANION"}]
    made["person"]["details"] = [
        {**one, "value": "1951-01-02"} for one in made["person"]["details"] if one["kind"] == "date_of_birth"
    ]
    feed.take(made)
    (person,) = [row for row in feed.rows(Person) if row.id == _source(feed).person_id]
    assert person.id != at.person.person
    assert person.restricted_level == 1
    assert _said(feed, PersonDetail, "value") == [("1951-01-02",)]
